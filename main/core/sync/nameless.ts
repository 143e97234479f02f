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

/** One that rests learns nothing, and its daemon tells when it goes on. */
function looks(row: Torrent): boolean {
  return isUnknown(row) && !restingStates.has(row.state)
}

/**
 * Torrents that came as magnet links: when the daemon learns their name and size it tells nobody, so those that look
 * for them are read again and again until then, on screen or not.
 */
export class Nameless {
  readonly #reader: Reader
  readonly #rows: Rows
  readonly #touch: (hashes: Iterable<Hash>) => void
  readonly #looking = new Line<Hash>()
  #turn = 0
  #isReading = false

  constructor(reader: Reader, rows: Rows, touch: (hashes: Iterable<Hash>) => void) {
    this.#reader = reader
    this.#rows = rows
    this.#touch = touch
    for (const row of rows.all()) this.#note(row)
    const stop = rows.changes.on(({ put, drop }) => {
      if (reader.isOver) return stop()
      for (const { after } of put) this.#note(after)
      for (const { hash } of drop) this.#looking.delete(hash)
    })
  }

  /** Begins to read; ends with the reader's connection. */
  start(watched: () => Watched): void {
    this.#reader.timers.every(everyMs, () => {
      this.#turn += 1
      if (!watched().hidden || this.#turn % hiddenEveryTurns === 0) void this.#read()
    })
  }

  #note(row: Torrent): void {
    if (looks(row)) this.#looking.add(row.hash)
    else this.#looking.delete(row.hash)
  }

  async #read(): Promise<void> {
    if (this.#isReading || this.#looking.size === 0) return
    this.#isReading = true
    await this.#reader.quietly(async () => {
      const due = this.#looking.next(mostAtOnce)
      await this.#reader.read(due, 'first')
      // By now everything else about them has changed, too.
      this.#touch(due.filter((hash) => this.#isKnown(hash)))
    })
    this.#isReading = false
  }

  #isKnown(hash: Hash): boolean {
    const row = this.#rows.get(hash)
    return row !== undefined && !isUnknown(row)
  }
}
