import type { Hash } from '../../../preload/contract/keys.ts'
import type { Following, Signal } from '../../backend/backend.ts'
import { signals, turn } from '../../lib/bounds.ts'
import { takeFrom } from '../../lib/take.ts'
import { inParts, setInParts, systemTurns } from '../../lib/turns.ts'
import type { Rows } from '../rows/rows.ts'
import { Flood } from './flood.ts'
import { Handmade } from './handmade.ts'
import { Membership } from './membership.ts'
import { isNamed, Nameless } from './nameless.ts'
import type { Strategy, SyncOptions } from './options.ts'
import { Movers } from './movers.ts'
import { Places } from './places.ts'
import { Reader } from './reader.ts'
import { Screen, tickMs } from './screen.ts'
import { Sweep } from './sweep.ts'

/** Signals come in bursts (20,001 of them after a restart with 10,000 torrents): gather before reading. */
const gatherMs = 15
const membershipMs = 300_000
/** Torrents come into an account's sight, and go out of it, without a word. */
const partMembershipMs = 60_000
/** Between two slices of what the default columns do not show. */
const restMs = 20

/** Keeps rows true by what a daemon tells, and by readings of what it does not tell. */
export class Follow implements Strategy {
  readonly #options: SyncOptions
  readonly #connection: Following
  readonly #rows: Rows
  readonly #reader: Reader
  readonly #membership: Membership
  readonly #places: Places
  readonly #movers: Movers
  readonly #screen: Screen
  readonly #nameless: Nameless
  readonly #handmade: Handmade
  readonly #flood: Flood
  /** Rows to read soon, and those of them that somebody just added. */
  readonly #touched = new Set<Hash>()
  readonly #added = new Set<Hash>()
  /** Finished before their rows were read (a magnet, or a torrent that was complete when it was added). */
  readonly #finished = new Set<Hash>()
  #isGathering = false
  #isReading = false
  #isWarm = false

  constructor(connection: Following, options: SyncOptions) {
    const { rows, watched } = options
    this.#options = options
    this.#connection = connection
    this.#rows = rows
    this.#reader = new Reader(connection, options)
    this.#membership = new Membership(connection, this.#reader, rows, (hashes) => this.touch(hashes))
    this.#places = new Places(this.#reader, rows)
    this.#movers = new Movers(rows)
    this.#screen = new Screen(this.#reader, this.#movers, options)
    this.#nameless = new Nameless(this.#reader, rows, (hashes) => this.touch(hashes))
    const { clock } = options
    this.#flood = new Flood({ clock, timers: this.#reader.timers, over: () => void this.#readAnew() })
    this.#handmade = new Handmade(this.#reader, rows, watched, () => options.clock.now())
  }

  async warm(): Promise<void> {
    this.#connection.onSignal((signal) => {
      if (!this.#reader.isOver) this.#hear(signal)
    })
    const hashes = await this.#membership.settled()
    if (this.#reader.isOver) return
    await this.#options.firstReading(hashes)
    await this.#reader.readAll(hashes, 'first')
    if (this.#reader.isOver) return
    this.#options.allRead()
    this.#start(hashes)
  }

  stop(): void {
    this.#movers.stop()
    this.#reader.end()
  }

  touch(hashes: Iterable<Hash>): void {
    for (const hash of hashes) this.#touched.add(hash)
    this.#gather()
  }

  lookForMore(): void {
    if (this.#isWarm) void this.#membership.check()
  }

  look(): void {
    if (!this.#isWarm) return
    this.#screen.look()
    void this.#handmade.look()
  }

  #start(hashes: readonly Hash[]): void {
    this.#isWarm = true
    const { clock, watched } = this.#options
    const { timers } = this.#reader
    const sweep = new Sweep(this.#reader, this.#rows, clock)
    timers.every(tickMs, () => this.#screen.tick())
    timers.every(tickMs, () => sweep.tick(watched().hidden))
    this.#nameless.start(watched)
    const seesAll = this.#connection.cannot['list-all'] === undefined
    timers.every(seesAll ? membershipMs : partMembershipMs, () => this.#membership.check())
    void this.#readTheRest(hashes)
    this.#gather()
  }

  /** Behind the first reading: the other fields, and what we knew that the daemon did not name. */
  async #readTheRest(hashes: readonly Hash[]): Promise<void> {
    await this.#reader.quietly(() => this.#reader.readAll(hashes, 'rest', restMs))
    if (await this.#knowsMoreThan(hashes)) await this.#membership.check()
  }

  async #knowsMoreThan(hashes: readonly Hash[]): Promise<boolean> {
    const present = await setInParts(hashes, turn.listItems, systemTurns)
    for await (const part of inParts(this.#rows.hashes(), turn.listItems, systemTurns)) {
      if (this.#reader.isOver) return false
      if (part.some((hash) => !present.has(hash))) return true
    }
    return false
  }

  /** What was not heard is seen in the list, as after a time without a connection. */
  async #readAnew(): Promise<void> {
    if (!this.#isWarm) return
    await this.#reader.quietly(async () => {
      const hashes = await this.#membership.settled()
      if (this.#reader.isOver) return
      const fresh = hashes.filter((hash) => !this.#rows.get(hash))
      this.#touched.clear()
      await this.#options.firstReading(hashes)
      await this.#reader.readAll(hashes, 'first')
      this.#options.allRead()
      await this.#reader.readAll(fresh, 'rest', restMs)
    })
    if (!this.#reader.isOver) await this.#membership.check()
  }

  #hear(signal: Signal): void {
    if (!this.#flood.takes()) return
    if (this.#touched.size >= signals.touched) return this.#flood.begin()
    switch (signal.kind) {
      case 'added':
        this.#reader.welcome(signal.hash)
        if (!signal.restored && !this.#rows.get(signal.hash)) this.#added.add(signal.hash)
        this.touch([signal.hash])
        break
      case 'removed':
        this.#forget(signal.hash)
        this.#rows.apply([], [signal.hash])
        break
      case 'changed':
        if (this.#rows.get(signal.patch.hash)) this.#rows.apply([signal.patch])
        this.touch([signal.patch.hash])
        break
      case 'touched':
        this.touch([signal.hash])
        break
      case 'finished':
        this.touch([signal.hash])
        if (isNamed(this.#rows.get(signal.hash))) this.#options.finished(signal.hash)
        else if (this.#finished.size < signals.touched) this.#finished.add(signal.hash)
        break
      case 'missed':
        this.#flood.begin()
        break
      case 'limits':
        this.#options.limitsChanged()
        break
      case 'requeued':
        if (this.#isWarm) this.#places.changed()
        break
      case 'ready':
        this.#membership.ready()
        if (this.#isWarm) void this.#membership.check()
        break
    }
  }

  #forget(hash: Hash): void {
    this.#reader.forget(hash)
    this.#touched.delete(hash)
    this.#added.delete(hash)
    this.#finished.delete(hash)
  }

  #gather(): void {
    if (this.#isGathering || !this.#isWarm || this.#reader.isOver || this.#touched.size === 0) return
    this.#isGathering = true
    this.#reader.timers.after(gatherMs, () => {
      this.#isGathering = false
      return this.#readTouched()
    })
  }

  async #readTouched(): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    await this.#reader.quietly(async () => {
      while (this.#touched.size > 0 && !this.#reader.isOver) {
        const hashes = takeFrom(this.#touched, this.#reader.slice.value)
        // Asked together: both wait for the same tick of the daemon.
        const first = this.#reader.read(hashes, 'first').then(() => this.#tellNew(hashes))
        await Promise.all([first, this.#reader.read(hashes, 'rest')])
      }
    })
    this.#isReading = false
  }

  #tellNew(hashes: readonly Hash[]): void {
    if (this.#reader.isOver) return
    for (const hash of hashes) {
      const row = this.#rows.get(hash)
      if (this.#added.delete(hash) && row) this.#options.added(row)
      if (this.#finished.delete(hash) && row) this.#options.finished(hash)
    }
  }
}
