import type { Bridge } from '../../../preload/contract/bridge.ts'
import { capabilityFor, type CallArgs, type CallName, type CallResult } from '../../../preload/contract/calls.ts'
import { packRows, type RowsItem } from '../../../preload/contract/rows.ts'
import type { ItemResult, Torrent, TorrentPatch } from '../../../preload/contract/torrents.ts'
import type { Answer, ErrorCode, Problem } from '../../../preload/contract/errors.ts'
import type { FeedArgs, FeedItem, FeedName } from '../../../preload/contract/feeds.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { type Settings, SettingsSchema } from '../../../preload/contract/settings.ts'
import { keyOf, splitKey } from '../../../preload/contract/keys.ts'
import * as v from 'valibot'
import { accountHandlers } from './accounts.ts'
import { fourDaemons, silenced, tryDaemon, undecided } from './daemons.ts'
import { dataHandlers } from './data.ts'
import { chance, detailsOf, inventedRow, pictureRows, someEvents, torrent, wavesAround } from './figures.ts'
import { StageFiles } from './files.ts'
import { importHandlers } from './importing.ts'
import { deluge, invented } from './kinds.ts'
import { Refusal } from './refusal.ts'
import { StageRemovals } from './removals.ts'
import { fixedHandlers } from './fixed.ts'
import type { Scene, StageOptions } from './scenes.ts'

/** One listening of the window. */
interface Listening {
  name: FeedName
  args: object
  tell: (item: unknown) => void
  ended: ((why: Problem) => void) | undefined
}

/** A whole pretended core in the page: daemons and torrents that move, calls that answer, failures where they belong. */
export class StageBridge implements Bridge {
  readonly #options: StageOptions
  readonly #listenings = new Set<Listening>()
  readonly #rows = new Map<string, Map<string, Torrent>>()
  readonly #revisions = new Map<string, number>()
  readonly #sums = new Map<string, { down: number; up: number }>()
  readonly #loading = new Set<string>()
  readonly #hashes = new Map<string, string[]>()
  readonly #random = chance(42)
  readonly files = new StageFiles()
  readonly #removals = new StageRemovals({
    tell: (item) => this.#emit('removals', item),
    nameOf: (daemon, hash) => this.#rows.get(daemon)?.get(hash)?.name ?? '',
    remove: (daemon, hashes) => this.#patch(daemon, [], hashes),
  })
  #daemons: Daemon[]
  #settings: Settings
  #events: HistoryEvent[]
  #watched = new Set<string>()
  #made = 1_000_000

  constructor(options: StageOptions) {
    this.#options = options
    const now = Date.now()
    this.#daemons = options.scene === 'none' ? [] : options.scene === 'deciding' ? undecided(now) : fourDaemons(now)
    this.#settings = v.parse(SettingsSchema, { ...v.parse(SettingsSchema, {}), ...options.settings })
    this.#events = options.scene === 'none' ? [] : someEvents(now, pictureRows(now))
    this.#fill(now)
    if (options.scene === 'all-stale') this.#daemons = this.#daemons.map((daemon) => silenced(daemon, now))
    setInterval(() => this.#tick(), 1000)
  }

  async call<N extends CallName>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>> {
    await new Promise((resolve) => setTimeout(resolve, this.#options.delayMs))
    try {
      const handler = this.#handlers[name] as (args: CallArgs<N>) => CallResult<N>
      return { ok: true, value: handler(args) }
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'internal'
      const details = error instanceof Refusal && error.details ? { details: error.details } : {}
      return {
        ok: false,
        error: { code, message: error instanceof Error ? error.message : String(error), retry: 'never', ...details },
      }
    }
  }

  on<N extends FeedName>(
    name: N,
    args: FeedArgs<N>,
    listener: (item: FeedItem<N>) => void,
    ended?: (why: Problem) => void,
  ): () => void {
    const one: Listening = { name, args, tell: listener as (item: unknown) => void, ended }
    this.#listenings.add(one)
    if (this.#options.scene !== 'loading') setTimeout(() => this.#listenings.has(one) && this.#begin(one), 0)
    return () => void this.#listenings.delete(one)
  }

  pathOf(): string | null {
    return null
  }

  #begin(one: Listening): void {
    if (one.name === 'daemons') one.tell(this.#daemons)
    if (one.name === 'settings') one.tell(this.#settings)
    if (one.name === 'details') this.#tellDetails(one)
    if (one.name === 'files') this.files.begin(one.tell)
    if (one.name === 'removals') one.tell({ kind: 'all', removals: this.#removals.list() })
    if (one.name === 'torrents') for (const daemon of this.#daemons) this.#snapshot(daemon.id, one.tell)
  }

  #emit<N extends FeedName>(name: N, item: FeedItem<N>): void {
    for (const one of this.#listenings) if (one.name === name) one.tell(structuredClone(item))
  }

  #fill(now: number): void {
    for (const daemon of this.#daemons) this.#rows.set(daemon.id, new Map())
    const { scene } = this.#options
    if (scene === 'none' || scene === 'no-torrents') return
    const shown = scene === 'three' ? pictureRows(now).slice(0, 3) : pictureRows(now)
    for (const { daemon, row } of shown) this.#rows.get(daemon)?.set(row.hash, row)
    const sizes: Partial<Record<Scene, number[]>> = {
      three: [],
      '10k': [4000, 5900, 100],
      '100k': [50_000, 49_000, 1000],
    }
    const wanted = sizes[scene] ?? [1842, 2203, 83]
    wanted.forEach((size, index) => {
      const rows = this.#rows.get(this.#daemons[index]?.id ?? '')
      for (let number = 0; rows && rows.size < size; number += 1) {
        const row = inventedRow(1000 + index * 100_000 + number, now)
        rows.set(row.hash, row)
      }
    })
    for (const [id, rows] of this.#rows) {
      this.#hashes.set(id, [...rows.keys()])
      for (const row of rows.values()) this.#tally(id, undefined, row)
    }
    this.#count()
  }

  /** Long lists come in parts of 2,000 rows, as a core sends them. */
  #snapshot(id: string, say: (item: RowsItem) => void): void {
    const rows = [...(this.#rows.get(id)?.values() ?? [])]
    for (let start = 0; start === 0 || start < rows.length; start += 2000) {
      const put = rows.slice(start, start + 2000)
      const rest = Math.max(0, rows.length - start - 2000)
      say(this.#item(id, start === 0, put, [], rest))
    }
  }

  #item(daemon: string, begins: boolean, put: TorrentPatch[], drop: string[] = [], rest = 0): RowsItem {
    const from = this.#revisions.get(daemon) ?? 0
    this.#revisions.set(daemon, from + 1)
    const step = { daemon, from: begins ? null : from, revision: from + 1, rest, put: packRows(put), drop }
    return { steps: [step], counts: null }
  }

  #patch(id: string, put: TorrentPatch[], drop: string[] = []): void {
    if (!put.length && !drop.length) return
    const rows = this.#rows.get(id)
    if (!rows) return
    for (const change of put) {
      const row = { ...(rows.get(change.hash) as Torrent), ...change }
      this.#tally(id, rows.get(change.hash), row)
      rows.set(change.hash, row)
    }
    for (const hash of drop) {
      this.#tally(id, rows.get(hash), undefined)
      rows.delete(hash)
    }
    this.#emit('torrents', this.#item(id, false, put, drop))
  }

  /** Keeps sums and the downloading rows, so that a second of the stage costs little however many rows there are. */
  #tally(id: string, before: Torrent | undefined, after: Torrent | undefined): void {
    const sums = this.#sums.get(id) ?? { down: 0, up: 0 }
    sums.down += (after?.downBytesPerSecond ?? 0) - (before?.downBytesPerSecond ?? 0)
    sums.up += (after?.upBytesPerSecond ?? 0) - (before?.upBytesPerSecond ?? 0)
    this.#sums.set(id, sums)
    const key = keyOf(id, (after ?? before)?.hash ?? '')
    if (after && after.downBytesPerSecond > 0) this.#loading.add(key)
    else this.#loading.delete(key)
  }

  #count(): void {
    this.#daemons = this.#daemons.map((daemon) => {
      const { down, up } = this.#sums.get(daemon.id) ?? { down: 0, up: 0 }
      const torrents = this.#rows.get(daemon.id)?.size ?? 0
      return { ...daemon, torrents, downBytesPerSecond: Math.max(0, down), upBytesPerSecond: Math.max(0, up) }
    })
  }

  #tick(): void {
    if (this.#options.scene === 'loading') return
    const now = Date.now()
    const moving = new Set([...this.#watched, ...this.#loading])
    for (const daemon of this.#daemons) {
      if (daemon.link.state !== 'live') continue
      const rows = this.#rows.get(daemon.id) as Map<string, Torrent>
      const put = [...moving].flatMap((key) => {
        const { daemon: id, hash } = splitKey(key)
        const row = id === daemon.id ? rows.get(hash) : undefined
        return row ? this.#move(row) : []
      })
      const hashes = this.#hashes.get(daemon.id) ?? []
      for (let i = 0; i < Math.min(this.#options.changing, hashes.length); i += 1) {
        const hash = hashes[Math.floor(this.#random() * hashes.length)] as string
        const upBytesPerSecond = this.#random() < 0.5 ? 0 : Math.round(this.#random() * 500_000)
        if (rows.has(hash)) put.push({ hash, upBytesPerSecond })
      }
      this.#patch(daemon.id, put)
    }
    this.#count()
    this.#daemons = this.#daemons.map((daemon) => {
      if (daemon.link.state === 'live') return { ...daemon, lastSeenAt: now }
      if (daemon.link.state !== 'waiting' || (daemon.link.retryAt ?? 0) > now) return daemon
      return { ...daemon, link: { ...daemon.link, retryAt: now + 15_000 } }
    })
    this.#emit('daemons', this.#daemons)
    for (const one of this.#listenings) if (one.name === 'details') this.#tellDetails(one)
  }

  #move(row: Torrent): TorrentPatch[] {
    const sway = (rate: number): number => Math.max(0, Math.round(rate * (0.93 + this.#random() * 0.14)))
    if (!row.downBytesPerSecond && !row.upBytesPerSecond) return []
    const down = sway(row.downBytesPerSecond)
    const doneBytes = Math.min(row.sizeBytes, row.doneBytes + down)
    return [
      {
        hash: row.hash,
        downBytesPerSecond: down,
        upBytesPerSecond: sway(row.upBytesPerSecond),
        doneBytes,
        progress: doneBytes / row.sizeBytes,
        remainingBytes: row.sizeBytes - doneBytes,
        leftMs: down ? ((row.sizeBytes - doneBytes) / down) * 1000 : null,
      },
    ]
  }

  #tellDetails(one: Listening): void {
    const key = 'key' in one.args ? String(one.args.key) : ''
    const { daemon: id, hash } = splitKey(key)
    const row = this.#rows.get(id)?.get(hash)
    const daemon = this.#daemons.find((each) => each.id === id)
    if (row && daemon) return one.tell(daemon.link.state === 'live' ? detailsOf(key, row) : null)
    this.#listenings.delete(one)
    one.ended?.({ code: 'not-found', message: 'That torrent is not there any more.', retry: 'never' })
  }

  #each(
    name: CallName,
    keys: readonly string[],
    act: (daemon: string, hash: string, row: Torrent) => void,
  ): ItemResult[] {
    return keys.map((key) => {
      const { daemon: id, hash } = splitKey(key)
      const daemon = this.#daemons.find((each) => each.id === id)
      const row = this.#rows.get(id)?.get(hash)
      const fail = (code: ErrorCode, message: string): ItemResult => ({
        key,
        problem: { code, message, retry: 'later' },
      })
      if (!daemon || !row) return fail('not-found', 'That torrent is not there any more.')
      if (daemon.link.state !== 'live') return fail('offline', `${daemon.name} is not connected.`)
      const needed = capabilityFor(name)
      const problem = needed && daemon.cannot[needed]
      if (problem) return { key, problem }
      setTimeout(() => act(id, hash, row), 250)
      return { key, problem: null }
    })
  }

  #link(id: string, state: Daemon['link']['state']): null {
    this.#daemons = this.#daemons.map((daemon) =>
      daemon.id === id ? { ...daemon, link: { state, since: Date.now(), problem: null, retryAt: null } } : daemon,
    )
    this.#emit('daemons', this.#daemons)
    return null
  }

  #write(daemon: Daemon): Daemon {
    const known = this.#daemons.some(({ id }) => id === daemon.id)
    if (!known) this.#rows.set(daemon.id, new Map())
    this.#daemons = known
      ? this.#daemons.map((old) => (old.id === daemon.id ? daemon : old))
      : [...this.#daemons, daemon]
    this.#emit('daemons', this.#daemons)
    return daemon
  }

  readonly #handlers: { [N in CallName]: (args: CallArgs<N>) => CallResult<N> } = {
    ...fixedHandlers,
    ...this.files.handlers,
    'settings.get': () => this.#settings,
    'settings.set': (change) => {
      this.#settings = v.parse(SettingsSchema, { ...this.#settings, ...change })
      this.#emit('settings', this.#settings)
      return this.#settings
    },
    'kinds.list': () => [deluge, ...(this.#options.manyKinds ? invented : [])],
    'daemons.test': tryDaemon,
    'daemons.add': ({ name, kind, address, username }) => {
      const real = fourDaemons(Date.now())[0] as Daemon
      const pattern = kind === deluge.id ? real : { ...real, certificate: null, level: null }
      const mark = this.#daemons.length % 8
      return this.#write({ ...pattern, id: `made${this.#made++}`, kind, name, address, username, mark, torrents: 0 })
    },
    'daemons.edit': ({ id, password, mark, ...rest }) => {
      const old = this.#daemons.find((daemon) => daemon.id === id)
      if (!old) throw new Refusal('not-found', 'That daemon is not in the list any more.')
      return this.#write({ ...old, ...rest, mark: mark ?? old.mark, hasPassword: old.hasPassword || Boolean(password) })
    },
    'daemons.remove': ({ id }) => {
      this.#daemons = this.#daemons.filter((daemon) => daemon.id !== id)
      return done(() => this.#emit('daemons', this.#daemons))
    },
    'daemons.connect': ({ id }) => this.#link(id, 'live'),
    'daemons.disconnect': ({ id }) => this.#link(id, 'off'),
    'daemons.keepTwin': ({ id }) => {
      const old = this.#daemons.find((daemon) => daemon.id === id)
      if (old) this.#write({ ...old, twin: null })
      return this.#link(id, 'live')
    },
    ...importHandlers((daemon) => this.#write(daemon)),
    ...dataHandlers(() => this.#daemons.reduce((sum, { torrents }) => sum + torrents, 0)),
    ...accountHandlers({ daemons: () => this.#daemons, write: (daemon) => this.#write(daemon) }),
    'daemons.trust': ({ id, fingerprint }) => {
      const old = this.#daemons.find((daemon) => daemon.id === id)
      if (old) this.#write({ ...old, certificate: { fingerprint, trustedAt: Date.now() } })
      return this.#link(id, 'live')
    },
    'details.rates': ({ key }) => {
      const { daemon, hash } = splitKey(key)
      const row = this.#rows.get(daemon)?.get(hash)
      return row ? wavesAround(row) : []
    },
    'torrents.pause': ({ keys }) =>
      this.#each('torrents.pause', keys, (id, hash) => {
        const still = { downBytesPerSecond: 0, upBytesPerSecond: 0, leftMs: null }
        this.#patch(id, [{ hash, state: 'paused', ...still }])
      }),
    'torrents.resume': ({ keys }) =>
      this.#each('torrents.resume', keys, (id, hash, row) =>
        this.#patch(id, [
          {
            hash,
            state: row.progress < 1 ? 'downloading' : 'seeding',
            upBytesPerSecond: 120_000,
            downBytesPerSecond: row.progress < 1 ? 900_000 : 0,
          },
        ]),
      ),
    'torrents.recheck': ({ keys }) =>
      this.#each('torrents.recheck', keys, (id, hash) => this.#patch(id, [{ hash, state: 'checking' }])),
    'torrents.reannounce': ({ keys }) =>
      this.#each('torrents.reannounce', keys, (id, hash) =>
        this.#patch(id, [{ hash, trackerState: 'announcing', trackerStatus: 'Announce Sent' }]),
      ),
    ...this.#removals.handlers,
    'torrents.remove': ({ keys }) => this.#each('torrents.remove', keys, (id, hash) => this.#patch(id, [], [hash])),
    'torrents.queue': ({ keys, to }) =>
      this.#each('torrents.queue', keys, (id, hash) => this.#patch(id, [{ hash, queue: to === 'top' ? 0 : 99 }])),
    'torrents.add': ({ daemon, source, paused }) => {
      const name = source.kind === 'file' ? source.name : 'A magnet link’s torrent'
      const row = torrent(this.#made++, { name, sizeBytes: 734_003_200, progress: 0, addedAt: Date.now() })
      this.#patch(daemon, [{ ...row, state: paused ? 'paused' : 'downloading' }])
      return { hash: row.hash, missed: [] }
    },
    'torrents.resend': ({ daemon }) => done(() => this.#snapshot(daemon, (item) => this.#emit('torrents', item))),
    'view.focus': () => null,
    'notices.try': () => 'yours' as const,
    'view.watch': ({ visible, selected }) => done(() => (this.#watched = new Set([...visible, ...selected]))),
    'events.of': ({ key }) => this.#events.filter(({ daemon, hash }) => `${daemon}/${hash}` === key),
    'events.list': ({ before, limit }) =>
      this.#events.filter(({ id }) => before === undefined || id < before.id).slice(0, limit),
  }
}

function done(act: () => void): null {
  act()
  return null
}
