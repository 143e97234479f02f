import { say } from '../../../preload/words/sentences.ts'
import type { Daemon, LinkStatus } from '../../../preload/contract/daemons.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import type { Backend, Connection, Target } from '../../backend/backend.ts'
import { logLines, turn } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { asFault, Fault, wordsOf } from '../../lib/fault.ts'
import { guardedClock } from '../../lib/guard.ts'
import { type Log, rationedLog } from '../../lib/log.ts'
import { Timers } from '../../lib/timers.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'
import { plainWords } from '../../lib/words.ts'
import type { DaemonFields, DaemonRecord, Store } from '../../store/records.ts'
import type { History } from '../events/history.ts'
import type { Keeper } from '../../store/keeper.ts'
import { Curves } from '../rows/curves.ts'
import type { Room } from '../rows/room.ts'
import { Rows } from '../rows/rows.ts'
import { Writer } from '../rows/writer.ts'
import type { Watched } from '../sync/options.ts'
import { Sync } from '../sync/sync.ts'
import { Chronicle } from './chronicle.ts'
import type { Holding } from './holding.ts'
import { Link } from './link.ts'

export interface ManagedOptions {
  store: Store
  keeper: Keeper
  backend: Backend
  history: History
  /** Daemons that wait for the person. */
  holding: Holding
  clock: Clock
  log: Log
  watched: (daemon: string) => Watched
  /** How many daemons there are. */
  daemons: () => number
  /** What all daemons' rows share. */
  room: Room
  /** Another entry of the list that reaches the same daemon, while the person has not decided; null = none. */
  twin: (daemon: string) => Readonly<DaemonRecord> | null
  /** Something that the daemons feed shows has changed. */
  changed: () => void
  /** It said that limits of its whole speed changed. */
  limitsChanged: () => void
  /** Only a figure of it has: a rate, a latency, free space. */
  moved: () => void
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
  /** What the rates of its torrents were lately. */
  readonly curves: Curves
  readonly link: Link
  readonly sync: Sync
  readonly chronicle: Chronicle
  readonly #options: ManagedOptions
  readonly #writer: Writer
  readonly #timers: Timers
  #record: DaemonRecord
  #hasPassword: boolean
  /** Facts that a disk did not take. */
  readonly #unkept = new Set<keyof DaemonFields>()
  /** What the last connection said of itself; stays while there is none. */
  #standing: Pick<Connection, 'level' | 'cannot'> = { level: null, cannot: {} }
  #latencyMs: number | null = null
  #isFolderMissing = false
  #rates = { down: 0, up: 0 }
  /** Live before the present state (stale counts as live). */
  #wasLive = false
  #shownSize = -1
  #isForgotten = false

  constructor(record: DaemonRecord, hasPassword: boolean, options: ManagedOptions) {
    const { store, backend, history, watched, daemons } = options
    const clock = guardedClock(options.clock, (error) => this.#failed(error))
    const log = rationedLog(options.log.child({ daemon: record.id }), logLines.perDaemon, clock)
    this.#options = options
    this.#record = record
    this.#hasPassword = hasPassword
    this.#timers = new Timers(clock)
    this.rows = new Rows(record.id, { room: options.room, onFault: (error) => this.#failed(error) })
    const now = (): number => clock.now()
    this.curves = new Curves(this.rows, this.#timers, now, () => this.#isLive())
    this.#writer = new Writer(this.rows, store.torrents, clock, log)
    this.chronicle = new Chronicle(this.rows, history, clock, () => this.#record.name)
    this.sync = new Sync({
      rows: this.rows,
      watched: () => watched(record.id),
      daemons,
      clock,
      log,
      finished: (hash) => this.chronicle.finished(hash),
      added: ({ hash }) => this.chronicle.added(hash),
      doubted: (fault) => this.link.doubt(fault),
      firstReading: (present) => this.#catchUp(present),
      limitsChanged: () => options.limitsChanged(),
      allRead: () => this.chronicle.caughtUp(),
    })
    this.link = new Link({
      backend,
      target: () => this.#target(),
      isKnown: () => this.#record.version !== null,
      warm: (connection) => this.#warm(connection),
      lost: () => this.#lost(),
      changed: (status) => this.#statusChanged(status),
      failed: (error) => this.#failed(error),
      latency: (ms) => {
        this.#latencyMs = ms
        this.#options.moved()
      },
      clock,
      log,
    })
    this.#timers.every(statusMs, () => this.#sumRates())
    this.#timers.every(overviewMs, () => this.#readOverview())
  }

  get id(): string {
    return this.#record.id
  }

  get record(): Readonly<DaemonRecord> {
    return this.#record
  }

  /** The daemon as windows see it. */
  view(): Daemon {
    const { id, kind, name, address, username, mark, fingerprint, trustedAt } = this.#record
    const { version, lastSeenAt, freeBytes, folder } = this.#record
    return {
      id,
      kind,
      name,
      address,
      username,
      hasPassword: this.#hasPassword,
      mark,
      certificate: fingerprint === null ? null : { fingerprint, trustedAt: trustedAt ?? 0 },
      link: this.link.status,
      lastSeenAt: this.#isLive() ? this.#options.clock.now() : lastSeenAt,
      version,
      ...this.#standing,
      latencyMs: this.#latencyMs,
      torrents: this.rows.size,
      shortage: this.rows.shortage,
      downBytesPerSecond: this.#rates.down,
      upBytesPerSecond: this.#rates.up,
      freeBytes,
      isFolderMissing: this.#isFolderMissing,
      folder,
      twin: this.#options.twin(id)?.id ?? null,
      mappings: this.#record.mappings,
    }
  }

  /** Brings back the rows of an earlier start, part by part, and only then connects: what is missing then is missing. */
  async start(): Promise<void> {
    try {
      for await (const part of this.#options.store.torrents.load(this.id)) {
        if (this.#isForgotten) return
        const left = this.rows.recall(part)
        // The bound is lower than it was: what does not come back is not kept, either.
        if (left.length > 0) await this.#options.store.torrents.write(this.id, [], left)
        this.#options.changed()
      }
    } catch (error) {
      // Its daemon will tell of them again.
      this.#options.log.error({ daemon: this.id, problem: asFault(error).message }, 'kept torrents are not read')
    }
    if (!this.#isForgotten && this.#record.connect) this.connect()
  }

  /** Begins connecting, unless the person is yet to decide about this daemon. */
  connect(): void {
    if (!this.#options.holding.isHeld(this.id)) this.link.connect()
  }

  /** The disk works again: what it did not take is written now. */
  keepWaiting(): void {
    this.#writer.retry()
    if (this.#unkept.size === 0) return
    const facts = Object.fromEntries([...this.#unkept].map((name) => [name, this.#record[name]])) as DaemonFields
    this.#unkept.clear()
    this.#keep(facts)
  }

  /** Writes all that is known of it, for a database that does not have it. */
  async keepAll(): Promise<void> {
    const { daemons } = this.#options.store
    const { id, ...facts } = this.#record
    if (!(await daemons.update(id, facts)) && !this.#isForgotten) await daemons.insert({ ...this.#record })
    this.#writer.keepAll()
  }

  /** Takes over what the person has changed and the store has kept; a new address or login starts the connection over. */
  adopt(facts: Partial<DaemonRecord>, newPassword = false): void {
    const before = this.#record
    this.#record = { ...before, ...facts }
    this.#hasPassword ||= newPassword
    const { connect, address, username, fingerprint } = this.#record
    const moved = address !== before.address || username !== before.username
    const retrusted = fingerprint !== before.fingerprint && !this.link.connection
    if (!connect) this.link.disconnect()
    else if (this.#options.holding.isHeld(this.id)) this.#options.changed()
    else if (moved || newPassword || retrusted) this.link.reconnect()
    else if (facts.connect === true) this.link.connect()
    this.#options.changed()
  }

  /** Ends the connection and hands what is unwritten to the store. */
  close(): void {
    this.link.disconnect()
    this.chronicle.close()
    this.#writer.finish()
    this.#timers.stop()
  }

  /** Ends the connection and writes nothing more: the daemon is being forgotten. */
  forget(): void {
    this.#isForgotten = true
    this.chronicle.close()
    this.#writer.stop()
    this.#timers.stop()
    this.link.disconnect()
    this.rows.giveBack()
  }

  // ------------------------------------------------------------- the link's life

  async #target(): Promise<Target> {
    this.#refuseTwin()
    const { id, name, address, username, fingerprint, memo, unreviewed } = this.#record
    const mayTrust = !unreviewed && !this.#options.watched(this.id).hidden
    const password = await this.#options.keeper.get(passwordName(id))
    if (password === null && this.#options.backend.kind.account === 'required') {
      throw new Fault('bad-login', say('daemon.no-password', { daemon: name }))
    }
    return { name, address, username, password: password ?? '', identity: fingerprint, mayTrust, memo }
  }

  async #warm(connection: Connection): Promise<void> {
    const { level, cannot, version, memo } = connection
    this.#standing = { level, cannot }
    await this.#trust(connection)
    this.#refuseTwin()
    this.#note({ version, memo })
    await this.sync.warm(connection)
  }

  /** What changed since it was last seen is told as such; an account that is not shown everything cannot say what is gone. */
  #catchUp(present: readonly Hash[]): Promise<void> {
    const { lastSeenAt, username } = this.#record
    const seesAll = this.#standing.cannot['list-all'] === undefined
    return this.chronicle.catchUp({ present, seenAt: lastSeenAt, account: username, seesAll })
  }

  /**
   * Pinned at first use: what was seen when the password was accepted is what we expect from now on. It is kept before
   * anything else is done with the connection.
   */
  async #trust({ identity }: Connection): Promise<void> {
    if (identity === null || this.#record.fingerprint !== null) return
    const facts = { fingerprint: identity, trustedAt: this.#options.clock.now() }
    this.#record = { ...this.#record, ...facts }
    this.#options.changed()
    try {
      await this.#options.store.daemons.update(this.id, facts)
    } catch (error) {
      // It holds for as long as the program runs, and is written as soon as the disk takes it.
      this.#leaveUnkept(facts, error)
    }
    this.#options.history.add({
      kind: 'trusted',
      daemon: this.id,
      name: this.#record.name,
      says: say('trusted.first', { fingerprint: identity }),
    })
  }

  /** The same daemon twice would show every torrent twice: the later entry waits until the person decides. */
  #refuseTwin(): void {
    const twin = this.#options.twin(this.id)
    if (!twin) return
    const says = say('daemon.twin', { daemon: this.#record.name, other: twin.name })
    throw new Fault('twin', says, { details: { twin: twin.id } })
  }

  #lost(): void {
    const wasLive = this.#isLive()
    this.chronicle.caughtUp()
    this.sync.stop()
    this.#latencyMs = null
    void this.#forgetRates()
    if (wasLive) this.#note({ lastSeenAt: this.#options.clock.now() })
  }

  /** A fault of ours at this daemon's data: its connection begins anew, and nobody else's has to. */
  #failed(error: unknown): void {
    const { log } = this.#options
    log.error({ daemon: this.id, err: error }, 'a part of a daemon failed')
    const says = say('estuary.daemon', { daemon: this.#record.name, text: plainWords(wordsOf(error), 200) })
    this.link.fail(new Fault('internal', says, { retry: 'later' }))
  }

  /** The rates of a daemon that we cannot see are not zero but unknown; showing the last ones would be a lie. */
  async #forgetRates(): Promise<void> {
    const stands = (row: Torrent): boolean =>
      row.downBytesPerSecond === 0 && row.upBytesPerSecond === 0 && row.leftMs === null
    for await (const part of inParts(this.rows.all(), turn.rows, systemTurns)) {
      // The next connection has read them anew.
      if (this.link.connection) break
      const moving = part.filter((row) => !stands(row))
      this.rows.apply(moving.map(({ hash }) => ({ hash, downBytesPerSecond: 0, upBytesPerSecond: 0, leftMs: null })))
    }
    this.#sumRates()
  }

  #isLive(): boolean {
    return this.link.status.state === 'live'
  }

  #statusChanged(status: LinkStatus): void {
    const { history, log, changed } = this.#options
    const about = { daemon: this.id, name: this.#record.name }
    const { message: text = '', says } = status.problem ?? {}
    const why = says ? { text, says } : { text }
    log.info({ daemon: this.id, state: status.state, problem: status.problem?.code }, 'link')
    if (status.state === 'live' && !this.#wasLive) {
      history.add({ kind: 'connected', ...about })
      void this.#readOverview()
    }
    // Met while no window was open: its certificate waits for a person, also when one is there again.
    if (status.problem?.code === 'certificate-unknown' && !this.#record.unreviewed) this.#note({ unreviewed: true })
    if (status.state === 'refused') history.add({ kind: 'refused', ...about, ...why })
    if (status.state === 'waiting' && this.#wasLive) history.add({ kind: 'lost', ...about, ...why })
    if (status.state !== 'stale') this.#wasLive = status.state === 'live'
    changed()
  }

  async #readOverview(): Promise<void> {
    const { connection } = this.link
    if (!connection || !this.#isLive()) return
    try {
      const { freeBytes, folder, isFolderMissing } = await connection.overview()
      if (connection !== this.link.connection) return
      const isSame = folder === this.#record.folder && isFolderMissing === this.#isFolderMissing
      this.#isFolderMissing = isFolderMissing
      this.#learn({ freeBytes, folder, lastSeenAt: this.#options.clock.now() })
      if (isSame) this.#options.moved()
      else this.#options.changed()
    } catch (error) {
      this.#options.log.debug({ daemon: this.id, problem: asFault(error).message }, 'no overview')
    }
  }

  #note(facts: DaemonFields): void {
    this.#learn(facts)
    this.#options.changed()
  }

  /** Keeps facts that the daemon told; what the disk does not take now it takes later. */
  #learn(facts: DaemonFields): void {
    this.#record = { ...this.#record, ...facts }
    this.#keep(facts)
  }

  #keep(facts: DaemonFields): void {
    this.#options.store.daemons.update(this.id, facts).catch((error: unknown) => this.#leaveUnkept(facts, error))
  }

  #leaveUnkept(facts: DaemonFields, error: unknown): void {
    this.#options.log.warn({ daemon: this.id, problem: asFault(error).message }, 'facts are not kept')
    for (const name of Object.keys(facts)) this.#unkept.add(name as keyof DaemonFields)
  }

  // ------------------------------------------------------------- what rows sum up to

  #sumRates(): void {
    const { rates, size } = this.rows
    const isSameSize = size === this.#shownSize
    if (isSameSize && rates.down === this.#rates.down && rates.up === this.#rates.up) return
    this.#shownSize = size
    this.#rates = rates
    if (isSameSize) this.#options.moved()
    else this.#options.changed()
  }
}
