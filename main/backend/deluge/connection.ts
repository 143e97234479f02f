import { type AddSource, type TorrentPatch } from '../../../preload/contract/torrents.ts'
import type { Cannot } from '../../../preload/contract/capabilities.ts'
import { levels } from '../../../preload/contract/daemons.ts'
import { type TorrentDetails } from '../../../preload/contract/details.ts'
import { type Hash } from '../../../preload/contract/keys.ts'
import type { Clock } from '../../lib/clock.ts'
import { Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { isDict, type WireValue } from '../../wire/deluge/rencode.ts'
import type { AddOptions, FieldGroup, Signal, Outcome, Overview, Following, Verb } from '../backend.ts'
import { addTorrent } from './adding.ts'
import { cannotOf } from './cannot.ts'
import { readDetails } from './details.ts'
import { toSignal } from './signals.ts'
import { keysOf, readStatus, readStatuses } from './fields.ts'
import type { Requests } from './requests.ts'
import { asCountOrNull, asHash, asText, entriesOf, itemsOf } from './shapes.ts'
import { TransferTimes } from './transfers.ts'
import { actOn, removeTorrents } from './verbs.ts'
import { Visibility } from './visibility.ts'

/**
 * So few torrents are asked for one by one, in one message. The list's call waits for libtorrent's next alert tick
 * when its status is older than 1.5 s (57 ms in the middle and up to 0.5 s with 10,000 torrents on 2.0.3); the single
 * call does not (4.5 ms for five). From some ten torrents on it costs the daemon more than the list's call.
 */
const mostSingly = 8

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
  readonly #requests: Requests
  readonly #times: TransferTimes
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
    this.#requests = requests
    this.#times = new TransferTimes(greeting.clock)
    this.#firstList = firstList
    if (greeting.level < levels.admin && requests.generation.hidesTorrents) {
      this.#visibility = new Visibility({
        clock: greeting.clock,
        log: greeting.log,
        list: () => this.#list(),
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
    if (signal.kind === 'added' || signal.kind === 'removed') this.#firstList = undefined
    if (signal.kind === 'removed') this.#times.forget(signal.hash)
    if (this.#visibility) this.#visibility.hear(signal)
    else this.#pass(signal)
  }

  /** The connection is over. */
  ended(why: Fault | undefined): void {
    this.#end = { why }
    this.#visibility?.stop()
    this.#tellEnd()
  }

  async hashes(): Promise<Hash[]> {
    const hashes = await this.#list()
    this.#visibility?.saw(hashes)
    this.#times.keepOnly(hashes)
    return hashes
  }

  async read(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>> {
    if (hashes.length === 0) return new Map()
    if (hashes.length <= mostSingly) return this.#readSingly(hashes, group)
    const { generation } = this.#requests
    const args = [{ id: hashes }, generation.keysFor(keysOf(group))]
    const answer = await this.#requests.call({ method: 'core.get_torrents_status', args })
    return readStatuses(answer, group, this.#times, generation.translate)
  }

  async details(hash: Hash): Promise<Omit<TorrentDetails, 'key'> | null> {
    return readDetails(this.#requests, hash)
  }

  async ping(): Promise<void> {
    await this.#requests.call({ method: 'daemon.info' }).catch(nullForLevel)
  }

  /** Free space and folder each fall back to null when only one of them is known. */
  async overview(): Promise<Overview> {
    const [space, config] = await Promise.all([
      // InvalidPathError when the folder is not there: no reason to lose the other answer.
      this.#requests.call({ method: 'core.get_free_space' }).catch(nullForRefusal),
      this.#requests.call({ method: 'core.get_config_values', args: [['download_location']] }),
    ])
    const folder = new Map(entriesOf(config, 'its settings')).get('download_location')
    return { freeBytes: asCountOrNull(space), folder: asText(folder, 4096) || null }
  }

  async act(verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]> {
    return actOn(this.#requests, verb, hashes)
  }

  async remove(hashes: readonly Hash[], withFiles: boolean): Promise<Outcome[]> {
    return removeTorrents(this.#requests, hashes, withFiles)
  }

  async add(source: AddSource, options: AddOptions): Promise<Hash> {
    return addTorrent(this.#requests, source, options)
  }

  async #readSingly(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>> {
    const { generation } = this.#requests
    const keys = generation.keysFor(keysOf(group))
    const method = 'core.get_torrent_status'
    const read = async (hash: Hash): Promise<TorrentPatch | null> => {
      const status = await this.#requests.call({ method, args: [hash, keys], torrent: hash })
      // Deluge answers an unknown hash with an empty dict.
      if (!isDict(status) || Object.keys(status).length === 0) return null
      return readStatus(hash, generation.translate(status), group, this.#times)
    }
    const patches = await Promise.all(hashes.map(read))
    return new Map(patches.flatMap((patch) => (patch ? [[patch.hash, patch]] : [])))
  }

  async #list(): Promise<Hash[]> {
    const first = this.#firstList
    this.#firstList = undefined
    const answer = await (first ?? this.#requests.call({ method: 'core.get_session_state' }))
    const hashes = itemsOf(answer, 'its list of torrents').flatMap((id) => asHash(id) ?? [])
    return [...new Set(hashes)]
  }

  #pass(signal: Signal): void {
    if (this.#signalListener) this.#signalListener(signal)
    else this.#kept.push(signal)
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

/** A daemon's own refusal costs this one value; a broken connection still fails the call. */
function nullForRefusal(error: unknown): null {
  if (error instanceof Fault && error.code === 'remote') return null
  throw error
}
