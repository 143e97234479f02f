import type { WireInput } from '../../../main/wire/deluge/rencode.ts'
import { activeShare, activities, rest, step, type ActivityName } from './activity.ts'
import { filesOf } from './content.ts'
import { Queue } from './queue.ts'
import { Random } from './random.ts'
import { titleLabels } from './titles.ts'
import { makeTorrent, type State, type Torrent } from './torrent.ts'

export interface EngineOptions {
  torrents: number
  seed?: number
  activity?: ActivityName
  /** ms since 1970 at which the session begins. */
  startAt?: number
  folder?: string
  /** Accounts that own torrents; the first owns most. */
  owners?: readonly string[]
  /** 2.0.3 tells less than later versions: nothing of files that are complete, nothing when a torrent moves house. */
  terse?: boolean
}

/** An event as it goes over the wire. */
export interface EngineEvent {
  name: string
  args: readonly WireInput[]
}

const MOST_FILE_EVENTS = 20

/**
 * A session of torrents without a network: deterministic from its seed, moved only by tick() and by what it is asked
 * to do. It knows the daemon's words and the order of its events, but nothing of connections. What the daemon says
 * only after its answer waits for settle().
 */
export class Engine {
  /** Those that something happens to: moving data, being checked, moving house. All others cost nothing per tick. */
  readonly lively = new Set<Torrent>()
  /** Told of every event at once. What one of them throws reaches whoever caused the event, as in a real daemon. */
  readonly listeners = new Set<(event: EngineEvent) => void>()
  readonly labels = new Set<string>(titleLabels)
  readonly queue = new Queue()
  readonly folder: string
  readonly terse: boolean
  readonly #torrents = new Map<string, Torrent>()
  readonly #activity: ActivityName
  readonly #random: Random
  #list: Torrent[] | null = null
  #later: (() => void)[] = []
  #now: number
  sessionPaused = false
  /** After a start: the daemon answers, but has not read its list yet and believes that it has none. */
  loading = false

  constructor(options: EngineOptions) {
    const { torrents, seed = 1, activity = 'calm', startAt = Date.now() } = options
    const { folder = '/srv/torrents', owners = ['admin', 'normal'], terse = false } = options
    this.folder = folder
    this.terse = terse
    this.#activity = activity
    this.#random = new Random(seed ^ 0x5eed)
    this.#now = startAt / 1000
    const around = { now: this.#now, folder, owners, activeShare: activeShare(activities[activity], torrents) }
    for (let index = 0; index < torrents; index++) this.#keep(makeTorrent(seed, index, around))
  }

  /** Seconds since 1970. */
  get now(): number {
    return this.#now
  }

  get count(): number {
    return this.loading ? 0 : this.#torrents.size
  }

  get(id: string): Torrent | undefined {
    return this.loading ? undefined : this.#torrents.get(id)
  }

  /** All torrents, in the order they were added. */
  all(): readonly Torrent[] {
    if (this.loading) return []
    return (this.#list ??= [...this.#torrents.values()])
  }

  anyOne(random: Random): Torrent | undefined {
    const all = this.all()
    return all.length === 0 ? undefined : random.pick(all)
  }

  /** Lets time pass. */
  tick(ms: number): void {
    this.#now += ms / 1000
    this.settle()
    if (!this.loading) step(this, ms / 1000, activities[this.#activity], this.#random)
  }

  say(name: string, args: readonly WireInput[] = []): void {
    for (const listen of this.listeners) listen({ name, args })
  }

  /** Keeps something until the call at hand is answered. */
  afterAnswer(run: () => void): void {
    this.#later.push(run)
  }

  /** Says what the daemon says only after it has answered. */
  settle(): void {
    const later = this.#later
    if (later.length === 0) return
    this.#later = []
    for (const run of later) run()
  }

  /** Changes a torrent's state, keeps its hours, and says so. */
  enter(torrent: Torrent, state: State): void {
    this.#become(torrent, state)
    this.#tellState(torrent)
  }

  pause(torrent: Torrent): void {
    torrent.paused = true
    if (torrent.state === 'Checking') return
    this.#become(torrent, 'Paused')
    // Said also for one that was paused already (observed on 2.0.3).
    this.#tellState(torrent)
  }

  resume(torrent: Torrent): void {
    if (!torrent.paused && torrent.state !== 'Error' && torrent.state !== 'Queued') return
    torrent.paused = false
    torrent.message = 'OK'
    if (torrent.state === 'Checking') return
    this.#wake(torrent)
    this.#become(torrent, torrent.finished ? 'Seeding' : 'Downloading')
    this.afterAnswer(() => {
      if (this.sessionPaused) return
      this.#tellState(torrent)
      this.say('TorrentResumedEvent', [torrent.id])
    })
  }

  /** Order of events as observed on 2.0.3: first that the session is paused, after the answer each torrent. */
  pauseSession(): void {
    if (this.sessionPaused) return
    this.sessionPaused = true
    this.afterAnswer(() => {
      for (const torrent of this.all()) if (!torrent.paused) this.#tellState(torrent)
    })
    this.say('SessionPausedEvent')
  }

  resumeSession(): void {
    if (!this.sessionPaused) return
    this.sessionPaused = false
    const woken = this.all().filter((torrent) => !torrent.paused)
    this.afterAnswer(() => {
      for (const torrent of woken) this.say('TorrentResumedEvent', [torrent.id])
    })
    for (const torrent of woken) this.#tellState(torrent)
    this.say('SessionResumedEvent')
  }

  recheck(torrent: Torrent): void {
    // There is nothing to check without metadata: it just runs (observed on 2.0.3).
    if (!torrent.hasMetadata) return this.resume(torrent)
    rest(torrent)
    torrent.checked = 0
    this.#become(torrent, 'Checking')
    this.afterAnswer(() => this.#tellState(torrent))
  }

  reannounce(torrent: Torrent): void {
    if (!torrent.running || torrent.trackers.length === 0) return
    torrent.announceAt = this.#now + 1800
    this.afterAnswer(() => {
      this.say('TorrentTrackerStatusEvent', [torrent.id, 'Announce Sent'])
      torrent.trackerStatus = 'Announce OK'
      this.say('TorrentTrackerStatusEvent', [torrent.id, 'Announce OK'])
    })
  }

  moveStorage(torrent: Torrent, folder: string): void {
    torrent.movingTo = folder
    torrent.movedAt = this.#now
    this.#become(torrent, 'Moving')
    this.lively.add(torrent)
    if (!this.terse) this.afterAnswer(() => this.#tellState(torrent))
  }

  /** A torrent that was loading has all it wants (observed order on 2.2.0: files, state, finished). */
  finish(torrent: Torrent): void {
    torrent.doneBytes = torrent.sizeBytes
    torrent.completedAt = Math.floor(this.#now)
    torrent.seenCompleteAt = torrent.completedAt
    torrent.downTarget = 0
    torrent.downRate = 0
    if (torrent.upTarget === 0) torrent.upTarget = 20_000
    this.queue.leave(torrent)
    if (!this.terse) {
      for (const file of filesOf(torrent).slice(0, MOST_FILE_EVENTS)) {
        this.say('TorrentFileCompletedEvent', [torrent.id, file.index])
      }
    }
    this.enter(torrent, 'Seeding')
    this.say('TorrentFinishedEvent', [torrent.id])
    const next = this.queue.nextWaiting()
    if (next) {
      this.#wake(next)
      this.enter(next, 'Downloading')
    }
  }

  /** Takes a torrent in, paused or not. The state comes before the added event, for an id nobody knows yet. */
  add(torrent: Torrent, paused: boolean): void {
    torrent.paused = true
    torrent.state = 'Paused'
    torrent.addedAt = Math.floor(this.#now)
    torrent.since = this.#now
    this.#keep(torrent)
    this.#tellState(torrent)
    this.say('TorrentAddedEvent', [torrent.id, false])
    if (paused) return
    this.resume(torrent)
    this.afterAnswer(() => this.reannounce(torrent))
  }

  remove(torrent: Torrent): void {
    this.say('PreTorrentRemovedEvent', [torrent.id])
    this.#torrents.delete(torrent.id)
    this.#list = null
    this.lively.delete(torrent)
    this.queue.leave(torrent)
    this.say('TorrentRemovedEvent', [torrent.id])
  }

  /** A torrent fails, as for a full disk. */
  fail(torrent: Torrent, message = 'Error: No space left on device'): void {
    torrent.message = message
    rest(torrent)
    this.enter(torrent, 'Error')
  }

  /** What a fresh process forgets: the transfers since the last start. */
  forgetSession(): void {
    for (const torrent of this.#torrents.values()) {
      torrent.sessionDownBytes = 0
      torrent.sessionUpBytes = 0
      torrent.lastDownAt = -1
      torrent.lastUpAt = -1
    }
    this.sessionPaused = false
    this.#later = []
  }

  /** What a daemon says when it has read its list: two events per torrent, then that the session has started. */
  announceRestored(): void {
    for (const torrent of this.all()) {
      this.#tellState(torrent)
      this.say('TorrentAddedEvent', [torrent.id, true])
    }
    this.say('SessionStartedEvent')
  }

  #tellState(torrent: Torrent): void {
    this.say('TorrentStateChangedEvent', [torrent.id, this.stateOf(torrent)])
  }

  /** What the daemon says the state is: in a paused session nothing runs, though nothing is paused by itself. */
  stateOf(torrent: Torrent): State {
    const { state } = torrent
    return this.sessionPaused && state !== 'Error' && state !== 'Moving' ? 'Paused' : state
  }

  #keep(torrent: Torrent): void {
    this.#torrents.set(torrent.id, torrent)
    this.#list = null
    if (!torrent.finished) this.queue.join(torrent)
    if (torrent.downTarget > 0 || torrent.upTarget > 0 || torrent.state === 'Checking') this.lively.add(torrent)
  }

  /** Finds a torrent partners, so that what was asked to run is seen to run. */
  #wake(torrent: Torrent): void {
    if (torrent.downTarget > 0 || torrent.upTarget > 0) return
    torrent.seeds = torrent.finished ? 0 : this.#random.int(1, 30)
    torrent.peers = this.#random.int(1, 20)
    torrent.downTarget = torrent.finished ? 0 : this.#random.skewed(50_000, 4_000_000)
    torrent.upTarget = this.#random.skewed(2_000, 300_000)
  }

  #become(torrent: Torrent, state: State): void {
    const spent = this.#now - torrent.since
    if (torrent.running) torrent.activeSeconds += spent
    if (torrent.state === 'Seeding') torrent.seedingSeconds += spent
    torrent.since = this.#now
    torrent.state = state
    if (state !== 'Checking') torrent.checked = 1
    if (state === 'Paused' || state === 'Queued') rest(torrent)
    if (torrent.running || state === 'Checking') this.lively.add(torrent)
  }
}
