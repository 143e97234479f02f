import type { Hash } from '../../../preload/contract/keys.ts'
import type { Field } from '../../../preload/contract/rows.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { Rows } from '../rows/rows.ts'

/** What this window or that one looks at; asked every second. */
export interface Watched {
  /** Rows on screen or selected. */
  hashes: ReadonlySet<Hash>
  /** Fields that a list is sorted or filtered by: of every row. */
  by: ReadonlySet<Field>
  /** No window is open: only what moves is read, and less often. */
  hidden: boolean
}

export interface SyncOptions {
  rows: Rows
  watched: () => Watched
  /** How many daemons there are: they share what is read in a second of rows that nobody looks at. */
  daemons: () => number
  clock: Clock
  log: Log
  /** The daemon said that this one finished; told when its row is known. */
  finished: (hash: Hash) => void
  /** A new row that somebody added (not one that the daemon reloaded), after it was read. */
  added: (row: Torrent) => void
  /** A reading failed for want of an answer that can be read (or, with null, one succeeded again). */
  doubted: (fault: Fault | null) => void
  /** The first whole reading of a connection is about to be applied: of these torrents. It waits for the promise. */
  firstReading: (hashes: readonly Hash[]) => Promise<void>
  /** It said that limits of its whole speed changed. */
  limitsChanged: () => void
  /** Everything that it named was read. */
  allRead: () => void
}

/** How the rows of one connection are kept true; made for it, and over with it. */
export interface Strategy {
  /** The first reading; when it ends, the list is true. */
  warm(): Promise<void>
  /** Nothing is asked, applied or told from here on, whatever is still under way. */
  stop(): void
  /** Reads these soon: we did something to them. */
  touch(hashes: Iterable<Hash>): void
  /** More rows may be kept: those that were left out are looked for. */
  lookForMore(): void
  /** What is on screen changed: it is read without waiting for its turn. */
  look(): void
}

/** Bytes move, or its daemon works on it. */
export function isMoving(row: Torrent): boolean {
  return row.downBytesPerSecond > 0 || row.upBytesPerSecond > 0 || movingStates.has(row.state)
}

const movingStates: ReadonlySet<string> = new Set(['downloading', 'checking', 'allocating', 'moving'])
