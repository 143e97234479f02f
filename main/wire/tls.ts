import { connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls'
import { say } from '../../preload/words/sentences.ts'
import { asFault, Fault } from '../lib/fault.ts'
import { SocketChannel } from './channel.ts'
import { anyDaemon, givenUp, nameOfPlace, tooSlow, wayFault, whyNotReached, type WantedPeer } from './reaching.ts'

export interface TlsOptions {
  host: string
  port: number
  /** For name, connection and TLS together. */
  timeoutMs?: number
  signal?: AbortSignal
  /** 1.2 unless it is known that the other side has nothing newer than this. */
  minVersion?: SecureVersion
  /** Absent = any daemon. */
  wanted?: WantedPeer
}

/** The certificate of the other side, as it came. Daemons sign their own (X.509 v1, no names, three years). */
export interface PeerCertificate {
  /** SHA-256 of the DER form, upper-case hex pairs with colons. */
  fingerprint: string
  der: Uint8Array
  validFromAt: number
  validToAt: number
  subject: string
}

const DEFAULT_TIMEOUT_MS = 10_000
const PROBE_TIMEOUT_MS = 2_000

/** A TLS channel. Nothing was verified about the other side: the caller compares the fingerprint with its pin. */
export class TlsChannel extends SocketChannel {
  readonly certificate: PeerCertificate
  /** E.g. "TLSv1.3". */
  readonly protocol: string

  constructor(socket: TLSSocket, peer: string, certificate: PeerCertificate) {
    super(socket, peer)
    this.certificate = certificate
    this.protocol = socket.getProtocol() ?? ''
  }

  get fingerprint(): string {
    return this.certificate.fingerprint
  }
}

/**
 * Opens a TLS connection to a daemon.
 * @throws Fault 'invalid', 'unresolved', 'refused', 'unreachable', 'timeout', 'web-ui', 'not-a-daemon', 'tls' or 'closed', each with
 * host and port in its message and details
 */
export async function openTls(options: TlsOptions): Promise<TlsChannel> {
  return openTlsAs(options, (socket, certificate) => new TlsChannel(socket, nameOfPlace(options), certificate))
}

/**
 * The same for whoever speaks through something else than a channel.
 * @param own takes the socket over, at once, so that nothing that happens to it is missed
 * @throws Fault as openTls, and what `own` throws
 */
export async function openTlsAs<T>(
  options: TlsOptions,
  own: (socket: TLSSocket, certificate: PeerCertificate) => T,
): Promise<T> {
  const peer = nameOfPlace(options)
  try {
    return await dial(options, peer, own)
  } catch (error) {
    if (error instanceof NotTls) throw await explainNotTls(options, peer, error.cause)
    if (error instanceof Fault) throw error
    // Node refuses ports out of range and the like before it tries.
    throw wayFault('invalid', peer, say('peer.address', { peer }), error)
  }
}

/** Whether a server ended the handshake because it has no version of TLS that was offered. */
export function refusesNewTls(fault: Fault): boolean {
  const reason = fault.details?.['reason']
  return fault.code === 'tls' && typeof reason === 'string' && /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(reason)
}

/** TLS failed in a way that a peer without TLS causes. */
class NotTls extends Error {}

function dial<T>(
  options: TlsOptions,
  peer: string,
  own: (socket: TLSSocket, certificate: PeerCertificate) => T,
): Promise<T> {
  const { host, port, timeoutMs = DEFAULT_TIMEOUT_MS, signal, minVersion = 'TLSv1.2', wanted = anyDaemon } = options
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(givenUp(peer))
    const socket = connectTls({
      host,
      port,
      minVersion,
      // Certificates are self-signed without names: nothing to verify, the caller pins the fingerprint.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(minVersion === 'TLSv1' || minVersion === 'TLSv1.1' ? { ciphers: 'DEFAULT:@SECLEVEL=0' } : {}),
    })
    let connected = false
    const settle = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      socket.off('error', failed)
      socket.off('close', vanished)
    }
    const fail = (error: Error): void => {
      settle()
      socket.on('error', () => {})
      socket.destroy()
      reject(error)
    }
    const failed = (error: Error): void => fail(explain(error, peer, connected, wanted))
    const vanished = (): void => fail(new NotTls('closed', { cause: undefined }))
    const abort = (): void => fail(givenUp(peer))
    const timer = setTimeout(() => fail(tooSlow(peer, timeoutMs, connected, wanted)), timeoutMs)
    signal?.addEventListener('abort', abort)
    socket.once('connect', () => (connected = true))
    socket.on('error', failed)
    socket.on('close', vanished)
    socket.once('secureConnect', () => {
      const certificate = certificateOf(socket)
      if (!certificate) return fail(wayFault('tls', peer, say('peer.bare', { peer })))
      try {
        const owned = own(socket, certificate)
        settle()
        resolve(owned)
      } catch (error) {
        fail(asFault(error))
      }
    })
  })
}

function certificateOf(socket: TLSSocket): PeerCertificate | undefined {
  const x509 = socket.getPeerX509Certificate()
  if (!x509) return undefined
  return {
    fingerprint: x509.fingerprint256,
    der: new Uint8Array(x509.raw),
    validFromAt: Date.parse(x509.validFrom),
    validToAt: Date.parse(x509.validTo),
    subject: x509.subject,
  }
}

function explain(error: Error, peer: string, connected: boolean, wanted: WantedPeer): Error {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const unreached = whyNotReached(error, peer, connected, wanted)
  if (unreached) return unreached
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|ECONNRESET|EPIPE/.test(code))
    return new NotTls(code, { cause: error })
  return wayFault('tls', peer, say('peer.tls', { peer, reason: code || error.message }), error)
}

/** Asks the port as a web client would, to tell a daemon's own web page (a common slip) from other things. */
async function explainNotTls(options: TlsOptions, peer: string, cause: unknown): Promise<Fault> {
  const { what, webHint } = options.wanted ?? anyDaemon
  const answer = await probe(options)
  if (answer === 'http') {
    return wayFault('web-ui', peer, say('peer.web', { peer, hint: webHint }), cause)
  }
  if (answer === 'other' || (cause as NodeJS.ErrnoException | undefined)?.code?.startsWith('ERR_SSL')) {
    return wayFault('not-a-daemon', peer, say('peer.not-tls', { peer, what }), cause)
  }
  return wayFault('closed', peer, say('peer.closed', { peer }), cause)
}

function probe({ host, port, signal }: TlsOptions): Promise<'http' | 'other' | 'silent'> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port })
    let seen = ''
    const done = (): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(/^HTTP\/\d/.test(seen) ? 'http' : seen === '' ? 'silent' : 'other')
    }
    const timer = setTimeout(done, PROBE_TIMEOUT_MS)
    signal?.addEventListener('abort', done, { once: true })
    socket.on('connect', () => socket.write('HEAD / HTTP/1.0\r\n\r\n'))
    socket.on('data', (bytes) => {
      seen += bytes.toString('latin1')
      if (seen.length >= 6) done()
    })
    socket.on('error', done)
    socket.on('close', done)
  })
}
