import { randomBytes } from 'node:crypto'
import { type DaemonKind } from '../../preload/contract/MISSING.ts'
import { type Daemon, markCount } from '../../preload/contract/daemons.ts'
import { type DaemonId } from '../../preload/contract/keys.ts'
import type { Backend } from '../backend/backend.ts'
import type { Clock } from '../lib/clock.ts'
import { Emitter } from '../lib/emitter.ts'
import { Fault } from '../lib/fault.ts'
import { Timers } from '../lib/timers.ts'
import type { DaemonRecord } from '../store/records.ts'
import type { History } from './history.ts'
import type { Keeper } from './host.ts'
import { Managed, type ManagedOptions, passwordName } from './managed.ts'
import { twinOf } from './twins.ts'

export interface RosterOptions extends Omit<ManagedOptions, 'backend' | 'changed' | 'twin'> {
  backends: Readonly<Record<DaemonKind, Backend>>
  clock: Clock
  keeper: Keeper
  history: History
}

/** Changes of many links in the same moment become one message. */
const gatherMs = 50
/** A timer that comes much too late means that the machine slept. */
const lookMs = 5_000
const sleptMs = 20_000

type Account = Pick<DaemonRecord, 'host' | 'port' | 'username'>

export interface NewDaemon {
  name: string
  host: string
  port: number
  username: string
  password: string
  fingerprint: string | null
}

/** All daemons of the person, in their order. */
export class Roster {
  /** The whole list, after something in it changed. */
  readonly changed = new Emitter<Daemon[]>()
  readonly added = new Emitter<Managed>()
  readonly removed = new Emitter<DaemonId>()
  readonly #options: RosterOptions
  readonly #daemons = new Map<DaemonId, Managed>()
  readonly #timers: Timers
  #telling = false

  constructor(options: RosterOptions) {
    this.#options = options
    this.#timers = new Timers(options.clock)
  }

  /** Brings back the remembered daemons with their cached rows, and lets them connect. */
  async open(): Promise<void> {
    for (const record of this.#options.store.daemons.list()) {
      const hasPassword = await this.#hasPassword(record.id)
      this.#daemons.set(record.id, this.#manage(record, hasPassword))
    }
  }

  start(): void {
    for (const daemon of this.#daemons.values()) daemon.start()
    const { clock, log } = this.#options
    let lookedAt = clock.now()
    this.#timers.every(lookMs, () => {
      const sleptFor = clock.now() - lookedAt - lookMs
      lookedAt = clock.now()
      if (sleptFor < sleptMs) return
      log.info({ sleptForMs: sleptFor }, 'woke up')
      this.wake()
    })
  }

  /** The machine woke up or its network changed: nobody waits any longer. */
  wake(): void {
    for (const { link } of this.#daemons.values()) link.wake()
  }

  list(): Daemon[] {
    return [...this.#daemons.values()].map((daemon) => daemon.view())
  }

  all(): Managed[] {
    return [...this.#daemons.values()]
  }

  find(id: DaemonId): Managed | undefined {
    return this.#daemons.get(id)
  }

  /** The daemon, or Fault 'not-found'. */
  get(id: DaemonId): Managed {
    const daemon = this.#daemons.get(id)
    if (!daemon) throw new Fault('not-found', 'That daemon is not in the list any more.')
    return daemon
  }

  async add(facts: NewDaemon): Promise<Managed> {
    const { store, keeper, clock } = this.#options
    const { password, ...rest } = facts
    this.#refuseAgain(facts)
    const record: DaemonRecord = {
      ...rest,
      id: randomBytes(5).toString('hex'),
      kind: 'deluge',
      mark: this.#freeMark(),
      position: this.#daemons.size,
      connect: true,
      trustedAt: facts.fingerprint === null ? null : clock.now(),
      version: null,
      dialect: null,
      lastSeenAt: null,
      folder: null,
      freeBytes: null,
      keptTwin: null,
    }
    await keeper.set(passwordName(record.id), password)
    store.daemons.insert(record)
    const daemon = this.#manage(record, true)
    this.#daemons.set(record.id, daemon)
    this.added.emit(daemon)
    this.#tell()
    daemon.start()
    return daemon
  }

  async edit(id: DaemonId, facts: Partial<DaemonRecord>, password: string | undefined): Promise<Managed> {
    const daemon = this.get(id)
    this.#refuseAgain({ ...daemon.record, ...facts }, id)
    if (password !== undefined) await this.#options.keeper.set(passwordName(id), password)
    daemon.remember({ ...facts, ...this.#unpinned(daemon, facts) }, password !== undefined)
    this.settleTwins()
    return daemon
  }

  async remove(id: DaemonId): Promise<void> {
    const daemon = this.get(id)
    daemon.forget()
    this.#daemons.delete(id)
    this.#options.store.daemons.remove(id)
    await this.#options.keeper.delete(passwordName(id))
    this.removed.emit(id)
    this.settleTwins()
    this.#tell()
  }

  /** The daemon that is this account at this address; null = none is. */
  holder({ host, port, username }: Account, except?: DaemonId): Readonly<DaemonRecord> | null {
    const name = host.toLowerCase()
    for (const { record } of this.#daemons.values()) {
      if (record.id === except || record.host.toLowerCase() !== name) continue
      if (record.port === port && record.username === username) return record
    }
    return null
  }

  /** Another entry of the same daemon about which the person has not decided; null = none. */
  twin(id: DaemonId): Readonly<DaemonRecord> | null {
    return twinOf(
      id,
      [...this.#daemons.values()].map((daemon) => daemon.record),
    )
  }

  /** Connects those that waited only because of a twin that is gone. */
  settleTwins(): void {
    for (const { id, link } of this.#daemons.values()) {
      const { state, problem } = link.status
      if (state === 'refused' && problem?.code === 'twin' && !this.twin(id)) link.connect()
    }
  }

  close(): void {
    this.#timers.stop()
    for (const daemon of this.#daemons.values()) daemon.close()
    this.#daemons.clear()
  }

  #manage(record: DaemonRecord, hasPassword: boolean): Managed {
    const { backends, ...rest } = this.#options
    return new Managed(record, hasPassword, {
      ...rest,
      backend: backends[record.kind],
      twin: (id) => this.twin(id),
      changed: () => this.#tell(),
    })
  }

  /** A twin that was meant to be elsewhere never used its pin: at its new address it meets a daemon for the first time. */
  #unpinned(daemon: Managed, { host, port }: Partial<DaemonRecord>): Partial<DaemonRecord> {
    const { record } = daemon
    const moved = (host ?? record.host) !== record.host || (port ?? record.port) !== record.port
    return moved && this.twin(daemon.id) ? { fingerprint: null, trustedAt: null } : {}
  }

  async #hasPassword(id: DaemonId): Promise<boolean> {
    try {
      return (await this.#options.keeper.get(passwordName(id))) !== null
    } catch {
      return false
    }
  }

  /** The same account on the same address twice would show every torrent twice. */
  #refuseAgain(account: Account, except?: DaemonId): void {
    const same = this.holder(account, except)
    if (!same) return
    throw new Fault('invalid', `${same.name} is that account at that address already.`, {
      details: { field: 'host' },
    })
  }

  /** The first mark colour nobody has, else the one that fewest have. */
  #freeMark(): number {
    const used = Array.from({ length: markCount }, () => 0)
    for (const { record } of this.#daemons.values()) used[record.mark % markCount]! += 1
    return used.indexOf(Math.min(...used))
  }

  #tell(): void {
    if (this.#telling) return
    this.#telling = true
    this.#timers.after(gatherMs, () => {
      this.#telling = false
      this.changed.emit(this.list())
    })
  }
}
