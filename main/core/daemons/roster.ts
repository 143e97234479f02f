import { randomBytes } from 'node:crypto'
import { say } from '../../../preload/words/sentences.ts'
import { type Address, sameAddress } from '../../../preload/contract/address.ts'
import { type Daemon, markCount } from '../../../preload/contract/daemons.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { KindId } from '../../../preload/contract/kinds.ts'
import type { Backend } from '../../backend/backend.ts'
import type { Registry } from '../../backend/registry.ts'
import { Emitter } from '../../lib/emitter.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { inBackground } from '../../lib/guard.ts'
import { Timers } from '../../lib/timers.ts'
import type { DaemonRecord } from '../../store/records.ts'
import { Managed, type ManagedOptions, passwordName } from './managed.ts'
import { twinOf } from './twins.ts'
import { shown } from '../../../preload/text/shown.ts'

export interface RosterOptions extends Omit<
  ManagedOptions,
  'backend' | 'changed' | 'moved' | 'limitsChanged' | 'daemons' | 'twin'
> {
  registry: Registry
}

/** Changes of many links in the same moment become one message. */
const gatherMs = 50
/** A timer that comes much too late means that the machine slept. */
const lookMs = 5_000
const sleptMs = 20_000

/** Where a daemon is and as whom, beside how it is called. */
export interface NewDaemon {
  kind: KindId
  name: string
  address: Address
  username: string
  /** null = none is kept. */
  password: string | null
  fingerprint: string | null
  /** Its first certificate waits for a person: nobody has looked at it. */
  unreviewed: boolean
  /** Absent = a colour that few have. */
  mark?: number
  /** Whether it is to be connected; absent = it is. */
  connect?: boolean
  /** Another entry has this certificate, and both are wanted; absent = nobody said so. */
  keptTwin?: string | null
  /** Where the person has which of its folders; absent = nowhere yet. */
  mappings?: DaemonRecord['mappings']
}

/** How a daemon's record is changed. */
export interface EditOptions {
  /** Kept from now on. */
  password?: string | undefined
  /** A person decided about this daemon's connection: it is held back no longer. */
  decides?: boolean
}

type Account = Pick<DaemonRecord, 'kind' | 'address' | 'username'>

/** All daemons of the person, in their order. */
export class Roster {
  /** The whole list, after something in it changed. */
  readonly changed = new Emitter<Daemon[]>()
  /** Figures of a daemon have changed, nothing else. */
  readonly moved = new Emitter<void>()
  readonly added = new Emitter<Managed>()
  readonly removed = new Emitter<DaemonId>()
  /** A daemon said that limits of its whole speed changed. */
  readonly limitsChanged = new Emitter<DaemonId>()
  readonly #options: RosterOptions
  readonly #daemons = new Map<DaemonId, Managed>()
  readonly #timers: Timers
  #isTelling = false

  constructor(options: RosterOptions) {
    this.#options = options
    this.#timers = new Timers(options.clock)
  }

  /** Brings back the remembered daemons; their rows come with start(). */
  async open(): Promise<void> {
    for (const record of await this.#options.store.daemons.list()) {
      const hasPassword = await this.#hasPassword(record.id)
      this.#daemons.set(record.id, this.#manage(record, hasPassword))
    }
    this.#options.holding.hold(this.all().flatMap(({ id, record }) => (record.connect ? [id] : [])))
  }

  /** Loads every daemon's rows and connects it, each by itself. */
  start(): void {
    for (const daemon of this.#daemons.values()) this.#begin(daemon)
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

  /** More rows may be kept of a daemon than before: where some were left out, they are looked for at once. */
  allowMore(): void {
    for (const { rows, sync } of this.#daemons.values()) {
      if (rows.shortage !== 'rows') continue
      rows.allowMore()
      sync.lookForMore()
    }
  }

  /** The disk works again: what it did not take is written now. */
  keepWaiting(): void {
    for (const daemon of this.#daemons.values()) daemon.keepWaiting()
  }

  /** Writes all that is known of all daemons, for a database that does not have it. */
  async keepAll(): Promise<void> {
    await Promise.all(this.all().map((daemon) => daemon.keepAll()))
  }

  /** The person has decided about all that were held back. */
  releaseAll(): void {
    for (const id of this.#options.holding.releaseAll()) this.find(id)?.connect()
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
    if (!daemon) throw new Fault('not-found', say('daemon.unlisted'))
    return daemon
  }

  async add(facts: NewDaemon): Promise<Managed> {
    const { store, keeper, clock } = this.#options
    const { password, keptTwin = null, ...rest } = facts
    this.#refuseAgain(facts)
    const record: DaemonRecord = {
      mark: this.#freeMark(),
      connect: true,
      mappings: [],
      ...rest,
      // It is ours to say what a daemon is called: it is called what is seen.
      name: shown(facts.name),
      id: randomBytes(5).toString('hex'),
      position: this.#daemons.size,
      trustedAt: facts.fingerprint === null ? null : clock.now(),
      version: null,
      memo: null,
      lastSeenAt: null,
      folder: null,
      freeBytes: null,
      keptTwin,
    }
    if (password !== null) await keeper.set(passwordName(record.id), password)
    try {
      await store.daemons.insert(record)
    } catch (error) {
      if (password !== null) await this.#restore(record.id, null)
      throw error
    }
    const daemon = this.#manage(record, password !== null)
    this.#daemons.set(record.id, daemon)
    this.added.emit(daemon)
    this.#tell()
    this.#begin(daemon)
    return daemon
  }

  /** What the person changes is on the disk before it is acted on. */
  async edit(
    id: DaemonId,
    given: Partial<DaemonRecord>,
    { password, decides = false }: EditOptions = {},
  ): Promise<Managed> {
    const { keeper, store, holding } = this.#options
    const daemon = this.get(id)
    const { record } = daemon
    const isMoved = given.address !== undefined && !sameAddress(given.address, record.address)
    const name = shown(given.name ?? record.name)
    const facts = isMoved ? { ...this.#elsewhere(daemon), ...given, name } : { ...given, name, address: record.address }
    this.#refuseAgain({ ...record, ...facts }, id)
    const before = password === undefined ? null : await this.#passwordOf(id)
    if (password !== undefined) await keeper.set(passwordName(id), password)
    try {
      await store.daemons.update(id, facts)
    } catch (error) {
      if (password !== undefined) await this.#restore(id, before)
      throw error
    }
    if (decides) holding.release(id)
    if (this.#daemons.get(id) !== daemon) throw new Fault('not-found', say('daemon.unlisted'))
    daemon.adopt(facts, password !== undefined)
    this.settleTwins()
    return daemon
  }

  /**
   * The account that it logs in with has another password now. A connection that lives goes on; what waits or was
   * refused tries again.
   */
  async keepPassword(id: DaemonId, password: string): Promise<void> {
    const daemon = this.get(id)
    await this.#options.keeper.set(passwordName(id), password)
    if (!daemon.link.connection) daemon.adopt({}, true)
  }

  async remove(id: DaemonId): Promise<void> {
    const daemon = this.get(id)
    await this.#options.store.daemons.remove(id)
    daemon.forget()
    this.#daemons.delete(id)
    this.#options.holding.release(id)
    this.removed.emit(id)
    this.settleTwins()
    this.#tell()
    await this.#options.keeper.delete(passwordName(id))
  }

  /** The daemon that is this account at this address; null = none is. */
  holder({ kind, address, username }: Account, except?: DaemonId): Readonly<DaemonRecord> | null {
    for (const { record } of this.#daemons.values()) {
      if (record.id === except || record.kind !== kind || record.username !== username) continue
      if (sameAddress(record.address, address)) return record
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

  #begin(daemon: Managed): void {
    inBackground(
      () => daemon.start(),
      (error) => this.#options.log.error({ daemon: daemon.id, err: error }, 'a daemon could not be begun'),
    )
  }

  #manage(record: DaemonRecord, hasPassword: boolean): Managed {
    const { registry, ...rest } = this.#options
    return new Managed(record, hasPassword, {
      ...rest,
      backend: registry.find(record.kind) ?? unknownKind(record),
      daemons: () => this.#daemons.size,
      twin: (id) => this.twin(id),
      changed: () => this.#tell(),
      moved: () => this.moved.emit(),
      limitsChanged: () => this.limitsChanged.emit(record.id),
    })
  }

  /**
   * What is at another address may speak another dialect and is met for the first time. A twin that was meant to be
   * elsewhere never used its pin.
   */
  #elsewhere(daemon: Managed): Partial<DaemonRecord> {
    const unpinned = this.twin(daemon.id) ? { fingerprint: null, trustedAt: null, unreviewed: true } : {}
    return { memo: null, unreviewed: false, ...unpinned }
  }

  async #hasPassword(id: DaemonId): Promise<boolean> {
    return (await this.#passwordOf(id)) !== null
  }

  /** null = none is kept, or it cannot be read. */
  async #passwordOf(id: DaemonId): Promise<string | null> {
    try {
      return await this.#options.keeper.get(passwordName(id))
    } catch {
      return null
    }
  }

  /** What is refused is refused whole: the password is as it was. The same disk may not take that, either. */
  async #restore(id: DaemonId, password: string | null): Promise<void> {
    const { keeper, log } = this.#options
    const name = passwordName(id)
    await (password === null ? keeper.delete(name) : keeper.set(name, password)).catch((error: unknown) => {
      log.warn({ daemon: id, problem: asFault(error).message }, 'a password is not as it was')
    })
  }

  /** The same account on the same address twice would show every torrent twice. */
  #refuseAgain(account: Account, except?: DaemonId): void {
    const same = this.holder(account, except)
    if (!same) return
    throw new Fault('invalid', say('daemon.again', { daemon: same.name }), {
      details: { field: account.address.way === 'unix' ? 'path' : account.address.way === 'url' ? 'url' : 'host' },
    })
  }

  /** The first mark colour nobody has, else the one that fewest have. */
  #freeMark(): number {
    const used = Array.from({ length: markCount }, () => 0)
    for (const { record } of this.#daemons.values()) used[record.mark % markCount]! += 1
    return used.indexOf(Math.min(...used))
  }

  #tell(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    this.#timers.after(gatherMs, () => {
      this.#isTelling = false
      this.changed.emit(this.list())
    })
  }
}

/** Stands in for a kind that this program does not have (the data folder was used by another Estuary): it stays off. */
function unknownKind({ kind, name }: DaemonRecord): Backend {
  return {
    kind: {
      id: kind,
      name: kind,
      site: '',
      ways: [{ way: 'tls', usualPort: null, webPort: null, login: true, identity: false }],
      account: 'optional',
      imports: false,
    },
    dial: () => Promise.reject(new Fault('incompatible', say('daemon.unknown-kind', { daemon: name, kind }))),
  }
}
