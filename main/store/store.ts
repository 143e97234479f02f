import { say } from '../../preload/words/sentences.ts'
import { history } from '../lib/bounds.ts'
import { Fault, asFault } from '../lib/fault.ts'
import { type Clock, systemClock, withDeadline } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { PlaceInTime } from '../../preload/contract/events.ts'
import { type EventsAsked, mostRows, type TallyAsked, type TallyPart } from './messages.ts'
import type {
  AuditStore,
  DaemonStore,
  EventStore,
  NoticeStore,
  RemovalStore,
  SettingsStore,
  Store,
  TorrentFileStore,
  TorrentStore,
} from './records.ts'
import { Tending, type TendingOptions } from './tending.ts'
import { StoreThread, workerFile } from './thread.ts'

const usualMostMs = 2_000

export interface StoreOptions {
  log: Log
  /** ms since 1970; names what has to be set aside. */
  now?: () => number
  /** How many lines of history are kept of each daemon. */
  mostEvents?: number
  clock?: Clock
  /** Makes sure that the folder is ours alone before another database in it is opened; fails with a Fault. */
  hold?: () => void
}

/**
 * Opens what we remember in a data folder, in a thread of its own; folder and file are made when they are missing. The
 * caller holds the folder's lock. A damaged database is set aside under a dated name (see remarks) and a new one
 * begun. Fails with Fault 'future' for a newer schema, and 'internal' with a reason when the system refuses.
 */
export async function openStore(folder: string, options: StoreOptions): Promise<Store> {
  const { log, now = Date.now, mostEvents = history.perDaemon, clock = systemClock, hold = () => {} } = options
  const part = log.child({ part: 'store' })
  const begin = (): StoreThread => new StoreThread(workerFile(), part)
  return openStoreOver({ begin, place: { folder, at: now(), mostEvents }, clock, log: part, hold })
}

/** The asynchronous face over whoever carries out the work: the store's thread, or a test in its own. */
export async function openStoreOver(options: TendingOptions): Promise<Store> {
  const tending = new Tending(options)
  try {
    const { remarks, lastEventId } = await tending.open()
    let closed: ReturnType<Store['close']> | null = null
    return {
      remarks,
      daemons: daemonsOf(tending),
      torrents: torrentsOf(tending),
      events: eventsOf(tending, lastEventId),
      audit: auditOf(tending),
      settings: settingsOf(tending),
      removals: removalsOf(tending),
      notices: noticesOf(tending),
      torrentFiles: torrentFilesOf(tending),
      disk: tending,
      close: (mostMs = usualMostMs) => (closed ??= close(tending, mostMs)),
    }
  } catch (error) {
    await tending.end()
    throw error
  }
}

async function close(thread: Tending, mostMs: number): Promise<'written' | 'given-up'> {
  const written = thread.ask('close')
  thread.shut()
  try {
    await withDeadline(written, mostMs, () => new Fault('timeout', say('log.only', { text: 'The disk is too slow.' })))
    await thread.end()
    return 'written'
  } catch {
    // Not waited for: where the disk hangs, so does the thread.
    void thread.end()
    return 'given-up'
  }
}

function daemonsOf(thread: Tending): DaemonStore {
  return {
    list: () => thread.ask('daemons.list'),
    // Copies, because they may have to wait, and the caller may change its own.
    insert: (record) => thread.ask('daemons.insert', { ...record }),
    update: (id, fields) => thread.ask('daemons.update', id, { ...fields }),
    remove: (id) => thread.ask('daemons.remove', id),
  }
}

function torrentsOf(thread: Tending): TorrentStore {
  return {
    async *load(daemon) {
      let part = thread.ask('torrents.load', daemon, '')
      for (let more = true; more;) {
        const { rows, next } = await part
        more = next !== null
        if (next !== null) {
          // Read while the caller is busy with the last one. It may never ask for this one, and so for its failure.
          part = thread.ask('torrents.load', daemon, next)
          part.catch(() => {})
        }
        if (rows.length > 0) yield rows
      }
    },
    async write(daemon, put, drop) {
      const asked: Promise<void>[] = []
      // As if one list stood behind the other, cut every so many rows.
      for (let from = 0; from < put.length + drop.length; from += mostRows) {
        const [fromDrop, toDrop] = [from, from + mostRows].map((at) => Math.max(0, at - put.length))
        asked.push(thread.ask('torrents.write', daemon, put.slice(from, from + mostRows), drop.slice(fromDrop, toDrop)))
      }
      await Promise.all(asked)
    },
  }
}

function eventsOf(thread: Tending, lastEventId: number): EventStore {
  let lastId = lastEventId
  thread.renewed.on((opened) => (lastId = Math.max(lastId, opened.lastEventId)))
  return {
    get lastId() {
      return lastId
    },
    async append(events) {
      const asked: Promise<void>[] = []
      for (const { id } of events) lastId = Math.max(lastId, id)
      for (let from = 0; from < events.length; from += mostRows) {
        asked.push(thread.ask('events.append', events.slice(from, from + mostRows)))
      }
      await Promise.all(asked)
    },
    list: (asked) => inParts({ ...asked }, (part) => thread.ask('events.part', part)),
    of: (options) => thread.ask('events.of', { ...options }),
    tally: (options) => tallyEvents(thread, { ...options }),
    unread: (after, without, most) => thread.ask('events.unread', after, [...without], most),
    absences: (after, most) => thread.ask('events.absences', after, most),
  }
}

function auditOf(thread: Tending): AuditStore {
  return {
    begin: (deed) => thread.ask('audit.begin', deed),
    end: (end) => thread.ask('audit.end', { ...end }),
    lose: (except) => thread.ask('audit.lose', [...except]),
    list: (asked) => inParts({ ...asked }, (part) => thread.ask('audit.part', part)),
  }
}

/** Asks on until as many lines are found as were asked for, or there are no more. */
async function inParts<L, A extends Pick<EventsAsked, 'before' | 'after' | 'limit'>>(
  asked: A,
  ask: (asked: A) => Promise<{ lines: L[]; next: PlaceInTime | null }>,
): Promise<L[]> {
  const limit = Math.min(Math.max(0, Math.floor(asked.limit)), mostRows)
  const found: L[] = []
  let from: Pick<EventsAsked, 'before' | 'after'> = {}
  while (found.length < limit) {
    const { lines, next } = await ask({ ...asked, ...from, limit: limit - found.length })
    if (asked.after) found.unshift(...lines)
    else found.push(...lines)
    if (next === null) break
    from = asked.after ? { after: next } : { before: next }
  }
  return found
}

async function tallyEvents(thread: Tending, asked: TallyAsked): Promise<Omit<TallyPart, 'next'>> {
  const sums = new Map<string, TallyPart['counts'][number]>()
  for (let from: Pick<TallyAsked, 'before'> = {}; ;) {
    const { counts, firstAt, next } = await thread.ask('events.tally', { ...asked, ...from })
    for (const { kind, daemon, lines } of counts) {
      const key = `${kind} ${daemon}`
      sums.set(key, { kind, daemon, lines: lines + (sums.get(key)?.lines ?? 0) })
    }
    if (next === null) return { counts: [...sums.values()], firstAt }
    from = { before: next }
  }
}

function settingsOf(thread: Tending): SettingsStore {
  return {
    async read() {
      // Without a prototype, so that no key is special.
      const values = Object.create(null) as Record<string, unknown>
      for (const [key, value] of await thread.ask('settings.read')) values[key] = value
      return values
    },
    async write(values) {
      await thread.ask('settings.write', jsonOf(values))
    },
  }
}

function removalsOf(thread: Tending): RemovalStore {
  return {
    list: () => thread.ask('removals.list'),
    put: (parts, deed = null) =>
      thread.ask(
        'removals.put',
        parts.map((part) => ({ ...part, hashes: part.hashes.join(' '), running: part.running.join(' ') })),
        deed,
      ),
    drop: (id, daemons, deed = null) => thread.ask('removals.drop', id, [...daemons], deed),
  }
}

function noticesOf(thread: Tending): NoticeStore {
  return {
    list: (daemon) => thread.ask('notices.list', daemon),
    async write(marks, gone = []) {
      const asked: Promise<void>[] = []
      // What was dropped may be among what is kept, so it goes first.
      for (let from = 0; from < gone.length; from += mostRows) {
        asked.push(thread.ask('notices.write', [], gone.slice(from, from + mostRows)))
      }
      for (let from = 0; from < marks.length; from += mostRows) {
        asked.push(thread.ask('notices.write', marks.slice(from, from + mostRows), []))
      }
      await Promise.all(asked)
    },
  }
}

function torrentFilesOf(thread: Tending): TorrentFileStore {
  return {
    keep: (hash, content, keptAt) => thread.ask('torrentFiles.keep', hash, content, keptAt),
    find: (hash) => thread.ask('torrentFiles.find', hash),
  }
}

/** The values as they are now: the caller may change its own while they wait. */
function jsonOf(values: Record<string, unknown>): [string, string][] {
  try {
    return Object.entries(values).flatMap(([key, value]) => {
      const json = JSON.stringify(value) as string | undefined
      return json === undefined ? [] : [[key, json] satisfies [string, string]]
    })
  } catch (error) {
    throw asFault(error)
  }
}
