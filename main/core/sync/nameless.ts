import type { Hash } from '../../../preload/contract/keys.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import type { Rows } from '../rows/rows.ts'
import { Line } from './line.ts'
import type { Watched } from './options.ts'
import type { Reader } from './reader.ts'

const everyMs = 2_000
const hiddenEveryTurns = 5
/** Torrents in one reading; more than these take turns. */
const mostAtOnce = 50
const restingStates: ReadonlySet<string> = new Set(['paused', 'queued', 'error'])

/** Whether its daemon has told what it is called. */
export function isNamed(row: Torrent | undefined): row is Torrent {
  return row !== undefined && row.name !== '' && row.name !== row.hash
}

/** A magnet link's torrent before anybody told the daemon what is in it. */
function isUnknown(row: Torrent): boolean {
  return !isNamed(row) || row.sizeBytes === 0
}

/**
 * Torrents that came as magnet links: when the daemon learns their name and size it tells nobody, so those that look
 * for them are read again and again until then, on screen or not.
 */
export class Nameless {
  readonly #reader: Reader
  readonly #rows: Rows
  readonly #touch: (hashes: Iterable<Hash>) => void
  readonly #unknown = new Line<Hash>()
  #turn = 0
  #isReading = false

  constructor(reader: Reader, rows: Rows, touch: (hashes: Iterable<Hash>) => void) {
    this.#reader = reader
    this.#rows = rows
    this.#touch = touch
  }

  /** Begins; ends with the reader's connection. */
  start(watched: () => Watched): void {
    for (const row of this.#rows.all()) this.#note(row)
    const stop = this.#rows.changes.on(({ put, drop }) => {
      if (this.#reader.isOver) return stop()
      for (const { after } of put) this.#note(after)
      for (const { hash } of drop) this.#unknown.delete(hash)
    })
    this.#reader.timers.every(everyMs, () => {
      this.#turn += 1
      if (!watched().hidden || this.#turn % hiddenEveryTurns === 0) void this.#read()
    })
  }

  #note(row: Torrent): void {
    if (isUnknown(row)) this.#unknown.add(row.hash)
    else this.#unknown.delete(row.hash)
  }

  async #read(): Promise<void> {
    if (this.#isReading || this.#unknown.size === 0) return
    this.#isReading = true
    await this.#reader.quietly(async () => {
      const due = this.#unknown.next(mostAtOnce, (hash) => this.#looks(hash))
      await this.#reader.read(due, 'first')
      // By now everything else about them has changed, too.
      this.#touch(due.filter((hash) => this.#rows.get(hash) && !this.#unknown.has(hash)))
    })
    this.#isReading = false
  }

  /** A torrent that rests learns nothing, and its daemon tells when it goes on. */
  #looks(hash: Hash): boolean {
    const row = this.#rows.get(hash)
    return row !== undefined && !restingStates.has(row.state)
  }
}
