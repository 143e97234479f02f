import { framedDialect } from '../../../main/wire/deluge/dialect.ts'
import { encodeEvent, type IncomingRequest } from '../../../main/wire/deluge/messages.ts'
import type { WireInput, WireValue } from '../../../main/wire/deluge/rencode.ts'
import type { Engine } from '../engine/engine.ts'
import { adding } from '../methods/adding.ts'
import { changing } from '../methods/changing.ts'
import { label } from '../methods/label.ts'
import type { Guest, House, Methods } from '../methods/method.ts'
import { people } from '../methods/people.ts'
import { reading } from '../methods/reading.ts'
import { session } from '../methods/session.ts'
import type { Accounts } from './accounts.ts'
import { bind, signaturesOf, type Version } from './binding.ts'
import { Config } from './config.ts'
import { Counters } from './counters.ts'
import { DelugeError, notAuthorized, PythonError } from './exceptions.ts'
import { heldMs } from './hold.ts'
import { wellBehaved, type Misbehaviour } from './manners.ts'
import type { Desk, Peer } from './peer.ts'
import { asText } from './words.ts'

type Request = Extract<IncomingRequest, { kind: 'request' }>

const methods: Methods = { ...reading, ...changing, ...adding, ...session, ...people, ...label }
const nobody: Guest = { number: 0, level: 0, username: '', interests: new Set(), baseline: new Map() }

export interface CoreOptions {
  engine: Engine
  accounts: Accounts
  version: Version
  statusDelayMs: number
  onShutDown: () => void
}

/** The daemon behind its connections: who may call what, who hears what, whose turn it is. */
export class Core implements House, Desk {
  readonly engine: Engine
  readonly accounts: Accounts
  readonly version: Version
  readonly statusDelayMs: number
  readonly config: Config
  readonly counters = new Counters()
  readonly plugins = new Set(['Label'])
  readonly peers = new Set<Peer>()
  readonly #onShutDown: () => void
  manners: Readonly<Misbehaviour> = wellBehaved
  latestGuest: Guest = nobody
  #deaf: { until: Promise<void>; end: () => void } | null = null
  #busyUntil = 0

  constructor(options: CoreOptions) {
    this.engine = options.engine
    this.accounts = options.accounts
    this.version = options.version
    this.statusDelayMs = options.statusDelayMs
    this.#onShutDown = options.onShutDown
    const { folder } = this.engine
    this.config = new Config(this.version, {
      download_location: folder,
      move_completed_path: folder,
      torrentfiles_location: folder,
      add_paused: false,
      listen_interface: '',
      max_upload_speed: -1,
    })
    this.engine.listeners.add(({ name, args }) => this.#broadcast(name, args))
  }

  // ------------------------------------------------------------ whose turn it is

  /** From now on nobody is served, until listenAgain(). */
  goDeaf(): void {
    if (this.#deaf) return
    let end = (): void => {}
    const until = new Promise<void>((resolve) => (end = resolve))
    this.#deaf = { until, end }
  }

  listenAgain(): void {
    this.#deaf?.end()
    this.#deaf = null
  }

  turn({ method, args }: Request): Promise<void> | null {
    const held = heldMs(this.engine, method, args)
    this.counters.countCall(method, held)
    if (this.#deaf) return this.#deaf.until
    const { holds } = this.manners
    if (holds === 0) return null
    const now = performance.now()
    this.#busyUntil = Math.max(now, this.#busyUntil) + held * holds
    return new Promise((resolve) => setTimeout(resolve, this.#busyUntil - now))
  }

  // ------------------------------------------------------------ calls

  perform(guest: Guest, request: Request): WireInput | Promise<WireInput> {
    const { method, args, kwargs } = request
    this.latestGuest = guest
    if (method === 'daemon.info') return this.version
    if (method === 'daemon.login') return this.#login(guest, request)
    if (method === 'daemon.set_event_interest') return this.#interest(guest, args[0])
    const signature = signaturesOf(this.version).get(method)
    if (!signature || (signature.plugin !== null && !this.plugins.has(signature.plugin))) {
      this.counters.unknownMethods.add(method)
      throw new PythonError('AttributeError', `RPC call on invalid function: ${method}`)
    }
    if (guest.level < signature.level) throw notAuthorized(guest.level, signature.level)
    const run = methods[method]
    if (!run) {
      this.counters.unknownMethods.add(method)
      throw new PythonError('NotImplementedError', `The simulated daemon has no ${method}`)
    }
    return run(this, guest, bind(method, signature, args, kwargs))
  }

  answered(): void {
    this.safely(() => this.engine.settle())
  }

  failed(): void {
    this.counters.errors++
  }

  received(bytes: number): void {
    this.counters.bytesIn += bytes
  }

  sent(bytes: number): void {
    this.counters.bytesOut += bytes
  }

  #login(guest: Guest, { args, kwargs }: Request): number {
    if ((kwargs['client_version'] ?? null) === null) throw new DelugeError('IncompatibleClient', [this.version])
    if (args.length > 2) {
      const text = `AuthManager.authorize() takes 3 positional arguments but ${args.length + 1} were given`
      throw new PythonError('TypeError', text)
    }
    if (args.length < 2) {
      const missing =
        args.length === 0
          ? "2 required positional arguments: 'username' and 'password'"
          : "1 required positional argument: 'password'"
      throw new PythonError('TypeError', `AuthManager.authorize() missing ${missing}`)
    }
    const username = asText(args[0])
    try {
      this.#refuseByManners(username)
      guest.level = this.accounts.login(username, asText(args[1]))
    } catch (error) {
      this.counters.refusedLogins++
      throw error
    }
    guest.username = username
    this.counters.logins++
    // An account of level 0 gets its answer and is put out (observed).
    if (guest.level === 0) this.engine.afterAnswer(() => this.#putOut(guest))
    return guest.level
  }

  #refuseByManners(username: string): void {
    switch (this.manners.refuseLogin) {
      case null:
        return
      case 'password':
        throw new DelugeError('BadLoginError', ['Password does not match', username])
      case 'user':
        throw new DelugeError('BadLoginError', ['Username does not exist', username])
      case 'level':
        throw notAuthorized(0, 1)
      case 'version':
        throw new DelugeError('IncompatibleClient', [this.version])
      case 'exception':
        throw new PythonError('OSError', '[Errno 5] Input/output error')
    }
  }

  #putOut(guest: Guest): void {
    for (const peer of this.peers) if (peer === guest) peer.close()
  }

  /** Adds up, takes any names, and takes a text for a list of letters (observed). Served before login, too. */
  #interest(guest: Guest, names: WireValue | undefined): true {
    for (const name of Array.isArray(names) || typeof names === 'string' ? names : []) guest.interests.add(asText(name))
    return true
  }

  methodNames(): string[] {
    const all = [...signaturesOf(this.version)]
    return all
      .filter(([, { plugin }]) => plugin === null || this.plugins.has(plugin))
      .map(([name]) => name)
      .sort()
  }

  levelOf(method: string): number | undefined {
    return signaturesOf(this.version).get(method)?.level
  }

  shutDown(): void {
    this.#onShutDown()
  }

  // ------------------------------------------------------------ events

  say(name: string, args: readonly WireInput[] = []): void {
    this.engine.say(name, args)
  }

  /** Runs what may emit events outside of a call: there, what goes wrong in the emitter hurts only those behind it. */
  safely(run: () => void): void {
    try {
      run()
    } catch (error) {
      if (!(error instanceof PythonError)) throw error
    }
  }

  /**
   * Real daemons stumble over a connection that asked for events without having logged in: whoever caused the event
   * gets a KeyError, and those further down the list never hear of it (observed on 2.0.3).
   */
  #broadcast(name: string, args: readonly WireInput[]): void {
    let frame: Uint8Array | undefined
    for (const peer of this.peers) {
      if (!peer.interests.has(name)) continue
      if (!peer.loggedIn) {
        this.counters.harmDone++
        throw new PythonError('KeyError', String(peer.number))
      }
      frame ??= framedDialect.write(encodeEvent(name, args))
      this.counters.events++
      peer.write(frame)
    }
  }
}
