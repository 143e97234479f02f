import { connect } from 'node:tls'

/** Whoever does not shake hands within this time shows no certificate. */
const patienceMs = 3_000

/**
 * SHA-256 of the certificate that a daemon shows, as a person would look it up before trusting it; null = it shows none.
 * Any TLS will do: Deluge 1.3 has an old one.
 */
export function certificateAt({ host, port }: { host: string; port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    const end = (fingerprint: string | null): void => {
      socket.destroy()
      resolve(fingerprint)
    }
    const socket = connect({
      host,
      port,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    })
    socket.setTimeout(patienceMs, () => end(null))
    socket.on('error', () => end(null))
    socket.on('secureConnect', () => end(socket.getPeerCertificate().fingerprint256 ?? null))
    socket.on('close', () => resolve(null))
  })
}

/** The same as an argument of calls. */
export async function lookedAt(place: { host: string; port: number }): Promise<{ fingerprint?: string }> {
  const fingerprint = await certificateAt(place)
  return fingerprint === null ? {} : { fingerprint }
}
