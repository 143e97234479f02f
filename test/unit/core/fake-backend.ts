import type { AddSource } from '../../../preload/contract/adding.ts'
import type { Cannot } from '../../../preload/contract/capabilities.ts'
import type { Kind } from '../../../preload/contract/kinds.ts'
import type { TorrentDetails } from '../../../preload/contract/details.ts'
import type { FolderList } from '../../../preload/contract/folders.ts'
import type { SpeedLimits } from '../../../preload/contract/limits.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { InfoHashes } from '../../../preload/torrent/infohash.ts'
import type { TorrentOptions } from '../../../preload/contract/options.ts'
import type { TorrentPatch } from '../../../preload/contract/torrents.ts'
import type {
  Accounts,
  Added,
  AddOptions,
  Backend,
  DialOptions,
  FieldGroup,
  Following,
  Signal,
  Outcome,
  Overview,
  Connection,
  Space,
  Target,
  Verb,
} from '../../../main/backend/backend.ts'
import { importer } from '../../../main/backend/deluge/importer.ts'
import { FakeInside } from './fake-inside.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { said } from '../../said.ts'

/** The n-th info-hash. */
export function hashOf(n: number): Hash {
  return n.toString(16).padStart(40, '0')
}

/** A daemon in memory: torrents by hash, and every request on record. */
export class FakeConnection implements Following {
  readonly pace = 'follow'
  readonly version = '2.0.3'
  readonly memo = '2'
  level = 10
  cannot: Cannot = {}
  accounts: Accounts | null = null
  identity = 'AA:BB'
  readonly torrents: Map<Hash, TorrentPatch>
  readonly reads: { hashes: readonly Hash[]; group: FieldGroup }[] = []
  readonly acts: { verb: Verb | 'remove' | 'removeWithFiles'; hashes: readonly Hash[] }[] = []
  /** Torrents of which it tells both info-hashes. */
  readonly told = new Map<Hash, InfoHashes>()
  closed = false
  /** Set to make the next ping fail or hang. */
  onPing: () => Promise<void> = () => Promise.resolve()
  onHashes: (() => Promise<Hash[]>) | null = null
  /** Called before a read is answered. */
  onRead: () => Promise<void> = () => Promise.resolve()
  #notice: (notice: Signal) => void = () => {}
  #ended: (why: Fault | undefined) => void = () => {}

  constructor(torrents: readonly TorrentPatch[] = []) {
    this.torrents = new Map(torrents.map((torrent) => [torrent.hash, torrent]))
  }

  onSignal(listener: (notice: Signal) => void): void {
    this.#notice = listener
  }
  onClose(listener: (why: Fault | undefined) => void): void {
    this.#ended = listener
  }
  close(): void {
    this.closed = true
  }
  /** The daemon says something. */
  say(notice: Signal): void {
    this.#notice(notice)
  }
  /** The connection breaks. */
  break(fault = new Fault('closed', said('The daemon closed the connection.'))): void {
    this.#ended(fault)
  }

  hashes(): Promise<Hash[]> {
    return this.onHashes ? this.onHashes() : Promise.resolve([...this.torrents.keys()])
  }
  async read(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>> {
    this.reads.push({ hashes, group })
    const found = hashes.flatMap((hash) => this.torrents.get(hash) ?? [])
    await this.onRead()
    return new Map(found.map((torrent) => [torrent.hash, torrent]))
  }
  details(): Promise<Omit<TorrentDetails, 'key'> | null> {
    return Promise.resolve(null)
  }
  infoHashes(hashes: readonly Hash[]): Promise<Map<Hash, InfoHashes>> {
    return Promise.resolve(new Map([...this.told].filter(([hash]) => hashes.includes(hash))))
  }
  ping(): Promise<void> {
    return this.onPing()
  }
  overview(): Promise<Overview> {
    return Promise.resolve({ freeBytes: 1_000, folder: '/srv', isFolderMissing: false })
  }
  folders(path: string): Promise<FolderList> {
    return Promise.resolve({ folders: [`${path}one/`], left: 0 })
  }
  act(verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]> {
    this.acts.push({ verb, hashes })
    return Promise.resolve(hashes.map((hash) => ({ hash, problem: null })))
  }
  remove(hashes: readonly Hash[], withFiles: boolean): Promise<Outcome[]> {
    this.acts.push({ verb: withFiles ? 'removeWithFiles' : 'remove', hashes })
    return Promise.resolve(hashes.map((hash) => ({ hash, problem: null })))
  }
  speed: SpeedLimits = { downBytesPerSecond: null, upBytesPerSecond: null }
  readonly moves: { hashes: readonly Hash[]; folder: string }[] = []
  move(hashes: readonly Hash[], folder: string): Promise<Outcome[]> {
    this.moves.push({ hashes, folder })
    return Promise.resolve(hashes.map((hash) => ({ hash, problem: null })))
  }
  limits(): Promise<SpeedLimits> {
    return Promise.resolve(this.speed)
  }
  setLimits(limits: SpeedLimits): Promise<void> {
    this.speed = limits
    return Promise.resolve()
  }
  readonly inside = new FakeInside()

  readonly adds: { source: AddSource; options: AddOptions }[] = []
  /** Answers an add; absent = it is there, and all as it was to be. */
  onAdd: (source: AddSource) => Promise<Added> = () => Promise.resolve({ hash: hashOf(999), missed: [] })
  /** Answers what is in a magnet link. */
  onMetadata: (uri: string) => Promise<Uint8Array | null> = () => Promise.resolve(null)

  add(source: AddSource, options: AddOptions): Promise<Added> {
    this.adds.push({ source, options })
    return this.onAdd(source)
  }
  metadata(uri: string): Promise<Uint8Array | null> {
    return this.onMetadata(uri)
  }
  defaults(): Promise<TorrentOptions> {
    return Promise.resolve({ firstLast: true })
  }
  space(folder: string): Promise<Space> {
    return Promise.resolve({ freeBytes: 1_000, isMissing: folder !== '/srv' })
  }
}

/** Answers each dial with the next of a script; the last one stays. */
export class FakeBackend implements Backend {
  readonly kind: Kind = {
    id: 'deluge',
    name: 'Deluge',
    site: '',
    ways: [{ way: 'tls', usualPort: 58846, webPort: 8112, login: true, identity: true }],
    account: 'required',
    imports: true,
  }
  readonly importer = importer
  readonly dials: { target: Target; options: DialOptions }[] = []
  script: ((target: Target, options: DialOptions) => Promise<Connection>)[]

  constructor(...script: ((target: Target, options: DialOptions) => Promise<Connection>)[]) {
    this.script = script
  }

  dial(target: Target, options: DialOptions): Promise<Connection> {
    this.dials.push({ target, options })
    const step = this.script.length > 1 ? this.script.shift() : this.script[0]
    if (!step) throw new Error('The script is empty.')
    return step(target, options)
  }
}

export const target: Target = {
  name: 'nas',
  address: { way: 'tls', host: 'nas', port: 58846 },
  username: 'me',
  password: 'secret',
  identity: null,
  mayTrust: true,
  memo: null,
}

/** The host that a dial went to. */
export function hostOf({ address }: Target): string {
  return address.way === 'tls' ? address.host : ''
}

export function refuse(fault: Fault): () => Promise<Connection> {
  return () => Promise.reject(fault)
}

/** A fingerprint of one pair all through. */
export function fingerprintOf(pair: string): string {
  return Array.from({ length: 32 }, () => pair).join(':')
}

/** Daemons by host, each with the certificate given, that are as careful about trust as a real backend. */
export function carefulBackend(fingerprints: Readonly<Record<string, string>>): FakeBackend {
  return new FakeBackend((to) => {
    const { identity, mayTrust } = to
    const host = hostOf(to)
    const seen = fingerprints[host]
    if (seen === undefined) return Promise.reject(new Fault('refused', said(`Nothing listens at ${host}.`)))
    if (identity === null && !mayTrust) {
      return Promise.reject(new Fault('certificate-unknown', said('Nobody has seen it.'), { details: { seen } }))
    }
    if (identity !== null && identity !== seen) {
      return Promise.reject(
        new Fault('certificate-changed', said('Changed.'), { details: { expected: identity, seen } }),
      )
    }
    const session = new FakeConnection([{ hash: hashOf(1), name: 'one' }])
    session.identity = seen
    return Promise.resolve(session)
  })
}
