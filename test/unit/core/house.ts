import { afterEach } from 'vitest'
import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'
import type { FeedArgs, FeedItem, FeedName } from '../../../preload/contract/feeds.ts'
import type { Answer, Problem } from '../../../preload/contract/errors.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { RowsReader } from '../../../preload/contract/rows.ts'
import { blankTorrent, type Torrent } from '../../../preload/contract/torrents.ts'
import type { Address } from '../../../preload/contract/address.ts'
import type { Around, Connection } from '../../../main/backend/backend.ts'
import { Registry } from '../../../main/backend/registry.ts'
import { openCore } from '../../../main/core/app.ts'
import type { Caller, Core } from '../../../main/core/core.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import type { SyncOptions } from '../../../main/core/sync/options.ts'
import type { Clock } from '../../../main/lib/clock.ts'
import { type Outside, pagesOnly } from '../../../main/core/means.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'
import { MemoryKeeper } from '../../daemons/memory.ts'
import { ManualClock } from './clock.ts'
import { FakeBackend, hashOf, refuse } from './fake-backend.ts'
import { openStoreHere } from './store-here.ts'
import { said } from '../../said.ts'

/* A whole core over a folder of its own, with daemons in memory and windows that hold what their feeds bring. */

export const unreachable = refuse(new Fault('refused', said('Nothing listens there.')))
const folders: string[] = []
const cores: Core[] = []

afterEach(async () => {
  for (const core of cores.splice(0)) await core.close()
  for (const folder of folders.splice(0)) removeFolder(folder)
})

export function torrent(n: number, fields: Partial<Torrent> = {}): Torrent {
  return { ...blankTorrent(hashOf(n)), name: `torrent ${n}`, state: 'paused', sizeBytes: 1, ...fields }
}

/** What a sync is made with, over rows that are known already. */
export function syncOver(known: readonly Torrent[], clock: Clock): SyncOptions {
  const rows = new Rows('nas1')
  rows.recall(known)
  return {
    rows,
    watched: () => ({ hashes: new Set(), by: new Set(), hidden: false }),
    daemons: () => 1,
    clock,
    log: silentLog,
    finished: () => {},
    added: () => {},
    doubted: () => {},
    limitsChanged: () => {},
    firstReading: () => Promise.resolve(),
    allRead: () => {},
  }
}

/** A window at the core, holding what its feeds bring. */
export class Window {
  daemons: Daemon[] = []
  readonly rows = new Map<string, Torrent>()
  readonly events: HistoryEvent[] = []
  /** Everything that ever reached this window, as text. */
  all = ''
  readonly caller: Caller

  constructor(core: Core) {
    this.caller = core.enter('window')
    this.listen('daemons', {}, (daemons) => {
      this.all += JSON.stringify(daemons)
      this.daemons = daemons
    })
    this.listen('events', {}, (events) => this.events.push(...events))
    const reader = new RowsReader()
    this.listen('torrents', {}, ({ steps }) => {
      for (const step of steps) {
        const { daemon } = step
        const read = reader.read(step, () => [])
        for (const patch of read?.put ?? []) {
          const key = `${daemon}/${patch.hash}`
          this.rows.set(key, { ...(this.rows.get(key) ?? blankTorrent(patch.hash)), ...patch })
        }
        for (const hash of read?.drop ?? []) this.rows.delete(`${daemon}/${hash}`)
      }
    })
  }

  listen<N extends FeedName>(
    name: N,
    args: FeedArgs<N>,
    item: (item: FeedItem<N>) => void,
    ended: (why: Problem) => void = () => {},
  ): () => void {
    return this.caller.on(name, args, { item, ended })
  }

  async call<N extends CallName>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>> {
    const answer = (await this.caller.call(name, args)) as Answer<CallResult<N>>
    this.all += JSON.stringify(answer)
    return answer
  }

  async value<N extends CallName>(name: N, args: CallArgs<N>): Promise<CallResult<N>> {
    const answer = await this.call(name, args)
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }
}

export interface Place {
  dataFolder: string
  keeper: MemoryKeeper
  /** Absent = there are only pages. */
  outside?: Outside
}

export function newPlace(): Place {
  const dataFolder = temporaryFolder('core')
  folders.push(dataFolder)
  return { dataFolder, keeper: new MemoryKeeper() }
}

/** A core with one window; the test's end closes it. */
export async function open(backend: FakeBackend, place = newPlace(), around?: Around) {
  const unseen = await openUnseen(backend, place, around)
  return { ...unseen, window: new Window(unseen.core) }
}

/** A core at which nobody is. */
export async function openUnseen(backend: FakeBackend, place = newPlace(), around?: Around) {
  const clock = new ManualClock()
  const means = { door: 'web', version: '1.2.3', outside: pagesOnly, ...place } as const
  const core = await openCore(means, {
    log: silentLog,
    clock,
    registry: new Registry([backend]),
    openStore: openStoreHere,
    ...(around ? { around } : {}),
  })
  cores.push(core)
  const close = async (): Promise<void> => {
    cores.splice(cores.indexOf(core), 1)
    await core.close()
  }
  return { core, clock, place, close }
}

export function at(host: string, port = 58846): Address {
  return { way: 'tls', host, port }
}

export const nas = { kind: 'deluge', name: 'nas', address: at('nas.home'), username: 'me', password: 'top secret' }
export const box = { ...nas, name: 'box', address: at('box.example') }

export function answering(...sessions: Connection[]): FakeBackend {
  return new FakeBackend(...sessions.map((session) => () => Promise.resolve(session)))
}
