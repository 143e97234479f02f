import type { TLSSocket } from 'node:tls'
import type { WireInput } from '../../main/wire/deluge/rencode.ts'
import { makeIdentity, type Identity } from './certificate.ts'
import type { ActivityName } from './engine/activity.ts'
import { Engine } from './engine/engine.ts'
import { Random } from './engine/random.ts'
import { Accounts, usualAccounts, type Account } from './server/accounts.ts'
import type { Version } from './server/binding.ts'
import { Core } from './server/core.ts'
import type { Counters } from './server/counters.ts'
import { Front } from './server/front.ts'
import { wellBehaved, type Misbehaviour } from './server/manners.ts'
import { Peer } from './server/peer.ts'

export type { Misbehaviour } from './server/manners.ts'

export interface FleetDaemonOptions {
  name?: string
  /** How many torrents it has at the start. */
  torrents?: number
  /** The same seed makes the same torrents. */
  seed?: number
  /** 'none' stands still unless it is asked for something. */
  activity?: ActivityName
  version?: Version
  /** 'manual': time passes only in tick(). */
  clock?: 'real' | 'manual'
  /** ms since 1970 at which it begins; the real clock takes over from there. */
  startAt?: number
  /** How often the real clock moves the torrents. */
  tickMs?: number
  /** 0 = a free one. */
  port?: number
  accounts?: readonly Account[]
  misbehaviour?: Partial<Misbehaviour>
  /** What core.get_torrents_status waits for libtorrent: answers to later calls overtake it. */
  statusDelayMs?: number
}

export interface RestartOptions {
  /** The port is closed for so long. */
  downMs?: number
  /** Then it lets people in and says that it has no torrents. */
  emptyMs?: number
  /** Then it serves nobody while it reads its list, and tells of every torrent at the end. */
  deafMs?: number
}

const FLOOD_EVERY_MS = 50
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A simulated daemon on a port of this machine. */
export class FleetDaemon {
  readonly name: string
  readonly host = '127.0.0.1'
  readonly version: Version
  readonly engine: Engine
  readonly accounts: Accounts
  readonly #core: Core
  readonly #front: Front
  readonly #options: FleetDaemonOptions
  #nextPeer = 1
  #ticker: NodeJS.Timeout | undefined
  #flood: NodeJS.Timeout | undefined
  #floodRandom = new Random(7)

  constructor(options: FleetDaemonOptions, identity: Identity) {
    const { name = 'Harbour', torrents = 100, seed = 1, version = '2.2.0', statusDelayMs = 4 } = options
    const { activity = 'calm', startAt, accounts = usualAccounts } = options
    this.#options = options
    this.name = name
    this.version = version
    const terse = version === '2.0.3'
    const begin = startAt === undefined ? {} : { startAt }
    this.engine = new Engine({ torrents, seed, activity, terse, owners: ownersFrom(accounts), ...begin })
    this.accounts = new Accounts(accounts)
    const onShutDown = (): void => void this.close()
    this.#core = new Core({ engine: this.engine, accounts: this.accounts, version, statusDelayMs, onShutDown })
    this.#front = new Front(identity, (socket) => this.#welcome(socket))
  }

  get port(): number {
    return this.#front.port
  }

  /** The first account that may do everything. */
  get username(): string {
    return this.#admin.username
  }

  get password(): string {
    return this.#admin.password
  }

  /** SHA-256 of the certificate shown now. */
  get fingerprint(): string {
    return this.#front.fingerprint
  }

  get counters(): Counters {
    return this.#core.counters
  }

  get manners(): Readonly<Misbehaviour> {
    return this.#core.manners
  }

  /** What is set of the daemon itself. */
  config(key: string): WireInput {
    return this.#core.config.get(key)
  }

  /** Connections that are open now (TLS set up). */
  get connected(): number {
    return this.#core.peers.size
  }

  /** TCP connections ever taken, whatever became of them. */
  get knocks(): number {
    return this.#front.taken
  }

  get #admin(): Account {
    const all = this.accounts.all().filter(({ level }) => level === 10)
    return all.find(({ username }) => username !== 'localclient') ?? all[0] ?? this.accounts.all()[0]!
  }

  async start(): Promise<this> {
    await this.#front.listen(this.#options.port ?? 0)
    await this.misbehave(this.#options.misbehaviour ?? {})
    if (this.#options.clock !== 'manual') this.#runClock()
    return this
  }

  /** Lets time pass for the torrents. Events go out at once. */
  tick(ms: number): void {
    this.#core.safely(() => this.engine.tick(ms))
  }

  /** Says any event to whoever is interested. */
  say(name: string, args: readonly WireInput[] = []): void {
    this.#core.safely(() => this.#core.say(name, args))
  }

  /** Sends these very bytes to everybody who is logged in. */
  send(bytes: Uint8Array): void {
    for (const peer of this.#core.peers) if (peer.loggedIn) peer.write(bytes)
  }

  /** Changes some of its manners, from now on. Those that are not named stay. */
  async misbehave(changes: Partial<Misbehaviour>): Promise<void> {
    const manners = { ...this.#core.manners, ...changes }
    this.#core.manners = manners
    this.#front.face = manners.face
    for (const peer of this.#core.peers) if (manners.halfOpen) peer.mute()
    for (const peer of this.#core.peers) if (!manners.halfOpen) peer.unmute()
    clearInterval(this.#flood)
    if (manners.floodPerSecond > 0) this.#startFlood(manners.floodPerSecond)
    if (manners.face === 'closed') await this.#front.shut()
    else await this.#front.listen()
  }

  /** All is well again. */
  behave(): Promise<void> {
    return this.misbehave(wellBehaved)
  }

  dropConnections(): void {
    this.#front.dropAll()
  }

  /** Shows another certificate from now on, as after a new installation. Returns its fingerprint. */
  async changeCertificate(): Promise<string> {
    this.#front.present(await makeIdentity())
    return this.fingerprint
  }

  /** As after a restart: connections are gone, logging in works, and it believes that it has no torrents. */
  beginRestart(): void {
    this.engine.loading = true
    this.engine.forgetSession()
    this.dropConnections()
  }

  /** Reads its list: tells everybody of every torrent, then that the session has started. */
  finishRestart(): void {
    this.engine.loading = false
    this.#core.safely(() => this.engine.announceRestored())
    this.#core.listenAgain()
  }

  /** The whole of it with real time. Measured at 10,000 torrents: empty from 2.5 s, deaf to 14 s, then 20,001 events. */
  async restart({ downMs = 0, emptyMs = 1500, deafMs = 500 }: RestartOptions = {}): Promise<void> {
    this.beginRestart()
    if (downMs > 0) {
      await this.#front.shut()
      await sleep(downMs)
      await this.#front.listen()
    }
    await sleep(emptyMs)
    this.#core.goDeaf()
    await sleep(deafMs)
    this.finishRestart()
  }

  async close(): Promise<void> {
    clearInterval(this.#ticker)
    clearInterval(this.#flood)
    this.#core.listenAgain()
    await this.#front.shut()
  }

  #welcome(socket: TLSSocket): void {
    const peer = new Peer(this.#nextPeer++, socket, this.#core)
    this.counters.connections++
    this.#core.peers.add(peer)
    if (this.manners.halfOpen) peer.mute()
    peer.onClose(() => {
      this.#core.peers.delete(peer)
      // The number is that of whoever called last, not of who left (observed).
      this.say('ClientDisconnectedEvent', [this.#core.latestGuest.number])
    })
  }

  #runClock(): void {
    const { tickMs = 1000 } = this.#options
    let before = Date.now()
    this.#ticker = setInterval(() => {
      const now = Date.now()
      this.tick(now - before)
      before = now
    }, tickMs)
    this.#ticker.unref()
  }

  #startFlood(perSecond: number): void {
    const share = (perSecond * FLOOD_EVERY_MS) / 1000
    let owed = 0
    this.#flood = setInterval(() => {
      for (owed += share; owed >= 1; owed--) {
        const torrent = this.engine.anyOne(this.#floodRandom)
        if (torrent) this.say('TorrentStateChangedEvent', [torrent.id, this.engine.stateOf(torrent)])
      }
    }, FLOOD_EVERY_MS)
    this.#flood.unref()
  }
}

function ownersFrom(accounts: readonly Account[]): string[] {
  const names = accounts.filter(({ level, username }) => level >= 5 && username !== 'localclient')
  return names.length === 0 ? ['admin'] : names.map(({ username }) => username)
}

/** Starts a simulated daemon on a free port of 127.0.0.1, with a certificate of its own. */
export async function startFleetDaemon(options: FleetDaemonOptions = {}): Promise<FleetDaemon> {
  return new FleetDaemon(options, await makeIdentity()).start()
}
