import { connect } from 'node:tls'

/** Whoever does not shake hands within this time shows no certificate. */
const patienceMs = 3_000

/**
 * SHA-256 of the certificate that a daemon shows, as a person would look it up before trusting it; null = it shows none.
 * Any TLS will do: Deluge 1.3 has an old one.
 */
export function certificateAt({ host, port }: { host: string; port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    const how = { rejectUnauthorized: false, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const
    const socket = connect({ host, port, ...how })
    socket.setTimeout(patienceMs, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(null))
    socket.on('secureConnect', () => {
      resolve(socket.getPeerCertificate().fingerprint256 ?? null)
      // Whoever still writes behind the handshake shall be able to.
      socket.resume().end()
      socket.unref()
    })
  })
}

/** The same as an argument of calls. */
export async function lookedAt(place: { host: string; port: number }): Promise<{ fingerprint?: string }> {
  const fingerprint = await certificateAt(place)
  return fingerprint === null ? {} : { fingerprint }
}
