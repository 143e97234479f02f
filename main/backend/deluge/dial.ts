import { levels } from '../../../preload/contract/model.ts'
import { systemClock, type Clock } from '../../lib/clock.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { openTls, type TlsChannel } from '../../wire/tls.ts'
import type { WireValue } from '../../wire/rencode.ts'
import type { DialOptions, Session, Target } from '../backend.ts'
import { interests } from './events.ts'
import { Requests } from './requests.ts'
import { DelugeSession } from './session.ts'
import { asNumber, asText } from './shapes.ts'

/** How a daemon that is new to us may take to say its version. Others do not speak DelugeRPC 2. */
const infoDeadlineMs = 5_000
/** A daemon that we know may be busy: 7.5 s were seen while another client asked for everything. */
const knownInfoDeadlineMs = 15_000
const loginDeadlineMs = 20_000
/** What we call ourselves: Deluge 2 wants a client_version and takes any text. */
const defaultClient = 'Estuary'

/**
 * Connects and logs in. The order is forced by what real daemons do: daemon.info is answered before the login;
 * daemon.login goes alone, because an interest of a connection that is then refused makes the daemon's event emitter
 * fail for other people's calls; only after an answer of 5 or more are events asked for, together with the list.
 * @throws Fault as described at Backend.dial
 */
export async function dial(target: Target, options: DialOptions, clock: Clock = systemClock): Promise<Session> {
  const { host, port } = target
  const channel = await openTls({ host, port, signal: options.signal })
  const daemon = target.name ?? channel.peer
  const distrust = whyNotTrusted(target, daemon, channel.fingerprint)
  if (distrust) {
    channel.destroy()
    throw distrust
  }
  const greeter = new Greeter(channel, daemon, target, options, clock)
  const abort = (): void => greeter.requests.close(givenUp(daemon))
  options.signal.addEventListener('abort', abort)
  try {
    if (options.signal.aborted) throw givenUp(daemon)
    options.onGreeting?.()
    return await greeter.greet()
  } catch (error) {
    const fault = asFault(error)
    greeter.requests.close(fault)
    throw fault
  } finally {
    options.signal.removeEventListener('abort', abort)
  }
}

/** The conversation from the first byte to a session. */
class Greeter {
  readonly requests: Requests
  readonly #channel: TlsChannel
  readonly #daemon: string
  readonly #target: Target
  readonly #options: DialOptions
  readonly #clock: Clock
  #session: DelugeSession | undefined
  /** What came before there was a session to hear it. */
  #early: [string, WireValue[]][] = []
  #ended: { why: Fault | undefined } | undefined

  constructor(channel: TlsChannel, daemon: string, target: Target, options: DialOptions, clock: Clock) {
    this.#channel = channel
    this.#daemon = daemon
    this.#target = target
    this.#options = options
    this.#clock = clock
    this.requests = new Requests(channel, {
      daemon,
      log: options.log,
      clock,
      onEvent: (name, args) => {
        if (this.#session) this.#session.hear(name, args)
        else this.#early.push([name, args])
      },
      onEnd: (why) => {
        this.#ended = { why }
        this.#session?.ended(why)
      },
    })
  }

  async greet(): Promise<Session> {
    const version = await this.#askVersion()
    const level = await this.#login()
    this.requests.trust()
    const asked = level >= levels.normal ? await this.#askEvents() : undefined
    return this.#begin(version, level, asked?.list)
  }

  async #askVersion(): Promise<string> {
    const known = this.#target.fingerprint !== null
    const deadlineMs = known ? knownInfoDeadlineMs : infoDeadlineMs
    let answer: WireValue
    try {
      answer = await this.requests.call({ method: 'daemon.info', deadlineMs })
    } catch (error) {
      throw this.#explainSilence(asFault(error), known)
    }
    const version = asText(answer, 100)
    const major = /^(\d+)\./.exec(version)
    if (!major) throw this.#notDeluge()
    if (Number(major[1]) < 2) throw tooOld(this.#daemon, version)
    return version
  }

  #explainSilence(fault: Fault, known: boolean): Fault {
    if (fault.details?.['speaks'] === 'http') return webUi(this.#daemon, this.#target.port, fault)
    // A daemon that we know is only slow today; to call it something else would stop the tries.
    if (fault.code === 'timeout' && !known) return this.#notDeluge()
    if (fault.code === 'not-deluge' || fault.code === 'too-large' || fault.code === 'protocol') return this.#notDeluge()
    if (fault.code === 'incompatible') return tooOld(this.#daemon, '1.3')
    return fault
  }

  #notDeluge(): Fault {
    const message =
      `${this.#daemon} takes connections but does not answer like a Deluge 2 daemon. ` +
      'Check the port; Deluge 1.3 is not supported.'
    return new Fault('not-deluge', message)
  }

  async #login(): Promise<number> {
    const { username, password } = this.#target
    const answer = await this.requests.call({
      method: 'daemon.login',
      args: [username, password],
      kwargs: { client_version: this.#options.client ?? defaultClient },
      deadlineMs: loginDeadlineMs,
    })
    const level = asNumber(answer)
    if (level === undefined) {
      throw new Fault('protocol', `${this.#daemon} answered the login with something that is no level.`)
    }
    if (level < levels.readOnly) {
      const message = `The account ${username} on ${this.#daemon} has no rights (level ${level}).`
      throw new Fault('level', message, { details: { have: level, need: levels.normal } })
    }
    return level
  }

  /** Events and the list in one message: what changes behind the list comes as an event. */
  async #askEvents(): Promise<{ list: Promise<WireValue> }> {
    const interest = this.requests.call({ method: 'daemon.set_event_interest', args: [interests] })
    const list = this.requests.call({ method: 'core.get_session_state' })
    // Whoever uses the list hears of its failure; until then nobody does.
    list.catch(() => {})
    await interest
    return { list }
  }

  #begin(version: string, level: number, firstList: Promise<WireValue> | undefined): Session {
    const session = new DelugeSession(
      this.requests,
      {
        version,
        level,
        fingerprint: this.#channel.fingerprint,
        firstMeeting: this.#target.fingerprint === null,
        log: this.#options.log,
        clock: this.#clock,
      },
      firstList,
    )
    this.#session = session
    for (const [name, args] of this.#early) session.hear(name, args)
    this.#early = []
    if (this.#ended) session.ended(this.#ended.why)
    return session
  }
}

/** Before anything is sent: whether this certificate may be spoken to; null = yes. */
function whyNotTrusted({ fingerprint, mayTrust }: Target, daemon: string, seen: string): Fault | null {
  if (fingerprint !== null) return fingerprint === seen ? null : certificateChanged(daemon, fingerprint, seen)
  return mayTrust === false ? certificateUnknown(daemon, seen) : null
}

function certificateUnknown(daemon: string, seen: string): Fault {
  const message =
    `${daemon} was reached for the first time while no window was open, so nobody has seen its certificate. ` +
    'Review it to connect. Nothing was sent.'
  return new Fault('certificate-unknown', message, { details: { seen } })
}

function certificateChanged(daemon: string, expected: string, seen: string): Fault {
  const message =
    `The certificate of ${daemon} is not the one that was trusted. ` +
    'If the daemon was installed anew, trust the new one; otherwise somebody may be listening in. Nothing was sent.'
  return new Fault('certificate-changed', message, { details: { expected, seen } })
}

function webUi(daemon: string, port: number, cause: Fault): Fault {
  const message = `${daemon} answers as a web server (Deluge’s web UI?). Use the daemon’s port instead of ${port}: usually 58846.`
  return new Fault('web-ui', message, { cause })
}

function tooOld(daemon: string, version: string): Fault {
  return new Fault('incompatible', `${daemon} runs Deluge ${version}; Deluge 2 is needed.`, { details: { version } })
}

function givenUp(daemon: string): Fault {
  return new Fault('closed', `Connecting to ${daemon} was given up.`, { retry: 'never' })
}
