import type { Hash } from '../../../preload/contract/keys.ts'
import type { TorrentPatch } from '../../../preload/contract/torrents.ts'
import { lists, turn } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { Fault } from '../../lib/fault.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import { movingFields, rowFields, toPatch, type RowField } from './fields.ts'
import { RateBook } from './rates.ts'
import { asCount, asHash, type Told } from './shapes.ts'

/*
 * rTorrent serves one request after the other, so a list of 5,000 torrents holds everybody else for a tenth of a second
 * (0.9.8). A short list is read whole each time. Of a long one only what is at work is, together with how many torrents
 * stand in each of its views: where these figures are others than they were, and now and then, the whole list is read.
 */

/** A reading that takes no longer than this is always whole. */
const shortMs = 30
/** A reading may take so much of the daemon's time: a tenth, and of long lists a twentieth. */
const restPerMs = 10
const restPerLongMs = 20
const watchedMs = 1_000
const hiddenMs = 15_000
const wholeWatchedMs = 10_000
const wholeHiddenMs = 60_000
/** Of more torrents than these, the whole list is cheaper than each by itself. */
const mostSingly = 50
const listDeadlineMs = 60_000

/** What tells that something changed which is not at work. */
const views = ['main', 'started', 'stopped', 'complete', 'incomplete', 'hashing'] as const

/** A torrent that is at work: it has peers, or its content is looked at. */
const atWork = ['peersConnected', 'isHashing'] as const

export interface ReadingsOptions {
  rtorrent: Rtorrent
  clock: Clock
  /** Told of each torrent as it was read, before its row is. */
  saw: (hash: Hash, told: Told) => void
}

/** Reads the list of one daemon, as much of it as is worth its while. */
export class Readings {
  readonly #options: ReadingsOptions
  readonly #rates = new RateBook()
  #known: ReadonlySet<Hash> = new Set()
  /** At work in the last reading. */
  #working: ReadonlySet<Hash> = new Set()
  /** Something was done to these from here. */
  readonly #touched = new Set<Hash>()
  #sizes = ''
  /** The views are of other sizes than at the last whole reading. */
  #isDoubted = false
  /** How long the last whole reading took on the way, and when it was; null = there was none. */
  #whole: { ms: number; at: number } | null = null
  #lastMs = 0
  /** When the last reading of any sort began. */
  #readAt = 0

  constructor(options: ReadingsOptions) {
    this.#options = options
  }

  /** How long to rest before the next reading. */
  get restMs(): { watched: number; hidden: number } {
    const restMs = this.#lastMs * restPerMs
    return { watched: Math.max(watchedMs, restMs), hidden: Math.max(hiddenMs, restMs) }
  }

  /** Something was done to these: the next reading has them. */
  touch(hashes: Iterable<Hash>): void {
    for (const hash of hashes) this.#touched.add(hash)
  }

  /**
   * All torrents; of those that were not looked at the hash alone.
   * @throws Fault as every request
   */
  async list(): Promise<TorrentPatch[]> {
    const isWholeDue = this.#isWholeDue()
    this.#readAt = this.#options.clock.now()
    return (isWholeDue ? null : await this.#readPart()) ?? this.#readWhole()
  }

  /** Whether somebody looks is told by how long ago the last reading was. */
  #isWholeDue(): boolean {
    if (this.#isDoubted || !this.#whole || this.#whole.ms <= shortMs || !this.#options.rtorrent.canFilter) return true
    const now = this.#options.clock.now()
    const usualMs = now - this.#readAt < hiddenMs ? wholeWatchedMs : wholeHiddenMs
    return now - this.#whole.at >= Math.max(usualMs, this.#whole.ms * restPerLongMs)
  }

  async #readWhole(): Promise<TorrentPatch[]> {
    const { rtorrent, clock } = this.#options
    this.#touched.clear()
    const [found, ...sizes] = await rtorrent.together([this.#ask(rowFields), ...this.#askSizes()], {
      deadlineMs: listDeadlineMs,
    })
    if (found instanceof Fault) throw found
    this.#lastMs = rtorrent.client.lastMs
    this.#whole = { ms: this.#lastMs, at: clock.now() }
    this.#sizes = spelled(sizes)
    this.#isDoubted = false
    const patches = await this.#take(found as Told[])
    this.#known = new Set(patches.keys())
    this.#working = this.#workingOf(found as Told[])
    this.#rates.keepOnly(this.#known)
    return [...patches.values()]
  }

  /** null = the whole list is to be read. */
  async #readPart(): Promise<TorrentPatch[] | null> {
    const { rtorrent } = this.#options
    const [found, ...sizes] = await rtorrent.together([this.#ask(movingFields, true), ...this.#askSizes()], {
      deadlineMs: listDeadlineMs,
    })
    this.#lastMs = rtorrent.client.lastMs
    if (found instanceof Fault) return null
    // What was done from here is shown at once, and what else changed by the next reading.
    this.#isDoubted = spelled(sizes) !== this.#sizes
    if (this.#isDoubted && this.#touched.size === 0) return null
    const working = this.#workingOf(found as Told[])
    // What was at work and is no more, too: it stands still now.
    const singly = [...this.#working, ...this.#touched].filter((hash) => !working.has(hash))
    if (singly.length > mostSingly) return null
    this.#touched.clear()
    const patches = await this.#take([...(found as Told[]), ...(await this.#readSingly(singly))])
    this.#working = working
    if ([...patches.keys()].some((hash) => !this.#known.has(hash))) return null
    return [...this.#known].map((hash) => patches.get(hash) ?? { hash })
  }

  async #readSingly(hashes: readonly Hash[]): Promise<Told[]> {
    const { rtorrent } = this.#options
    if (hashes.length === 0) return []
    const query = rtorrent.torrents(hashes)
    for (const name of rowFields) {
      if (rtorrent.has('torrent', name)) query.named(name)
    }
    // One that is gone is found missing from the views.
    return (await query.each({ deadlineMs: listDeadlineMs })).filter((told) => !(told instanceof Fault)) as Told[]
  }

  #ask(fields: readonly RowField[], onlyAtWork = false) {
    const { rtorrent } = this.#options
    const list = rtorrent.torrentsIn('main', onlyAtWork ? atWork : [])
    for (const name of fields) if (rtorrent.has('torrent', name)) list.named(name)
    return onlyAtWork ? list : list.trackerUrls()
  }

  #askSizes() {
    return views.map((view) => this.#options.rtorrent.query().viewSize(view))
  }

  #workingOf(found: readonly Told[]): Set<Hash> {
    const working = new Set<Hash>()
    for (const told of found) {
      const hash = asHash(told['hash'])
      if (hash !== undefined && atWork.some((name) => asCount(told[name]) > 0)) working.add(hash)
    }
    return working
  }

  /** What names no torrent is left out; what is told twice is taken once. */
  async #take(found: readonly Told[]): Promise<Map<Hash, TorrentPatch>> {
    const at = this.#options.clock.now()
    const patches = new Map<Hash, TorrentPatch>()
    for await (const part of inParts(found.slice(0, lists.hashes), turn.rows, systemTurns)) {
      for (const told of part) {
        const patch = toPatch(told, this.#rates, at)
        if (!patch) continue
        patches.set(patch.hash, patch)
        this.#options.saw(patch.hash, told)
      }
    }
    return patches
  }
}

/** Sizes of the views; a refused one is as good as any other. */
function spelled(sizes: readonly ({ viewSize: number } | Fault)[]): string {
  return sizes.map((size) => (size instanceof Fault ? size.code : String(size.viewSize))).join()
}
