import { homedir } from 'node:os'
import type { Around } from '../backend/backend.ts'
import { type Registry, registry as allKinds } from '../backend/registry.ts'
import { type Clock, systemClock } from '../lib/clock.ts'
import { asFault } from '../lib/fault.ts'
import { guardedClock } from '../lib/guard.ts'
import type { Log } from '../lib/log.ts'
import { LogBook } from '../lib/logbook.ts'
import type { SafeStart } from '../lib/options.ts'
import { knownTo } from '../store/keeper.ts'
import { openStore as openStoreThread } from '../store/store.ts'
import { AccountService } from './accounts/service.ts'
import { MetadataLanes } from './adding/feed.ts'
import { AddingService } from './adding/service.ts'
import { Attention } from './attention.ts'
import { AuditService } from './audit/service.ts'
import type { Parts } from './context.ts'
import type { Core } from './core.ts'
import { Holding } from './daemons/holding.ts'
import { Roster } from './daemons/roster.ts'
import { DaemonService } from './daemons/service.ts'
import { OptionsService } from './details/options.ts'
import { DetailsService } from './details/service.ts'
import { type Happening, History } from './events/history.ts'
import { hushes } from './news/hushing.ts'
import { FolderService } from './folders/service.ts'
import { Guest } from './guest.ts'
import { ImportService } from './importing/service.ts'
import { Inbox } from './inbox.ts'
import type { Means } from './means.ts'
import { LimitsService } from './limits/service.ts'
import { MoveService } from './moves/service.ts'
import { NewsService } from './news/service.ts'
import { RemovalService } from './removals/service.ts'
import { Room } from './rows/room.ts'
import { SettingsService } from './settings/service.ts'
import { KeptFiles } from './torrents/kept.ts'
import { TorrentService } from './torrents/service.ts'
import { WholeService } from './torrents/whole.ts'
import { TransferService } from './transfer/service.ts'
import type { Watched } from './sync/options.ts'
import { Watch } from './watch.ts'

export interface CoreOptions {
  log: Log
  /** Where that log keeps its last lines, and knows what to strike out; absent = nothing of it can be read. */
  book?: LogBook
  clock?: Clock
  /** The kinds of daemons that there are; absent = all that we speak to. */
  registry?: Registry
  /** How the store is opened; absent = in a thread of its own. */
  openStore?: typeof openStoreThread
  /** Where importers look; absent = where this program runs. */
  around?: Around
  /** Why to start in safe mode; absent = it starts as usual. */
  safe?: SafeStart | null
  /** Makes sure that the data folder is (again) ours alone; fails with a Fault. */
  hold?: () => void
}

/**
 * Opens the store, brings back every daemon with its kept rows, and begins to connect. The caller holds the lock of the
 * data directory. Fails with 'future' for a database of a newer Estuary.
 */
export async function openCore(means: Means, options: CoreOptions): Promise<Core> {
  const { log, book = new LogBook(), registry = allKinds } = options
  const clock = guardedClock(options.clock ?? systemClock, (error) => log.error({ err: error }, 'a timer failed'))
  const { openStore = openStoreThread, around = ownSurroundings(), safe = null, hold = () => {} } = options
  const store = await openStore(means.dataFolder, { log, hold })
  const { version } = means
  const keeper = knownTo(book.secrets, means.keeper)
  const now = (): number => clock.now()
  const watch = new Watch()
  const nameOf = (daemon: string): string => roster.find(daemon)?.record.name ?? ''
  const isHushed = (happening: Happening): boolean => hushes(happening, roster, settings.get())
  const history = new History(store.events, clock, log, nameOf, isHushed)
  const settings = await SettingsService.open(store.settings)
  const room = new Room(settings.get().rowsPerDaemon)
  settings.changed.on(({ rowsPerDaemon }) => {
    const isMore = rowsPerDaemon > room.rowsPerDaemon
    room.rowsPerDaemon = rowsPerDaemon
    if (isMore) roster.allowMore()
  })
  const holding = new Holding(safe)
  const watched = (daemon: string): Watched => watch.of(daemon)
  const roster: Roster = new Roster({ registry, store, keeper, history, holding, clock, log, room, watched })
  await roster.open()
  const details = new DetailsService(roster, history)
  const torrents = new TorrentService(roster, history)
  const limits = new LimitsService({ roster, store: store.settings, history, log })
  const moves = new MoveService({ roster, store: store.settings, history, clock, log })
  const audit = new AuditService({
    store: store.audit,
    roster,
    settings,
    secrets: book.secrets,
    torrentsOf: (id) => removals.keysOf(id),
    door: means.door,
    log,
    now,
  })
  const removals: RemovalService = new RemovalService({
    roster,
    store: store.removals,
    torrents,
    history,
    audit,
    clock,
    log,
  })
  // What waited says itself how it ended.
  await Promise.all([removals.open().then(() => audit.open()), limits.open(), moves.open()])
  const attention = new Attention()
  const whole = await WholeService.open({ roster, torrents, clock, store: store.settings })
  const folders = new FolderService(roster, means.outside)
  const parts: Parts = {
    means,
    log,
    book,
    clock,
    store,
    registry,
    history,
    audit,
    roster,
    settings,
    holding,
    daemons: new DaemonService({ roster, registry, keeper, history, holding, secrets: book.secrets, log, now }),
    accounts: new AccountService({ roster, registry, keeper, history, holding, clock }),
    importing: new ImportService({ roster, registry, history, around }),
    transfer: new TransferService({ roster, registry, settings, history, version, now }),
    torrents,
    keptFiles: new KeptFiles({ store, roster, outside: means.outside, log, now }),
    removals,
    whole,
    limits,
    moves,
    adding: new AddingService({ roster, history, details, secrets: book.secrets }),
    metadata: new MetadataLanes(),
    details,
    options: new OptionsService(roster, history),
    folders,
    news: new NewsService({ clock, log, store, roster, history, settings, means, attention, folders }),
    inbox: new Inbox(),
    leads: new Inbox(),
    attention,
  }
  await parts.news.open()
  keepOnceItCan({ store, roster, removals, limits, moves, whole, history, audit, settings, log })
  roster.start()
  log.info({ version, door: means.door, system: process.platform, daemons: roster.all().length }, 'Estuary has started')
  const guests = new Set<Guest>()
  return {
    enter(role) {
      const guest: Guest = new Guest(role, parts, watch, () => guests.delete(guest))
      guests.add(guest)
      return guest
    },
    wake: () => roster.wake(),
    get waitingRemovals() {
      return removals.waiting
    },
    settleRemovals: (ask) => removals.settle(ask),
    handOver: (handed) => parts.inbox.put(handed),
    lead: (lead) => parts.leads.put(lead),
    async close() {
      for (const guest of [...guests]) guest.leave()
      parts.news.close()
      removals.close()
      moves.close()
      whole.close()
      roster.close()
      history.finish()
      const how = await store.close()
      if (store.disk.trouble || how === 'written') return store.disk.trouble
      return { reason: 'busy', folder: means.dataFolder, since: clock.now() }
    },
  }
}

/** What could not be written down is, as soon as the disk works; and all that is known, where it is another database. */
function keepOnceItCan({
  store,
  roster,
  removals,
  limits,
  moves,
  history,
  audit,
  settings,
  whole,
  log,
}: Pick<
  Parts,
  'store' | 'roster' | 'removals' | 'limits' | 'moves' | 'history' | 'audit' | 'settings' | 'whole' | 'log'
>): void {
  store.disk.renewed.on(({ lastEventId }) => {
    history.countFrom(lastEventId)
    void audit.open()
    // A removal is kept with its daemon.
    const all = [
      roster.keepAll().then(() => removals.keepAll()),
      settings.keepAll(),
      limits.keepAll(),
      moves.keepAll(),
      whole.keepAll(),
    ]
    Promise.all(all).catch((error: unknown) => {
      log.error({ problem: asFault(error).message }, 'not everything is written down again')
    })
  })
  store.disk.changed.on((trouble) => {
    if (trouble) return
    history.keepWaiting()
    audit.keepWaiting()
    roster.keepWaiting()
  })
}

function ownSurroundings(): Around {
  return { env: process.env, platform: process.platform, home: homedir() }
}
