import { homedir } from 'node:os'
import type { Around } from '../backend/backend.ts'
import { type Registry, registry as allKinds } from '../backend/registry.ts'
import { type Clock, systemClock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { openStore as openStoreThread } from '../store/store.ts'
import type { Parts } from './context.ts'
import type { Core } from './core.ts'
import { Roster } from './daemons/roster.ts'
import { DaemonService } from './daemons/service.ts'
import { History } from './events/history.ts'
import { Guest } from './guest.ts'
import { ImportService } from './importing/service.ts'
import { Inbox } from './inbox.ts'
import type { Means } from './means.ts'
import { NewsService } from './news/service.ts'
import { Room } from './rows/room.ts'
import { SettingsService } from './settings/service.ts'
import type { Watched } from './sync/options.ts'
import { TorrentService } from './torrents/service.ts'
import { Watch } from './watch.ts'

export interface CoreOptions {
  log: Log
  clock?: Clock
  /** The kinds of daemons that there are; absent = all that we speak to. */
  registry?: Registry
  /** How the store is opened; absent = in a thread of its own. */
  openStore?: typeof openStoreThread
  /** Where importers look; absent = where this program runs. */
  around?: Around
}

/**
 * Opens the store, brings back every daemon with its kept rows, and begins to connect. The caller holds the lock of the
 * data directory. Fails with 'future' for a database of a newer Estuary.
 */
export async function openCore(means: Means, options: CoreOptions): Promise<Core> {
  const { log, clock = systemClock, registry = allKinds } = options
  const { openStore = openStoreThread, around = ownSurroundings() } = options
  const store = await openStore(means.dataFolder, { log })
  const { keeper, outside } = means
  const now = (): number => clock.now()
  const watch = new Watch()
  const nameOf = (daemon: string): string => roster.find(daemon)?.record.name ?? ''
  const history = new History(store.events, clock, log, nameOf)
  const settings = await SettingsService.open(store.settings)
  const room = new Room(settings.get().rowsPerDaemon)
  settings.changed.on(({ rowsPerDaemon }) => (room.rowsPerDaemon = rowsPerDaemon))
  const watched = (daemon: string): Watched => watch.of(daemon)
  const roster: Roster = new Roster({ registry, store, keeper, history, clock, log, room, watched })
  await roster.open()
  const parts: Parts = {
    means,
    log,
    clock,
    store,
    registry,
    history,
    roster,
    settings,
    daemons: new DaemonService({ roster, registry, keeper, history, log, now }),
    importing: new ImportService({ roster, registry, history, around }),
    torrents: new TorrentService(roster, history),
    news: new NewsService({ clock, outside, nameOf: (id) => roster.find(id)?.record.name ?? null }),
    inbox: new Inbox(),
  }
  history.told.on((events) => parts.news.note(events))
  roster.start()
  const guests = new Set<Guest>()
  return {
    enter(role) {
      const guest: Guest = new Guest(role, parts, watch, () => guests.delete(guest))
      guests.add(guest)
      return guest
    },
    wake: () => roster.wake(),
    handOver: (handed) => parts.inbox.put(handed),
    async close() {
      for (const guest of [...guests]) guest.leave()
      parts.news.close()
      roster.close()
      await store.close()
    },
  }
}

function ownSurroundings(): Around {
  return { env: process.env, platform: process.platform, home: homedir() }
}
