import { type AddSource } from '../../../preload/contract/adding.ts'
import { type TorrentPatch } from '../../../preload/contract/torrents.ts'
import type { Cannot } from '../../../preload/contract/capabilities.ts'
import { levels } from '../../../preload/contract/daemons.ts'
import { type TorrentDetails } from '../../../preload/contract/details.ts'
import type { FolderList } from '../../../preload/contract/folders.ts'
import type { TorrentOptions } from '../../../preload/contract/options.ts'
import { type Hash } from '../../../preload/contract/keys.ts'
import type { SpeedLimits } from '../../../preload/contract/limits.ts'
import type { InfoHashes } from '../../../preload/torrent/infohash.ts'
import { lists, signals, turn } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'
import type { WireValue } from '../../wire/deluge/rencode.ts'
import type {
  Accounts,
  Added,
  AddOptions,
  FieldGroup,
  Following,
  Outcome,
  Overview,
  Signal,
  Space,
  Verb,
} from '../backend.ts'
import { DelugeAccounts } from './accounts.ts'
import { Adder } from './adding.ts'
import { cannotOf } from './cannot.ts'
import { readDetails } from './details.ts'
import { completeFolders } from './folders.ts'
import { readInfoHashes } from './infohashes.ts'
import { DelugeInside } from './inside.ts'
import { readMetadata } from './metadata.ts'
import { readOverview, readSpace } from './overview.ts'
import { readDefaults } from './options.ts'
import { isRename, toSignal } from './signals.ts'
import type { Requests } from './requests.ts'
import { asHash, itemsOf } from './shapes.ts'
import { Statuses } from './statuses.ts'
import { TransferTimes } from './transfers.ts'
import { readLimits, writeLimits } from './speed.ts'
import { actOn, moveTorrents, removeTorrents } from './verbs.ts'
import { Visibility } from './visibility.ts'

/** What the greeting found out. */
export interface Greeting {
  version: string
  level: number
  username: string
  fingerprint: string
  log: Log
  clock: Clock
}

/** A logged-in connection to a Deluge daemon. */
export class DelugeConnection implements Following {
  readonly version: string
  readonly pace = 'follow'
  readonly memo: string
  readonly level: number
  readonly identity: string
  readonly cannot: Cannot
  readonly accounts: Accounts | null
  readonly inside: DelugeInside
  readonly #requests: Requests
  readonly #times: TransferTimes
  readonly #statuses: Statuses
  readonly #adder: Adder
  readonly #visibility: Visibility | undefined
  /** Signals that came before there was a listener. */
  #kept: Signal[] = []
  #signalListener: ((signal: Signal) => void) | undefined
  #closeListener: ((why: Fault | undefined) => void) | undefined
  #end: { why: Fault | undefined } | undefined
  /** The list that was asked for together with the events; used once, and only while nothing changed since. */
  #firstList: Promise<WireValue> | undefined

  constructor(requests: Requests, greeting: Greeting, firstList: Promise<WireValue> | undefined) {
    this.version = greeting.version
    this.memo = requests.generation.dialect
    this.level = greeting.level
    this.identity = greeting.fingerprint
    this.cannot = cannotOf(greeting, requests)
    this.accounts = this.cannot.accounts ? null : new DelugeAccounts(requests)
    this.#requests = requests
    this.inside = new DelugeInside(requests, greeting)
    this.#times = new TransferTimes(greeting.clock)
    this.#statuses = new Statuses({ requests, times: this.#times, clock: greeting.clock, log: greeting.log })
    this.#adder = new Adder(requests, this.inside, this.#statuses)
    this.#firstList = firstList
    if (greeting.level < levels.admin && requests.generation.hidesTorrents) {
      this.#visibility = new Visibility({
        clock: greeting.clock,
        log: greeting.log,
        list: async () => (await this.#list()).set,
        pass: (signal) => this.#pass(signal),
      })
    }
  }

  onSignal(listener: (signal: Signal) => void): void {
    this.#signalListener = listener
    const kept = this.#kept
    this.#kept = []
    for (const signal of kept) listener(signal)
  }

  onClose(listener: (why: Fault | undefined) => void): void {
    this.#closeListener = listener
    if (this.#end) queueMicrotask(() => this.#tellEnd())
  }

  close(): void {
    this.#requests.close()
  }

  /** An event of the daemon. */
  hear(name: string, args: readonly WireValue[]): void {
    const signal = toSignal(name, args)
    if (!signal) return
    if (isRename(name) && signal.kind === 'touched') this.inside.renamed(signal.hash)
    if (signal.kind === 'added' || signal.kind === 'removed') this.#firstList = undefined
    if (signal.kind === 'removed') this.#times.forget(signal.hash)
    if (this.#visibility) this.#visibility.hear(signal)
    else this.#pass(signal)
  }

  /** The daemon told more than anybody could keep. */
  missed(): void {
    this.#firstList = undefined
    this.#pass({ kind: 'missed' })
  }

  /** The connection is over. */
  ended(why: Fault | undefined): void {
    this.#end = { why }
    this.#visibility?.stop()
    this.#tellEnd()
  }

  async hashes(): Promise<Hash[]> {
    const { list, set } = await this.#list()
    await this.#times.keepOnly(set)
    this.#statuses.keepOnly(set)
    this.#visibility?.saw(set)
    return list
  }

  async read(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>> {
    return hashes.length === 0 ? new Map() : this.#statuses.read(hashes, group)
  }

  async details(hash: Hash): Promise<Omit<TorrentDetails, 'key'> | null> {
    return readDetails(this.#requests, hash)
  }

  async infoHashes(hashes: readonly Hash[]): Promise<Map<Hash, InfoHashes>> {
    return readInfoHashes(this.#requests, hashes)
  }

  async ping(): Promise<void> {
    await this.#requests.call({ method: 'daemon.info' }).catch(nullForLevel)
  }

  async overview(): Promise<Overview> {
    return readOverview(this.#requests)
  }

  async folders(path: string, hidden: boolean): Promise<FolderList> {
    return completeFolders(this.#requests, path, hidden)
  }

  async act(verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]> {
    return actOn(this.#requests, this.#statuses, verb, hashes)
  }

  async remove(hashes: readonly Hash[], withFiles: boolean): Promise<Outcome[]> {
    return removeTorrents(this.#requests, hashes, withFiles)
  }

  async move(hashes: readonly Hash[], folder: string): Promise<Outcome[]> {
    return moveTorrents(this.#requests, hashes, folder)
  }

  async limits(): Promise<SpeedLimits> {
    return readLimits(this.#requests)
  }

  async setLimits(limits: SpeedLimits): Promise<void> {
    return writeLimits(this.#requests, limits)
  }

  async add(source: AddSource, options: AddOptions): Promise<Added> {
    return this.#adder.add(source, options)
  }

  async metadata(uri: string, waitMs: number): Promise<Uint8Array | null> {
    return readMetadata(this.#requests, uri, waitMs)
  }

  async space(folder: string): Promise<Space> {
    return readSpace(this.#requests, folder)
  }

  async defaults(): Promise<TorrentOptions> {
    return readDefaults(this.#requests)
  }

  /** What is behind the bound of such lists is not looked at. */
  async #list(): Promise<{ list: Hash[]; set: Set<Hash> }> {
    const first = this.#firstList
    this.#firstList = undefined
    const answer = await (first ?? this.#requests.call({ method: 'core.get_session_state' }))
    const set = new Set<Hash>()
    const list: Hash[] = []
    for await (const part of inParts(itemsOf(answer, 'list'), turn.listItems, systemTurns)) {
      for (const id of part) {
        const hash = asHash(id)
        if (hash === undefined || set.has(hash)) continue
        set.add(hash)
        list.push(hash)
        if (list.length >= lists.hashes) return { list, set }
      }
    }
    return { list, set }
  }

  #pass(signal: Signal): void {
    if (this.#signalListener) this.#signalListener(signal)
    else if (this.#kept.length < signals.early) this.#kept.push(signal)
    else this.#kept = [{ kind: 'missed' }]
  }

  #tellEnd(): void {
    const listener = this.#closeListener
    if (!this.#end || !listener) return
    this.#closeListener = undefined
    listener(this.#end.why)
  }
}

/** 1.3 does not even tell its version below level 5, but a refusal is an answer. */
function nullForLevel(error: unknown): null {
  if (error instanceof Fault && error.code === 'level') return null
  throw error
}
