import type { Database } from 'better-sqlite3'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { storageFault } from './trouble.ts'

/** Work of the store that takes longer than this holds up everything else in the process; it is logged by name. */
const slowMs = 40

/** Does a piece of work at the database; `doing` completes "could not …" and names the work in the log. */
export type Run = <T>(doing: string, work: () => T) => T

/** A Run that turns every failure into a Fault and notices slow work. */
export function createRun(db: Database, path: string, log: Log): Run {
  return (doing, work) => {
    if (!db.open) throw new Fault('closed', `Estuary could not ${doing}: it is closing.`)
    const began = performance.now()
    try {
      return work()
    } catch (error) {
      throw storageFault(error, doing, path)
    } finally {
      const tookMs = Math.round(performance.now() - began)
      if (tookMs > slowMs) log.warn({ doing, tookMs }, 'slow work at the database')
    }
  }
}
