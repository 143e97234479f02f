import { connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls'
import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import { SocketChannel } from './channel.ts'

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

/** Who is expected at the other end, for the sentences that say what is there instead. */
export interface WantedPeer {
  /** "a daemon of such a kind". */
  what: Says
  /** What to check where nothing listens. */
  refusedHint: Says
  /** What a web server at that port probably is, and which port is the right one. */
  webHint: Says
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

const anyDaemon: WantedPeer = {
  what: say('peer.daemon'),
  refusedHint: say('peer.refused.hint'),
  webHint: say('peer.web.hint'),
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
  const peer = nameOf(options)
  try {
    return await dial(options, peer)
  } catch (error) {
    if (error instanceof NotTls) throw await explainNotTls(options, peer, error.cause)
    if (error instanceof Fault) throw error
    // Node refuses ports out of range and the like before it tries.
    throw fault('invalid', peer, say('peer.address', { peer }), error)
  }
}

/** Whether a server ended the handshake because it has no version of TLS that was offered. */
export function refusesNewTls(fault: Fault): boolean {
  const reason = fault.details?.['reason']
  return fault.code === 'tls' && typeof reason === 'string' && /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(reason)
}

/** TLS failed in a way that a peer without TLS causes. */
class NotTls extends Error {}

function nameOf({ host, port }: { host: string; port: number }): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`
}

function dial(options: TlsOptions, peer: string): Promise<TlsChannel> {
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
      if (!certificate) return fail(fault('tls', peer, say('peer.bare', { peer })))
      settle()
      resolve(new TlsChannel(socket, peer, certificate))
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

function fault(code: Fault['code'], peer: string, what: Says, cause?: unknown): Fault {
  const reason = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : undefined
  return new Fault(code, what, { details: reason ? { peer, reason } : { peer }, cause })
}

function givenUp(peer: string): Fault {
  return new Fault('closed', say('peer.given-up', { peer }), { retry: 'never', details: { peer } })
}

function tooSlow(peer: string, timeoutMs: number, connected: boolean, { what }: WantedPeer): Fault {
  const number = Math.max(1, Math.round(timeoutMs / 1000))
  const says = connected ? say('peer.silent.taken', { peer, number, what }) : say('peer.silent', { peer, number })
  return fault('timeout', peer, says)
}

function explain(error: Error, peer: string, connected: boolean, wanted: WantedPeer): Error {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_FAIL':
      return fault('unresolved', peer, say('peer.unresolved', { peer }), error)
    case 'ECONNREFUSED':
      return fault('refused', peer, say('peer.refused', { peer, hint: wanted.refusedHint }), error)
    case 'ETIMEDOUT':
      if (!connected) return fault('timeout', peer, say('peer.silent.system', { peer }), error)
      break
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
    case 'EACCES':
    case 'EPERM':
      return fault('unreachable', peer, say('peer.unreachable', { peer }), error)
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|ECONNRESET|EPIPE/.test(code))
    return new NotTls(code, { cause: error })
  return fault('tls', peer, say('peer.tls', { peer, reason: code || error.message }), error)
}

/** Asks the port as a web client would, to tell a daemon's own web page (a common slip) from other things. */
async function explainNotTls(options: TlsOptions, peer: string, cause: unknown): Promise<Fault> {
  const { what, webHint } = options.wanted ?? anyDaemon
  const answer = await probe(options)
  if (answer === 'http') {
    return fault('web-ui', peer, say('peer.web', { peer, hint: webHint }), cause)
  }
  if (answer === 'other' || (cause as NodeJS.ErrnoException | undefined)?.code?.startsWith('ERR_SSL')) {
    return fault('not-a-daemon', peer, say('peer.not-tls', { peer, what }), cause)
  }
  return fault('closed', peer, say('peer.closed', { peer }), cause)
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
