import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import {
  type DaemonId,
  DaemonIdSchema,
  type Hash,
  HashSchema,
  keyOf,
  type TorrentKey,
} from '../../../preload/contract/keys.ts'
import type { MovesItem, MoveTarget } from '../../../preload/contract/moves.ts'
import type { ItemResult, Torrent } from '../../../preload/contract/torrents.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Clock } from '../../lib/clock.ts'
import { Emitter } from '../../lib/emitter.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { Timers } from '../../lib/timers.ts'
import type { SettingsStore } from '../../store/records.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import { Kept } from '../kept.ts'
import { keysByDaemon } from '../keys.ts'
import type { Permit } from '../permit.ts'

/** One daemon's torrents on their way to one folder. */
const GroupSchema = v.object({
  /** The call that began it. */
  id: v.string(),
  daemon: DaemonIdSchema,
  folder: v.string(),
  hashes: v.array(HashSchema),
})
type Group = v.InferOutput<typeof GroupSchema>

/** How what one call began went so far. */
interface Tally {
  moved: number
  failed: ItemResult[]
  targets: MoveTarget[]
}

export interface MovesOptions {
  roster: Roster
  store: SettingsStore
  history: History
  clock: Clock
  log: Log
}

const lookMs = 2_000
/**
 * A daemon says nothing of a folder that cannot be (2.0.3 and 2.2.0: no error, no message, no event). One that moves
 * says so as long as it does; what neither moves nor has arrived in so many looks stays where it is.
 */
const mostIdleLooks = 5

/** Moves what torrents have, and follows each until it is there: over lost connections, and over a restart. */
export class MoveService {
  readonly told = new Emitter<MovesItem>()
  readonly #options: MovesOptions
  readonly #timers: Timers
  readonly #kept: Kept<Group>
  readonly #tallies = new Map<string, Tally>()
  /** Looks in which a torrent neither moved nor had arrived. */
  readonly #idle = new Map<TorrentKey, number>()

  constructor(options: MovesOptions) {
    this.#options = options
    this.#timers = new Timers(options.clock)
    this.#kept = new Kept(options.store, 'moves.followed')
    this.#timers.every(lookMs, () => this.#look())
  }

  open(): Promise<void> {
    return this.#kept.open(GroupSchema, this.#options.log)
  }

  /** What is on its way. */
  now(): Extract<MovesItem, { kind: 'now' }> {
    const moves = this.#kept.list.map(({ daemon, folder, hashes }) => ({ daemon, folder, number: hashes.length }))
    return { kind: 'now', moves }
  }

  keepAll(): Promise<void> {
    return this.#kept.keepAll()
  }

  close(): void {
    this.#timers.stop()
  }

  /** The results say which are on their way, each daemon's by itself. */
  async begin(permit: Permit, keys: readonly TorrentKey[], targets: readonly MoveTarget[]): Promise<ItemResult[]> {
    const folders = new Map(targets.map(({ daemon, folder }) => [daemon, folder]))
    const id = randomBytes(5).toString('hex')
    const parts = [...keysByDaemon(keys)].map(([daemon, hashes]) => {
      const folder = folders.get(daemon)
      if (folder !== undefined) return this.#beginOn(permit, { id, daemon, folder, hashes })
      const problem = toProblem(new Fault('invalid', say('move.noFolder')))
      return Promise.resolve(hashes.map((hash): ItemResult => ({ key: keyOf(daemon, hash), problem })))
    })
    return (await Promise.all(parts)).flat()
  }

  async #beginOn(permit: Permit, group: Group): Promise<ItemResult[]> {
    const { daemon: id, folder, hashes } = group
    try {
      const connection = permit(id)
      const daemon = this.#options.roster.get(id)
      // Followed from before it is asked for: what happens then is not lost with this program.
      await this.#kept.set([...this.#kept.list, group])
      const outcomes = await connection.move(hashes, folder)
      daemon.sync.touch(hashes)
      const failed = outcomes.filter(({ problem }) => problem !== null)
      await this.#take(
        group,
        failed.map(({ hash }) => hash),
      )
      this.#tellHistory(id, 'move.did.begin', hashes.length - failed.length, group)
      this.told.emit(this.now())
      return outcomes.map(({ hash, problem }) => ({ key: keyOf(id, hash), problem }))
    } catch (error) {
      await this.#take(group, hashes).catch(() => {})
      const problem = toProblem(error)
      return hashes.map((hash) => ({ key: keyOf(id, hash), problem }))
    }
  }

  // ------------------------------------------------------------- following

  async #look(): Promise<void> {
    for (const group of [...this.#kept.list]) {
      const daemon = this.#options.roster.find(group.daemon)
      if (!daemon) {
        await this.#take(group, group.hashes)
        continue
      }
      if (daemon.link.status.state !== 'live') continue
      await this.#judge(group, (hash) => daemon.rows.get(hash))
      daemon.sync.touch(group.hashes)
    }
  }

  async #judge(group: Group, rowOf: (hash: Hash) => Torrent | undefined): Promise<void> {
    const over: Hash[] = []
    const tally = this.#tallyOf(group)
    let moved = 0
    for (const hash of group.hashes) {
      const row = rowOf(hash)
      const key = keyOf(group.daemon, hash)
      if (row && row.state !== 'moving' && isSameFolder(row.folder, group.folder)) moved += 1
      else if (row) {
        const problem = this.#failureOf(key, row)
        if (!problem) continue
        tally.failed.push({ key, problem: toProblem(problem) })
      }
      over.push(hash)
    }
    if (over.length === 0) return
    tally.moved += moved
    for (const hash of over) this.#idle.delete(keyOf(group.daemon, hash))
    if (moved > 0) this.#tellHistory(group.daemon, 'move.did.end', moved, group)
    try {
      await this.#take(group, over)
    } catch (error) {
      this.#options.log.warn({ problem: asFault(error).message }, 'how a move went is not written down')
    }
    this.told.emit(this.now())
    this.#endIfOver(group.id, tally)
  }

  /** null = it is under way, or may yet begin. */
  #failureOf(key: TorrentKey, row: Torrent): Fault | null {
    const daemon = this.#options.roster.find(key.slice(0, key.indexOf('/')))?.record.name ?? ''
    if (row.state === 'moving') {
      this.#idle.set(key, 0)
      return null
    }
    if (row.state === 'error' && row.message) {
      return new Fault('remote', say('move.failed', { daemon, text: row.message }), { retry: 'after-change' })
    }
    const looks = (this.#idle.get(key) ?? 0) + 1
    this.#idle.set(key, looks)
    if (looks < mostIdleLooks) return null
    return new Fault('remote', say('move.stayed', { daemon, folder: row.folder }), { retry: 'after-change' })
  }

  #endIfOver(id: string, { moved, failed, targets }: Tally): void {
    if (this.#kept.list.some((group) => group.id === id)) return
    this.#tallies.delete(id)
    this.told.emit({ kind: 'end', moved, failed, targets })
  }

  #tallyOf({ id, daemon, folder }: Group): Tally {
    const tally = this.#tallies.get(id) ?? { moved: 0, failed: [], targets: [] }
    this.#tallies.set(id, tally)
    if (!tally.targets.some((target) => target.daemon === daemon)) tally.targets.push({ daemon, folder })
    return tally
  }

  /** These are not followed any more. */
  async #take({ id, daemon }: Group, hashes: readonly Hash[]): Promise<void> {
    if (hashes.length === 0) return
    const gone = new Set(hashes)
    const list = this.#kept.list.flatMap((group) => {
      if (group.id !== id || group.daemon !== daemon) return [group]
      const left = group.hashes.filter((hash) => !gone.has(hash))
      return left.length > 0 ? [{ ...group, hashes: left }] : []
    })
    await this.#kept.set(list)
  }

  #tellHistory(
    daemon: DaemonId,
    id: 'move.did.begin' | 'move.did.end',
    number: number,
    { folder, hashes }: Group,
  ): void {
    const found = this.#options.roster.find(daemon)
    if (!found || number === 0) return
    const [only = ''] = hashes
    const isOne = hashes.length === 1
    const what = isOne ? found.rows.get(only)?.name || only : say('torrents', { number })
    const says = say(id, { what, folder })
    this.#options.history.add({ kind: 'acted', daemon, hash: isOne ? only : null, name: found.record.name, says })
  }
}

/** A slash at the end means nothing. */
function isSameFolder(one: string, other: string): boolean {
  const plain = (folder: string): string => folder.replace(/(?<=.)[/\\]+$/, '')
  return plain(one) === plain(other)
}
