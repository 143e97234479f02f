import { connect, type Socket } from 'node:net'
import { say } from '../../preload/words/sentences.ts'
import type { Fault } from '../lib/fault.ts'
import { anyDaemon, givenUp, nameOfPlace, tooSlow, wayFault, whyNotReached, type WantedPeer } from './reaching.ts'

/** Where a daemon listens without TLS: at a host's port, or at a socket in the file system. */
export type PlainPlace = { host: string; port: number } | { path: string }

export interface SocketOptions {
  place: PlainPlace
  /** For name and connection together. */
  timeoutMs: number
  signal?: AbortSignal
  /** Absent = any daemon. */
  wanted?: WantedPeer
}

/** What a place is called in sentences. */
export function nameOfPlain(place: PlainPlace): string {
  return 'path' in place ? place.path : nameOfPlace(place)
}

/**
 * Connects without TLS. The socket is the caller's from here on.
 * @throws Fault 'invalid', 'unresolved', 'refused', 'unreachable', 'timeout' or 'closed', each with the place in its
 * message and details
 */
export function openSocket(options: SocketOptions): Promise<Socket> {
  const { place, timeoutMs, signal, wanted = anyDaemon } = options
  const peer = nameOfPlain(place)
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(givenUp(peer))
    let socket: Socket
    try {
      socket = connect(place)
    } catch (error) {
      // Node refuses ports out of range and the like before it tries.
      return reject(wayFault('invalid', peer, say('peer.address', { peer }), error))
    }
    const settle = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      socket.off('error', failed)
    }
    const fail = (fault: Fault): void => {
      settle()
      socket.on('error', () => {})
      socket.destroy()
      reject(fault)
    }
    const failed = (error: Error): void => fail(explain(error, options, peer))
    const abort = (): void => fail(givenUp(peer))
    const timer = setTimeout(() => fail(tooSlow(peer, timeoutMs, false, wanted)), timeoutMs)
    signal?.addEventListener('abort', abort)
    socket.on('error', failed)
    socket.once('connect', () => {
      settle()
      // What happens before the caller listens must not end the program; 'destroyed' tells of it.
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}

function explain(error: Error, { place, wanted = anyDaemon }: SocketOptions, peer: string): Fault {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const [id, kind] = ('path' in place ? ofSockets[code] : undefined) ?? []
  if (id && kind) return wayFault(kind, peer, say(id, { peer }), error)
  return whyNotReached(error, peer, false, wanted) ?? wayFault('closed', peer, say('peer.broken', { peer }), error)
}

/** What the system says of a socket in the file system. */
const ofSockets: Readonly<Record<string, readonly [id: SentenceOfSockets, code: Fault['code']]>> = {
  ENOENT: ['peer.no-socket', 'refused'],
  ENOTDIR: ['peer.no-socket', 'refused'],
  EACCES: ['peer.socket-denied', 'unreachable'],
  EPERM: ['peer.socket-denied', 'unreachable'],
  ENOTSOCK: ['peer.socket-not', 'not-a-daemon'],
  EPROTOTYPE: ['peer.socket-not', 'not-a-daemon'],
}
type SentenceOfSockets = 'peer.no-socket' | 'peer.socket-denied' | 'peer.socket-not'
