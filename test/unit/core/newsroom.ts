import { afterEach, beforeEach } from 'vitest'
import * as v from 'valibot'
import { Attention } from '../../../main/core/attention.ts'
import type { Roster } from '../../../main/core/daemons/roster.ts'
import { pagesOnly } from '../../../main/core/means.ts'
import type { WallTime } from '../../../main/core/news/quiet.ts'
import { NewsService } from '../../../main/core/news/service.ts'
import { Emitter } from '../../../main/lib/emitter.ts'
import { silentLog } from '../../../main/lib/log.ts'
import type { Store } from '../../../main/store/records.ts'
import type { News } from '../../../preload/contract/app.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { EventKind, HistoryEvent } from '../../../preload/contract/events.ts'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import type { NoticeRule } from '../../../preload/contract/notices.ts'
import { type Settings, SettingsSchema } from '../../../preload/contract/settings.ts'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'
import { sampleDaemon } from '../renderer/screen/samples.ts'
import { daemonRecord } from '../store/records.ts'
import { ManualClock, settle } from './clock.ts'
import { hashOf } from './fake-backend.ts'
import { openStoreHere } from './store-here.ts'

/* What tells news, over a real database, with a clock, a wall, daemons and a system that behave as the test says. */

/** The labels of those torrents that have one. */
const labels = new Map([
  [hashOf(1), 'film'],
  [hashOf(2), 'iso'],
])

export class Newsroom {
  readonly clock = new ManualClock()
  readonly told: News[] = []
  /** Torrents of which it is known here where they lie, and of what was told, what leads there. */
  readonly known = new Set<TorrentKey>()
  readonly ways: boolean[] = []
  readonly inWindow: News[] = []
  readonly attention = new Attention()
  settings: Settings = v.parse(SettingsSchema, {})
  system: 'tells' | 'refuses' | 'breaks' = 'tells'
  isInFront = false
  wall: (at: number) => WallTime = () => ({ day: 1, minute: 12 * 60 })
  store!: Store
  service!: NewsService
  readonly #folder = temporaryFolder('news')
  #daemons = [sampleDaemon(), sampleDaemon({ id: 'attic', name: 'attic' })]
  #history = new Emitter<HistoryEvent[]>()
  #changed = new Emitter<Daemon[]>()
  #line = 0

  async begin(): Promise<void> {
    this.store = await openStoreHere(this.#folder, { log: silentLog })
    this.#history = new Emitter()
    this.#changed = new Emitter()
    this.service = new NewsService({
      clock: this.clock,
      log: silentLog,
      store: this.store,
      roster: this.#roster(),
      history: { told: this.#history },
      settings: { get: () => this.settings },
      means: {
        door: 'desktop',
        outside: {
          ...pagesOnly,
          notify: (news, showFolder) => this.#notify(news, showFolder),
          isInFront: () => this.isInFront,
        },
      },
      attention: this.attention,
      folders: { shower: (key) => (this.known.has(key) ? () => Promise.resolve() : null) },
      wall: (at) => this.wall(at),
    })
    this.service.told.on((news) => this.inWindow.push(news))
    await this.service.open()
  }

  /** What the daemons are known by, for the first time. */
  async know(): Promise<void> {
    for (const { id } of this.#daemons) await this.store.daemons.insert(daemonRecord(id))
  }

  /** The program ends, and is started again over what is on the disk. */
  async restart(): Promise<void> {
    await settle()
    this.service.close()
    await this.store.close()
    await this.begin()
  }

  async end(): Promise<void> {
    this.service.close()
    await this.store.close()
    removeFolder(this.#folder)
  }

  happen(kind: EventKind, torrent: number, more: Partial<HistoryEvent> = {}): void {
    const about = { daemon: 'nas0', hash: hashOf(torrent), name: `torrent ${torrent}` }
    this.#line += 1
    this.#history.emit([{ id: this.#line, at: this.clock.now(), kind, text: '', away: false, ...about, ...more }])
  }

  /** What became of a daemon. */
  become(id: string, state: Daemon['link']['state'], more: Partial<Daemon> = {}): void {
    const link = { state, since: this.clock.now(), problem: null, retryAt: null }
    this.#daemons = this.#daemons.map((one) => (one.id === id ? { ...one, ...more, link } : one))
    this.look()
  }

  look(): void {
    this.#changed.emit(this.#daemons)
  }

  set(more: Partial<Settings>): void {
    this.settings = { ...this.settings, ...more }
  }

  /** What the person read since they were asked last, without what isolates names. */
  read(): string[] {
    return this.told.splice(0).map(({ title, body }) => `${title}: ${body}`.replaceAll(/[\u2068\u2069]/g, ''))
  }

  /** The part of the roster that is asked. */
  #roster(): Pick<Roster, 'all' | 'find' | 'list' | 'changed' | 'removed'> {
    const managed = ({ id, name }: Daemon) => ({
      id,
      record: { name },
      rows: { get: (hash: string) => ({ label: labels.get(hash) ?? '' }) },
    })
    const roster = {
      changed: this.#changed,
      removed: new Emitter<string>(),
      list: () => this.#daemons,
      all: () => this.#daemons.map(managed),
      find: (id: string) => this.#daemons.filter((one) => one.id === id).map(managed)[0],
    }
    return roster as unknown as Pick<Roster, 'all' | 'find' | 'list' | 'changed' | 'removed'>
  }

  #notify(news: News, showFolder: (() => Promise<void>) | null): Promise<boolean> {
    if (this.system === 'breaks') return Promise.reject(new Error('no such service'))
    if (this.system === 'tells') {
      this.told.push(news)
      this.ways.push(showFolder !== null)
    }
    return Promise.resolve(this.system === 'tells')
  }
}

/** A newsroom for each test of a file; `here` is the one of now. */
export function useNewsroom(): { readonly here: Newsroom } {
  let here: Newsroom
  beforeEach(async () => {
    here = new Newsroom()
    await here.begin()
    await here.know()
  })
  afterEach(() => here.end())
  return {
    get here() {
      return here
    },
  }
}

export function rule(more: Partial<NoticeRule>): NoticeRule {
  return { on: true, kind: null, daemon: null, label: null, outcome: 'silent', ...more }
}
