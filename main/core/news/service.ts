import type { News } from '../../../preload/contract/app.ts'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { keyOf } from '../../../preload/contract/keys.ts'
import type { CallResult } from '../../../preload/contract/calls.ts'
import { outcomeOf } from '../../../preload/contract/notices.ts'
import { inEnglish, say } from '../../../preload/words/sentences.ts'
import { notices as bounds } from '../../lib/bounds.ts'
import { type Clock, withDeadline } from '../../lib/clock.ts'
import { Emitter } from '../../lib/emitter.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { Timers } from '../../lib/timers.ts'
import type { NoticeMark, Store } from '../../store/records.ts'
import type { Attention } from '../attention.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import type { FolderService } from '../folders/service.ts'
import type { Means } from '../means.ts'
import type { SettingsService } from '../settings/service.ts'
import { DaemonWatch } from './daemons.ts'
import { Ledger } from './ledger.ts'
import { isQuiet, type WallTime, wallTime } from './quiet.ts'
import { type Notice, newsOf } from './telling.ts'

export interface NewsOptions {
  clock: Clock
  log: Log
  store: Pick<Store, 'notices' | 'disk'>
  roster: Pick<Roster, 'all' | 'find' | 'list' | 'changed' | 'removed'>
  history: Pick<History, 'told'>
  settings: Pick<SettingsService, 'get'>
  means: Pick<Means, 'door' | 'outside'>
  attention: Attention
  folders: Pick<FolderService, 'shower'>
  /** What the clock on the wall says at a time. */
  wall?: (at: number) => WallTime
}

/** What happens within this time is told as one: forty torrents that finish together are one piece of news. */
const gatherMs = 300
/** Longer than this nobody waits for a disk: what is told then may be told again after a crash. */
const diskMs = 500
/** Quiet hours end, digests are due and daemons stay away by the clock, also over a sleep of the machine. */
const lookMs = 5_000
/**
 * What a row was before a connection is as old as this at most: who ended before it was written down hears of the
 * same finish or failure as of something that happened while away.
 */
const slackMs = 2 * 60_000

type Gathered = 'finished' | 'failed'

/** Tells the person what they want to be told of: once, in the way and at the time that their settings say. */
export class NewsService {
  /** What the door could not tell: the windows say it. */
  readonly told = new Emitter<News>()
  readonly #options: NewsOptions
  readonly #ledger: Ledger
  readonly #watch: DaemonWatch
  readonly #timers: Timers
  readonly #stops: (() => void)[] = []
  /** To be told in a moment. */
  #soon: Notice[] = []
  /** Behind a notice of the same kind, and told together when the time of that is over. */
  readonly #digests: Record<Gathered, Notice[]> = { finished: [], failed: [] }
  readonly #toldAt: Record<Gathered, number> = { finished: -Infinity, failed: -Infinity }
  /** Waiting for the end of quiet hours. */
  #quiet: Notice[] = []
  #number = 0

  constructor(options: NewsOptions) {
    const { clock, roster, settings, store } = options
    this.#options = options
    this.#timers = new Timers(clock)
    this.#ledger = new Ledger(store.notices)
    this.#watch = new DaemonWatch({
      now: () => clock.now(),
      told: (daemon, kind) => this.#ledger.find(daemon, '', kind),
      over: (mark) => this.#takeBack(mark),
      notice: ({ kind, daemon, name, body }) =>
        this.#take({ kind, daemon, hash: null, name, at: clock.now(), ...(body && { body }) }, null),
      limits: () => ({
        awayMs: settings.get().lostAfterMinutes * 60_000,
        lowFreeBytes: settings.get().lowFreeBytes,
      }),
    })
    this.#stops.push(
      options.history.told.on((events) => this.#note(events)),
      roster.changed.on((daemons) => this.#watch.look(daemons)),
      roster.removed.on((daemon) => this.#ledger.forget(daemon)),
      store.disk.renewed.on(() => this.#inBackground(this.#ledger.keepAll())),
    )
  }

  /** Brings back what was told and what waits, before any daemon is connected. */
  async open(): Promise<void> {
    const { roster, settings, log } = this.#options
    for (const { id } of roster.all()) {
      await this.#ledger.recall(id).catch((error: unknown) => {
        log.error({ daemon: id, problem: asFault(error).message }, 'what was told of a daemon is not known')
      })
    }
    this.#watch.look(roster.list())
    for (const { daemon, hash, kind, name, at } of this.#ledger.waiting()) {
      const label = hash === '' ? null : (roster.find(daemon)?.rows.get(hash)?.label ?? '')
      const outcome = outcomeOf({ kind, daemon, label }, settings.get())
      this.#quiet.push({ kind, daemon, hash: hash || null, name, at, outcome })
    }
    this.#timers.every(lookMs, () => this.#look())
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.#timers.stop()
  }

  /** Shows a notice as a sample, at once and whatever the rules say. */
  async sample(): Promise<CallResult<'notices.try'>> {
    const { means, settings } = this.#options
    if (means.door === 'web') return 'yours'
    const body = say('news.sample')
    const news: News = {
      id: this.#nextId(),
      title: 'Estuary',
      body: inEnglish(body),
      tone: 'ok',
      sound: settings.get().noticeSound,
      about: { daemon: null, torrents: [] },
      says: { body },
    }
    const isShown = await means.outside.notify(news, null)
    return isShown ? 'shown' : 'refused'
  }

  // ------------------------------------------------------------- what comes in

  #note(events: readonly HistoryEvent[]): void {
    const at = this.#options.clock.now()
    for (const { kind, daemon, hash, name, away } of events) {
      if ((kind !== 'finished' && kind !== 'failed') || daemon === null || hash === null) continue
      if (away && this.#isToldAlready(daemon, hash, kind)) continue
      const label = this.#options.roster.find(daemon)?.rows.get(hash)?.label ?? ''
      this.#take({ kind, daemon, hash, name, at }, label)
    }
  }

  /** Told just before the daemon was last seen: then its row may be from before that, and this is the same once more. */
  #isToldAlready(daemon: string, hash: string, kind: Gathered): boolean {
    const mark = this.#ledger.find(daemon, hash, kind)
    const seenAt = this.#watch.seenAt(daemon)
    return mark !== undefined && (seenAt === null || mark.at >= seenAt - slackMs)
  }

  /** Decides about something new. label: of its torrent; null = it is about a daemon. */
  #take(seen: Omit<Notice, 'outcome'>, label: string | null): void {
    const { clock, settings } = this.#options
    const { digestMinutes } = settings.get()
    const notice: Notice = { ...seen, outcome: outcomeOf({ ...seen, label }, settings.get()) }
    const { kind, outcome } = notice
    if (outcome === 'bell' || outcome === 'nothing') {
      // That a daemon is away, or has little space, is known all the same.
      if (kind === 'lost' || kind === 'low') void this.#mark([notice], false)
      return
    }
    if (kind !== 'back') void this.#mark([notice], true)
    const now = clock.now()
    if (outcome !== 'always' && this.#isQuiet(now)) return hold(this.#quiet, notice)
    const isGathered = kind === 'finished' || kind === 'failed'
    if (isGathered && outcome !== 'always' && now < this.#toldAt[kind] + digestMinutes * 60_000) {
      return hold(this.#digests[kind], notice)
    }
    if (isGathered) this.#toldAt[kind] = now
    hold(this.#soon, notice)
    if (this.#soon.length === 1) this.#timers.after(gatherMs, () => this.#tellSoon())
  }

  /** It is over: where it was not told yet, it is not told any more. */
  #takeBack(mark: NoticeMark): void {
    const isOther = ({ daemon, hash, kind }: Notice): boolean =>
      daemon !== mark.daemon || (hash ?? '') !== mark.hash || kind !== mark.kind
    this.#quiet = this.#quiet.filter(isOther)
    this.#soon = this.#soon.filter(isOther)
    this.#inBackground(this.#ledger.drop(mark))
  }

  // ------------------------------------------------------------- what goes out

  /** Quiet hours, or muted by hand for a while. */
  #isQuiet(now: number): boolean {
    const { settings, wall = wallTime } = this.#options
    const { mutedUntil, quietHours } = settings.get()
    return (mutedUntil !== null && now < mutedUntil) || isQuiet(quietHours, wall(now))
  }

  /** From time to time: what waited long enough is told. */
  #look(): void {
    const { clock, roster, settings } = this.#options
    this.#watch.look(roster.list())
    const now = clock.now()
    const { digestMinutes } = settings.get()
    if (this.#isQuiet(now)) {
      // A digest that is due now waits, too.
      this.#quiet.push(...this.#digests.finished.splice(0), ...this.#digests.failed.splice(0))
      return
    }
    for (const kind of ['finished', 'failed'] as const) {
      if (this.#digests[kind].length === 0 || now < this.#toldAt[kind] + digestMinutes * 60_000) continue
      this.#toldAt[kind] = now
      this.#inBackground(this.#tell(this.#digests[kind].splice(0)))
    }
    this.#inBackground(this.#tell(this.#quiet.splice(0)))
  }

  /** Each kind by itself. */
  async #tellSoon(): Promise<void> {
    const soon = this.#soon
    this.#soon = []
    const kinds = new Set(soon.map(({ kind }) => kind))
    await Promise.all([...kinds].map((kind) => this.#tell(soon.filter((one) => one.kind === kind))))
  }

  /** Tells some notices as one, as soon as the disk knows that they are told; what became of daemons that are gone is nobody's business. */
  async #tell(notices: readonly Notice[]): Promise<void> {
    const { attention, means, roster, settings } = this.#options
    const left = notices.filter(({ daemon }) => roster.find(daemon) !== undefined)
    if (left.length === 0) return
    await this.#mark(
      left.filter(({ kind }) => kind !== 'back'),
      false,
    )
    // Who looks at a window sees it happen there, and its bell says it.
    if (attention.isAnywhere || means.outside.isInFront()) return
    const news = newsOf(left, {
      id: this.#nextId(),
      sound: settings.get().noticeSound,
      nameOf: (daemon) => roster.find(daemon)?.record.name ?? '',
    })
    const isTold = await means.outside.notify(news, this.#showerOf(left)).catch(() => false)
    if (!isTold) this.told.emit(news)
  }

  /** What lies somewhere is one torrent that is whole. */
  #showerOf([only, ...others]: readonly Notice[]): (() => Promise<void>) | null {
    if (!only || others.length > 0 || only.kind !== 'finished' || only.hash === null) return null
    return this.#options.folders.shower(keyOf(only.daemon, only.hash))
  }

  /** Resolves when it is on the disk, or the disk does not take it in time. */
  async #mark(notices: readonly Notice[], waits: boolean): Promise<void> {
    const { clock, log } = this.#options
    const marks = notices.map(({ daemon, hash, kind, at, name }): NoticeMark => ({
      daemon,
      hash: hash ?? '',
      kind,
      at,
      name,
      waits,
    }))
    if (marks.length === 0) return
    const late = (): Fault => new Fault('timeout', say('log.only', { text: 'The disk is too slow.' }))
    try {
      await withDeadline(this.#ledger.put(marks), diskMs, late, clock)
    } catch (error) {
      log.warn({ problem: asFault(error).message }, 'what is told is not written down')
    }
  }

  #nextId(): string {
    this.#number += 1
    return `${this.#options.clock.now()}-${this.#number}`
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#options.log.warn({ problem: asFault(error).message }, 'notices are not written down')
    })
  }
}

/** Of more than people read, the oldest are in the history only. */
function hold(list: Notice[], notice: Notice): void {
  list.push(notice)
  if (list.length > bounds.waiting) list.shift()
}
