import type { CallArgs } from '../../preload/contract/calls.ts'
import type { Hash } from '../../preload/contract/keys.ts'
import type { AddSource } from '../../preload/contract/adding.ts'
import type { Backend } from '../../main/backend/backend.ts'
import type { Clock } from '../../main/lib/clock.ts'

/** Where a daemon is and who we are there, as a person types it. */
export type Account = Pick<CallArgs<'daemons.add'>, 'kind' | 'address' | 'username' | 'password'>

/** A torrent that a rig can add. */
export interface Made {
  hash: Hash
  name: string
  source: AddSource
}

/** How a daemon treats its clients; each rig does what it can. */
export interface Mischief {
  /** Takes what it is sent and answers nothing, until told otherwise. */
  silence(on: boolean): Promise<void>
  /** Carries out the next change, but its answer gets lost. */
  loseNextAnswer(): Promise<void>
  /** Answers come twice, late ones between others, and with rows that nobody asked for. */
  babble(on: boolean): Promise<void>
}

/**
 * One daemon of some kind under a test's hand: what somebody else does at it, and what becomes of it. Everything is in
 * torrent words, so that one description of behaviour holds for every kind.
 */
export interface Rig {
  readonly backend: Backend
  readonly account: Account
  /** An account that the daemon refuses; null = its kind has none. */
  readonly wrongAccount: Account | null
  /** A quicker clock, where the daemon can keep up with it. */
  readonly clock: Clock
  /** What it can be made to do wrong; null = it is a real one, and left alone. */
  readonly mischief: Mischief | null
  /** The torrent of that number; the same number is the same torrent. */
  make(number: number): Made
  /** Somebody else adds it, paused. */
  put(torrent: Made): Promise<void>
  drop(hash: Hash): Promise<void>
  resume(hash: Hash): Promise<void>
  /** What the daemon itself has. */
  hashes(): Promise<Hash[]>
  isPaused(hash: Hash): Promise<boolean>
  /** It goes away and keeps its torrents. */
  stop(): Promise<void>
  /** It comes back at the same address. */
  start(): Promise<void>
  remove(): Promise<void>
}

/** Runs so many times as fast as the system's clock. */
export function quickClock(times: number): Clock {
  const began = Date.now()
  return {
    now: () => began + (Date.now() - began) * times,
    after(ms, run) {
      const timer = setTimeout(run, ms / times)
      return () => clearTimeout(timer)
    },
    every(ms, run) {
      const timer = setInterval(run, ms / times)
      return () => clearInterval(timer)
    },
  }
}
