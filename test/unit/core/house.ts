import { afterEach } from 'vitest'
import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'
import type { Answer } from '../../../preload/contract/errors.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import type { Session } from '../../../main/backend/backend.ts'
import type { Surroundings } from '../../../main/backend/deluge/places.ts'
import { openCore } from '../../../main/core/app.ts'
import type { Caller, Core } from '../../../main/core/core.ts'
import { blankTorrent } from '../../../main/core/rows/diff.ts'
import { pagesOnly } from '../../../main/core/host.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'
import { MemoryKeeper } from '../../daemons/memory.ts'
import { ManualClock } from './clock.ts'
import { FakeBackend, hashOf, refuse } from './fake-backend.ts'

/* A whole core over a folder of its own, with daemons in memory and windows that hold what their feeds bring. */

export const unreachable = refuse(new Fault('refused', 'Nothing listens there.'))
const folders: string[] = []
const cores: Core[] = []

afterEach(async () => {
  for (const core of cores.splice(0)) await core.close()
  for (const folder of folders.splice(0)) removeFolder(folder)
})

export function torrent(n: number, fields: Partial<Torrent> = {}): Torrent {
  return { ...blankTorrent(hashOf(n)), name: `torrent ${n}`, state: 'paused', ...fields }
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
    this.caller = core.enter()
    this.caller.on('daemons', (daemons) => {
      this.all += JSON.stringify(daemons)
      this.daemons = daemons
    })
    this.caller.on('events', (events) => this.events.push(...events))
    this.caller.on('torrents', ({ daemon, put, drop }) => {
      for (const patch of put) {
        const key = `${daemon}/${patch.hash}`
        this.rows.set(key, { ...(this.rows.get(key) ?? blankTorrent(patch.hash)), ...patch })
      }
      for (const hash of drop) this.rows.delete(`${daemon}/${hash}`)
    })
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
}

export function newPlace(): Place {
  const dataFolder = temporaryFolder('core')
  folders.push(dataFolder)
  return { dataFolder, keeper: new MemoryKeeper() }
}

/** A core with one window; the test's end closes it. */
export async function open(backend: FakeBackend, place = newPlace(), around?: Surroundings) {
  const clock = new ManualClock()
  const host = { door: 'web', version: '1.2.3', outside: pagesOnly, ...place } as const
  const core = await openCore(host, {
    log: silentLog,
    clock,
    backends: { deluge: backend },
    ...(around ? { around } : {}),
  })
  cores.push(core)
  const close = async (): Promise<void> => {
    cores.splice(cores.indexOf(core), 1)
    await core.close()
  }
  return { core, clock, place, window: new Window(core), close }
}

export const nas = { name: 'nas', host: 'nas.home', port: 58846, username: 'me', password: 'top secret' }
export const box = { ...nas, name: 'box', host: 'box.example' }

export function answering(...sessions: Session[]): FakeBackend {
  return new FakeBackend(...sessions.map((session) => () => Promise.resolve(session)))
}
