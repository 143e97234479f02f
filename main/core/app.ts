import { homedir } from 'node:os'
import type { DaemonKind } from '../../preload/contract/MISSING.ts'
import type { Backend } from '../backend/backend.ts'
import type { Surroundings } from '../backend/deluge/places.ts'
import { backends as allBackends } from '../backend/registry.ts'
import { type Clock, systemClock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { openStore } from '../store/open.ts'
import type { Core } from './core.ts'
import { History } from './history.ts'
import type { Host } from './host.ts'
import { Inbox } from './inbox.ts'
import type { Parts } from './parts.ts'
import { Roster } from './roster.ts'
import { DaemonService } from './services/daemons.ts'
import { ImportService } from './services/importing.ts'
import { NoticeService } from './services/notices.ts'
import { SettingsService } from './services/settings.ts'
import { TorrentService } from './services/torrents.ts'
import { Visit } from './visit.ts'
import { Watch } from './watch.ts'

export interface CoreOptions {
  log: Log
  clock?: Clock
  backends?: Readonly<Record<DaemonKind, Backend>>
  /** Where Deluge's own files are looked for; absent = where this program runs. */
  around?: Surroundings
}

/**
 * Opens the store, brings back every daemon with its cached rows, and begins to connect. The caller holds the lock
 * of the data directory. Fails with 'future' for a database of a newer Estuary.
 */
export async function openCore(
  host: Host,
  { log, clock = systemClock, backends = allBackends, around = ownSurroundings() }: CoreOptions,
): Promise<Core> {
  const now = (): number => clock.now()
  const store = openStore(host.dataFolder, { log, now })
  const history = new History(store.events, clock)
  const watch = new Watch()
  const { keeper } = host
  const roster = new Roster({ backends, store, keeper, history, clock, log, watched: (daemon) => watch.of(daemon) })
  await roster.open()
  const nameOf = (id: string): string | null => roster.find(id)?.record.name ?? null
  const parts: Parts = {
    host,
    log,
    clock,
    store,
    history,
    roster,
    watch,
    settings: new SettingsService(store.settings),
    daemons: new DaemonService({ roster, backends, keeper, history, log, now }),
    importing: new ImportService({ roster, history, around }),
    torrents: new TorrentService(roster, history),
    notices: new NoticeService({ clock, outside: host.outside, nameOf }),
    inbox: new Inbox(),
  }
  history.told.on((events) => parts.notices.note(events))
  roster.start()
  const visits = new Set<Visit>()
  return {
    enter() {
      const visit: Visit = new Visit(parts, () => visits.delete(visit))
      visits.add(visit)
      return visit
    },
    wake: () => roster.wake(),
    handOver: (handed) => parts.inbox.put(handed),
    close() {
      for (const visit of [...visits]) visit.leave()
      parts.notices.close()
      roster.close()
      store.close()
      return Promise.resolve()
    },
  }
}

function ownSurroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir() }
}
