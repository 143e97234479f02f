import type { Database } from 'better-sqlite3'
import type { Says } from '../../preload/contract/says.ts'
import type { Log } from '../lib/log.ts'
import { isBusy, storageFault } from './trouble.ts'

/** How long a piece of work waits for another program (a backup, a curious person's sqlite3) to let go. */
const usualPatienceMs = 5000
const pauseMs = 20
/** Work that takes longer than this holds up what is asked next; it is logged by name. */
const slowMs = 250

/** Does a piece of work at the database; `doing` completes "could …" and names the work in the log. */
export type Run = <T>(doing: Says, work: () => T) => T

/**
 * A Run that turns every failure into a Fault, does again what another program was in the way of, and notices slow
 * work. The waiting is done here: while SQLite waits by itself, the thread cannot be ended. So whatever is done must
 * be whole or not at all (one statement or one transaction).
 */
export function createRun(db: Database, path: string, log: Log, patienceMs = usualPatienceMs): Run {
  db.pragma('busy_timeout = 0')
  return (doing, work) => {
    const began = performance.now()
    const tookMs = (): number => Math.round(performance.now() - began)
    try {
      for (;;) {
        try {
          return work()
        } catch (error) {
          if (!isBusy(error) || tookMs() >= patienceMs) throw storageFault(error, doing, path)
          pause()
        }
      }
    } finally {
      if (tookMs() > slowMs) log.warn({ doing: doing.id, tookMs: tookMs() }, 'slow work at the database')
    }
  }
}

const never = new Int32Array(new SharedArrayBuffer(4))

function pause(): void {
  Atomics.wait(never, 0, 0, pauseMs)
}

/**
 * Does work whose commits are on the disk, safe from a power cut, when this returns. Otherwise the write-ahead log
 * reaches the disk some time later, in order: a power cut may cost the last moments.
 */
export function durably<T>(db: Database, work: () => T): T {
  db.pragma('synchronous = FULL')
  try {
    return work()
  } finally {
    db.pragma('synchronous = NORMAL')
  }
}
