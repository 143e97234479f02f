import type { Daemon, LinkStatus } from '../../preload/contract/daemons.ts'
import type { Hash } from '../../preload/contract/keys.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import type { Backend, Session, Target } from '../backend/backend.ts'
import type { Clock } from '../lib/clock.ts'
import { asFault, Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { Timers } from '../lib/timers.ts'
import type { DaemonRecord, Store } from '../store/records.ts'
import type { Happening, History } from './history.ts'
import type { Keeper } from './host.ts'
import { Link } from './link.ts'
import { type Change, Rows } from './rows.ts'
import { Sync, type Watched } from './sync.ts'
import { Writer } from './writer.ts'

export interface ManagedOptions {
  store: Store
  keeper: Keeper
  backend: Backend
  history: History
  clock: Clock
  log: Log
  watched: (daemon: string) => Watched
  /** Another entry of the list that reaches the same daemon, while the person has not decided; null = none. */
  twin: (daemon: string) => Readonly<DaemonRecord> | null
  /** Something that the daemons feed shows has changed. */
  changed: () => void
}

const statusMs = 1_000
const overviewMs = 60_000

/** The name under which a daemon's password is kept. */
export function passwordName(daemon: string): string {
  return `daemon.${daemon}.password`
}

/** One daemon of the person's: what is remembered of it, its rows, its connection. */
export class Managed {
  readonly rows: Rows
  readonly link: Link
  readonly sync: Sync
  readonly #options: ManagedOptions
  readonly #writer: Writer
  readonly #timers: Timers
  #record: DaemonRecord
  #hasPassword: boolean
  #level: number | null = null
  #latencyMs: number | null = null
  #rates = { down: 0, up: 0 }
  /** Between a connection and its first reading: what comes now happened while we were away. */
  #catchingUp = false
  /** Live before the present state (stale counts as live). */
  #wasLive = false
  #shownSize = -1
  /** Met while no window was open: its certificate waits for a person, also when one is there again. */
  #unreviewed = false

  constructor(record: DaemonRecord, hasPassword: boolean, options: ManagedOptions) {
    const { store, backend, clock, history, watched } = options
    const log = options.log.child({ daemon: record.id })
    this.#options = options
    this.#record = record
    this.#hasPassword = hasPassword
    this.#timers = new Timers(clock)
    this.rows = new Rows(record.id, store.torrents.load(record.id))
    this.#writer = new Writer(this.rows, store.torrents, clock)
    this.rows.changes.on((change) => this.#chronicle(change))
    this.sync = new Sync({
      rows: this.rows,
      watched: () => watched(record.id),
      clock,
      log,
      finished: (hash) => history.add({ kind: 'finished', ...this.#about(hash) }),
      added: (row) => history.add({ kind: 'added', ...this.#about(row.hash) }),
      doubted: (fault) => this.link.doubt(fault),
      firstReading: () => (this.#catchingUp = true),
    })
    this.link = new Link({
      backend,
      target: () => this.#target(),
      warm: (session) => this.#warm(session),
      lost: () => this.#lost(),
      changed: (status) => this.#statusChanged(status),
      latency: (ms) => this.#show(() => (this.#latencyMs = ms)),
      clock,
      log,
    })
    this.#timers.every(statusMs, () => this.#sumRates())
    this.#timers.every(overviewMs, () => void this.#readOverview())
  }

  get id(): string {
    return this.#record.id
  }

  get record(): Readonly<DaemonRecord> {
    return this.#record
  }

  get level(): number | null {
    return this.#level
  }

  /** The daemon as windows see it. */
  view(): Daemon {
    const { id, kind, name, host, port, username, mark, fingerprint, trustedAt } = this.#record
    const { version, lastSeenAt, freeBytes, folder } = this.#record
    return {
      id,
      kind,
      name,
      host,
      port,
      username,
      hasPassword: this.#hasPassword,
      mark,
      certificate: fingerprint === null ? null : { fingerprint, trustedAt: trustedAt ?? 0 },
      link: this.link.status,
      lastSeenAt: this.#isLive() ? this.#options.clock.now() : lastSeenAt,
      version,
      level: this.#level,
      latencyMs: this.#latencyMs,
      torrents: this.rows.size,
      downBytesPerSecond: this.#rates.down,
      upBytesPerSecond: this.#rates.up,
      freeBytes,
      folder,
      twin: this.#options.twin(id)?.id ?? null,
    }
  }

  start(): void {
    if (this.#record.connect) this.link.connect()
  }

  /** The person wants it connected (or not) from now on, also after the next start. */
  wish(connect: boolean): void {
    this.remember({ connect })
    if (connect) this.link.connect()
    else this.link.disconnect()
  }

  /** Keeps changed facts about the daemon; a new address or login starts the connection over. */
  remember(given: Partial<DaemonRecord>, newPassword = false): void {
    const before = this.#record
    const elsewhere = (given.host ?? before.host) !== before.host || (given.port ?? before.port) !== before.port
    // What is at another address may speak another dialect.
    const facts = elsewhere ? { ...given, dialect: null } : given
    this.#record = { ...before, ...facts }
    this.#hasPassword ||= newPassword
    this.#options.store.daemons.update(before.id, facts)
    const { username, fingerprint } = this.#record
    if (elsewhere || fingerprint !== before.fingerprint) this.#unreviewed = false
    const moved = elsewhere || username !== before.username
    const retrusted = facts.fingerprint !== undefined && fingerprint !== before.fingerprint && !this.link.session
    if (this.#record.connect && (moved || newPassword || retrusted)) this.link.reconnect()
    this.#options.changed()
  }

  /** Ends the connection and writes what is unwritten. */
  close(): void {
    this.link.disconnect()
    this.#writer.flush()
    this.#writer.stop()
    this.#timers.stop()
  }

  /** Ends the connection and writes nothing more: the daemon is being forgotten. */
  forget(): void {
    this.#writer.stop()
    this.#timers.stop()
    this.link.disconnect()
  }

  // ------------------------------------------------------------- the link's life

  async #target(): Promise<Target> {
    this.#refuseTwin()
    const mayTrust = !this.#unreviewed && !this.#options.watched(this.id).hidden
    const { id, name, host, port, username, fingerprint, dialect } = this.#record
    const password = await this.#options.keeper.get(passwordName(id))
    if (password === null) {
      throw new Fault('bad-login', `No password is kept for ${name}. Edit the daemon and type it again.`)
    }
    return { name, host, port, username, password, fingerprint, mayTrust, dialect }
  }

  async #warm(session: Session): Promise<void> {
    this.#level = session.level
    this.#trust(session)
    this.#refuseTwin()
    this.remember({ version: session.version, dialect: session.dialect })
    await this.sync.warm(session)
    this.#catchingUp = false
  }

  /** Pinned at first use: what was seen when the password was accepted is what we expect from now on. */
  #trust({ fingerprint }: Session): void {
    if (this.#record.fingerprint !== null) return
    this.remember({ fingerprint, trustedAt: this.#options.clock.now() })
    this.#options.history.add({
      kind: 'trusted',
      daemon: this.id,
      name: this.#record.name,
      text: `Certificate ${fingerprint} trusted at the first connection.`,
    })
  }

  /** The same daemon twice would show every torrent twice: the later entry waits until the person decides. */
  #refuseTwin(): void {
    const twin = this.#options.twin(this.id)
    if (!twin) return
    const { name } = this.#record
    const message =
      `${name} shows the certificate of ${twin.name}, so both are the same daemon. ` +
      'Keep both, or remove one of them.'
    throw new Fault('twin', message, { details: { twin: twin.id } })
  }

  #lost(): void {
    const wasLive = this.#isLive()
    this.#catchingUp = false
    this.sync.stop()
    this.#latencyMs = null
    // The rates of a daemon that we cannot see are not zero but unknown; showing the last ones would be a lie.
    this.rows.apply(
      [...this.rows.all()]
        .filter((row) => row.downBytesPerSecond > 0 || row.upBytesPerSecond > 0 || row.leftMs !== null)
        .map(({ hash }) => ({ hash, downBytesPerSecond: 0, upBytesPerSecond: 0, leftMs: null })),
    )
    this.#sumRates()
    if (wasLive) this.remember({ lastSeenAt: this.#options.clock.now() })
  }

  #isLive(): boolean {
    return this.link.status.state === 'live'
  }

  #statusChanged(status: LinkStatus): void {
    const { history, log, changed } = this.#options
    const about = { daemon: this.id, name: this.#record.name }
    const text = status.problem?.message ?? ''
    log.info({ daemon: this.id, state: status.state, problem: status.problem?.code }, 'link')
    if (status.state === 'live' && !this.#wasLive) {
      history.add({ kind: 'connected', ...about })
      void this.#readOverview()
    }
    if (status.problem?.code === 'certificate-unknown') this.#unreviewed = true
    if (status.state === 'refused') history.add({ kind: 'refused', ...about, text })
    if (status.state === 'waiting' && this.#wasLive) history.add({ kind: 'lost', ...about, text })
    if (status.state !== 'stale') this.#wasLive = status.state === 'live'
    changed()
  }

  async #readOverview(): Promise<void> {
    const session = this.link.session
    if (!session || !this.#isLive()) return
    try {
      const { freeBytes, folder } = await session.overview()
      this.remember({ freeBytes, folder, lastSeenAt: this.#options.clock.now() })
    } catch (error) {
      this.#options.log.debug({ daemon: this.id, problem: asFault(error).message }, 'no overview')
    }
  }

  // ------------------------------------------------------------- what rows tell

  #about(hash: Hash): { daemon: string; hash: Hash; name: string } {
    return { daemon: this.id, hash, name: this.rows.get(hash)?.name || hash }
  }

  /** Writes history from what changed: removals, failures, and what finished while nobody was connected. */
  #chronicle({ put, drop }: Change): void {
    const away = this.#catchingUp
    const daemon = this.id
    const removed = drop.map(({ hash, name }): Happening => ({ kind: 'removed', daemon, hash, name, away }))
    const changed = put.flatMap(({ before, after }): Happening[] => {
      if (!before) return []
      const about = { ...this.#about(after.hash), away }
      const happenings: Happening[] = []
      if (after.state === 'error' && before.state !== 'error') {
        happenings.push({ kind: 'failed', ...about, text: after.message || after.trackerStatus })
      }
      if (away && this.#finishedAway(before, after)) {
        happenings.push({ kind: 'finished', ...about, at: after.completedAt ?? this.#options.clock.now() })
      }
      return happenings
    })
    this.#options.history.add(...removed, ...changed)
  }

  /** Read from the completion time: progress alone says nothing about when (and a re-check moves it). */
  #finishedAway(before: Torrent, after: Torrent): boolean {
    return after.completedAt !== null && after.completedAt !== before.completedAt && before.progress < 1
  }

  #sumRates(): void {
    let down = 0
    let up = 0
    for (const row of this.rows.all()) {
      down += row.downBytesPerSecond
      up += row.upBytesPerSecond
    }
    if (down === this.#rates.down && up === this.#rates.up && this.rows.size === this.#shownSize) return
    this.#shownSize = this.rows.size
    this.#show(() => (this.#rates = { down, up }))
  }

  #show(change: () => void): void {
    change()
    this.#options.changed()
  }
}
