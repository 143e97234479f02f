import { say } from '../../../preload/words/sentences.ts'
import { levels } from '../../../preload/contract/daemons.ts'
import { longest, signals } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { WireValue } from '../../wire/deluge/rencode.ts'
import type { TlsChannel } from '../../wire/tls.ts'
import type { DialOptions, Following, Target } from '../backend.ts'
import { usualPort } from './hostlist.ts'
import { interests } from './signals.ts'
import type { Generation } from './generation.ts'
import { Requests } from './requests.ts'
import { DelugeConnection } from './connection.ts'
import { asNumber, asText } from './shapes.ts'

const loginDeadlineMs = 20_000
/** What we call ourselves: Deluge 2 wants a client_version and takes any text. */
const defaultClient = 'Estuary'

/** Nothing came that this generation of Deluge would say, so it may be another one; `why` = what is to be told else. */
export class Unrecognised extends Error {
  readonly why: Fault

  constructor(why: Fault) {
    super(why.message)
    this.why = why
  }
}

export interface GreeterOptions {
  channel: TlsChannel
  /** Which Deluge it is taken for. */
  generation: Generation
  /** Its name for messages. */
  daemon: string
  target: Target
  firstMeeting: boolean
  /** How long it may take to say anything at all. */
  deadlineMs: number
  options: DialOptions
  clock: Clock
}

/**
 * The conversation from the first byte to a connection that is logged in. Its order is forced by what daemons do. The first question is
 * daemon.info: 2.x answers it before the login, and 1.3 refuses it before the login, which is as telling; so no
 * password is sent to what is not Deluge. daemon.login goes alone, because an interest of a connection that is then
 * refused makes the daemon's event emitter fail for other people's calls (both generations). Only after an answer of 5
 * or more are events asked for, together with the list.
 */
export class Greeter {
  readonly requests: Requests
  readonly #about: GreeterOptions
  #connection: DelugeConnection | undefined
  /** What came before there was somebody to hear it. */
  #early: [string, WireValue[]][] = []
  #hasMissed = false
  #ended: { why: Fault | undefined } | undefined

  constructor(about: GreeterOptions) {
    this.#about = about
    const { channel, daemon, generation, clock } = about
    this.requests = new Requests(channel, {
      daemon,
      generation,
      log: about.options.log,
      clock,
      onEvent: (name, args) => {
        if (this.#connection) this.#connection.hear(name, args)
        else if (this.#early.length < signals.early) this.#early.push([name, args])
        else this.#hasMissed = true
      },
      onEnd: (why) => {
        this.#ended = { why }
        this.#connection?.ended(why)
      },
    })
  }

  /** @throws Unrecognised before anything but the question was sent, else Fault as described at Backend.dial */
  async greet(): Promise<Following> {
    const early = await this.#recognise()
    const level = await this.#login()
    this.requests.trust()
    const version = early ?? (await this.#askVersion(level))
    const asked = level >= levels.normal ? await this.#askEvents() : undefined
    return this.#begin(version, level, asked?.list)
  }

  /** The version; undefined = it is a Deluge, but does not say more to strangers. */
  async #recognise(): Promise<string | undefined> {
    const { generation, daemon, deadlineMs } = this.#about
    let answer: WireValue
    try {
      answer = await this.requests.call({ method: 'daemon.info', deadlineMs })
    } catch (error) {
      const fault = asFault(error)
      if (generation.dialect === '1.3' && isRefusal(fault)) return undefined
      throw this.#explain(fault)
    }
    const version = asText(answer, longest.word)
    if (generation.dialect === '1.3') return version || undefined
    const major = /^(\d+)\./.exec(version)
    if (!major) throw notDeluge(daemon)
    if (Number(major[1]) < 2) throw tooOld(daemon, version)
    return version
  }

  #explain(fault: Fault): Error {
    const { daemon, firstMeeting } = this.#about
    if (fault.details?.['speaks'] === 'http') return webUi(daemon, fault)
    // A daemon that we know is only slow today; to call it something else would stop the tries.
    if (fault.code === 'timeout') return new Unrecognised(firstMeeting ? notDeluge(daemon) : fault)
    if (fault.code === 'incompatible') return new Unrecognised(notDeluge(daemon))
    if (fault.code === 'not-a-daemon' || fault.code === 'too-large' || fault.code === 'protocol')
      return notDeluge(daemon)
    return fault
  }

  async #login(): Promise<number> {
    const { daemon, generation, target, options } = this.#about
    const { username, password } = target
    const answer = await this.requests.call({
      method: 'daemon.login',
      args: [username, password],
      kwargs: generation.introduction(options.client ?? defaultClient),
      deadlineMs: loginDeadlineMs,
    })
    const level = asNumber(answer)
    if (level === undefined) {
      throw new Fault('protocol', say('daemon.no-level', { daemon }))
    }
    if (level < levels.readOnly) {
      throw new Fault('level', say('account.no-rights', { account: username, daemon, level }), {
        details: { have: level, need: levels.normal },
      })
    }
    return level
  }

  /** For 1.3, after the login; below level 5 not even then. */
  async #askVersion(level: number): Promise<string> {
    const { dialect } = this.#about.generation
    if (level < levels.normal) return dialect
    return asText(await this.requests.call({ method: 'daemon.info' }), longest.word) || dialect
  }

  /** Events and the list in one message: what changes behind the list comes as an event. */
  async #askEvents(): Promise<{ list: Promise<WireValue> }> {
    const { generation } = this.#about
    const events = interests.filter((name) => generation.hasEvent(name))
    const interest = this.requests.call({ method: 'daemon.set_event_interest', args: [events] })
    const list = this.requests.call({ method: 'core.get_session_state' })
    // Whoever uses the list hears of its failure; until then nobody does.
    list.catch(() => {})
    await interest
    return { list }
  }

  #begin(version: string, level: number, firstList: Promise<WireValue> | undefined): Following {
    const { channel, target, options, clock } = this.#about
    const { fingerprint } = channel
    const { username } = target
    const greeting = { version, level, username, fingerprint, log: options.log, clock }
    const connection = new DelugeConnection(this.requests, greeting, firstList)
    this.#connection = connection
    for (const [name, args] of this.#early) connection.hear(name, args)
    this.#early = []
    if (this.#hasMissed) connection.missed()
    if (this.#ended) connection.ended(this.#ended.why)
    return connection
  }
}

/** An exception of the daemon: whatever it says, it says it in this generation's words. */
function isRefusal(fault: Fault): boolean {
  return fault.details?.['exception'] !== undefined
}

function notDeluge(daemon: string): Fault {
  return new Fault('not-a-daemon', say('deluge.not', { daemon }))
}

function webUi(daemon: string, cause: Fault): Fault {
  return new Fault('web-ui', say('deluge.web', { daemon, port: String(usualPort) }), { cause })
}

function tooOld(daemon: string, version: string): Fault {
  return new Fault('incompatible', say('deluge.too-old', { daemon, version }), { details: { version } })
}
