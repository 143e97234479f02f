import type { Socket } from 'node:net'
import { say } from '../../../preload/words/sentences.ts'
import { asFault, type Fault } from '../../lib/fault.ts'
import { givenUp, tooSlow, wayFault, type WantedPeer } from '../reaching.ts'
import { nameOfPlain, openSocket, type PlainPlace } from '../socket.ts'
import { AnswerReader, writeRequest } from './frames.ts'

export interface ExchangeOptions {
  contentType: string
  /** For all of it: connection, request and answer. Some servers wait for ever (seen on 0.9.8). */
  timeoutMs: number
  signal: AbortSignal
  wanted: WantedPeer
  /** Told as soon as the request may have reached the daemon. */
  onSent?: (() => void) | undefined
}

/**
 * One request over a connection of its own, and its answer's body; there is no second request on a connection. The
 * socket is closed however it ends: a daemon has a hundred places, and a forgotten one stays taken.
 * @throws Fault 'unresolved', 'refused', 'unreachable', 'timeout', 'closed', 'web-ui', 'not-a-daemon', 'protocol' or
 * 'too-large'
 */
export async function exchange(place: PlainPlace, body: Uint8Array, options: ExchangeOptions): Promise<Uint8Array> {
  const { timeoutMs, signal, wanted } = options
  const begun = performance.now()
  const socket = await openSocket({ place, timeoutMs, signal, wanted })
  try {
    const leftMs = Math.max(1, timeoutMs - (performance.now() - begun))
    options.onSent?.()
    socket.write(writeRequest(body, options.contentType))
    return await answerOf(socket, nameOfPlain(place), leftMs, options)
  } finally {
    socket.destroy()
  }
}

function answerOf(socket: Socket, peer: string, leftMs: number, options: ExchangeOptions): Promise<Uint8Array> {
  const { timeoutMs, signal, wanted } = options
  const reader = new AnswerReader(peer)
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    const fail = (fault: Fault): void => {
      settle()
      reject(fault)
    }
    const finish = (): void => {
      settle()
      try {
        resolve(reader.finish())
      } catch (error) {
        reject(asFault(error))
      }
    }
    const abort = (): void => fail(givenUp(peer))
    const timer = setTimeout(() => fail(tooSlow(peer, timeoutMs, true, wanted)), leftMs)
    if (signal.aborted) return abort()
    if (socket.destroyed) return finish()
    signal.addEventListener('abort', abort)
    socket.on('data', (bytes: Uint8Array) => {
      try {
        if (reader.feed(bytes)) finish()
      } catch (error) {
        fail(asFault(error))
      }
    })
    socket.once('end', finish)
    socket.once('error', (error) => fail(wayFault('closed', peer, say('peer.broken', { peer }), error)))
    socket.once('close', finish)
  })
}
