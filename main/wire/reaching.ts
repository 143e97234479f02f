import { isIP } from 'node:net'
import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'

/** Who is expected at the other end, for the sentences that say what is there instead. */
export interface WantedPeer {
  /** "a daemon of such a kind". */
  what: Says
  /** What to check where nothing listens. */
  refusedHint: Says
  /** What a web server at that port probably is, and which port is the right one. */
  webHint: Says
}

export const anyDaemon: WantedPeer = {
  what: say('peer.daemon'),
  refusedHint: say('peer.refused.hint'),
  webHint: say('peer.web.hint'),
}

/** Host and port as people write them. */
export function nameOfPlace({ host, port }: { host: string; port: number }): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`
}

/** A fault on the way to a peer, with what the system said in its details. */
export function wayFault(code: Fault['code'], peer: string, what: Says, cause?: unknown): Fault {
  const reason = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : undefined
  return new Fault(code, what, { details: reason ? { peer, reason } : { peer }, cause })
}

export function givenUp(peer: string): Fault {
  return new Fault('closed', say('peer.given-up', { peer }), { retry: 'never', details: { peer } })
}

export function tooSlow(peer: string, timeoutMs: number, connected: boolean, { what }: WantedPeer): Fault {
  const number = Math.max(1, Math.round(timeoutMs / 1000))
  const says = connected ? say('peer.silent.taken', { peer, number, what }) : say('peer.silent', { peer, number })
  return wayFault('timeout', peer, says)
}

/** Why there is no connection, as the system said it; null = it said something else. */
export function whyNotReached(error: Error, peer: string, connected: boolean, wanted: WantedPeer): Fault | null {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_FAIL':
      return wayFault('unresolved', peer, say('peer.unresolved', { peer }), error)
    case 'ECONNREFUSED':
      return wayFault('refused', peer, say('peer.refused', { peer, hint: wanted.refusedHint }), error)
    case 'ETIMEDOUT':
      return connected ? null : wayFault('timeout', peer, say('peer.silent.system', { peer }), error)
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
    case 'EACCES':
    case 'EPERM':
      return wayFault('unreachable', peer, say('peer.unreachable', { peer }), error)
    default:
      return null
  }
}
