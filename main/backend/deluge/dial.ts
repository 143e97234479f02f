import { say } from '../../../preload/words/sentences.ts'
import { systemClock, type Clock } from '../../lib/clock.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { WantedPeer } from '../../wire/reaching.ts'
import { openTls, refusesNewTls, type TlsChannel } from '../../wire/tls.ts'
import type { DialOptions, Following, Target } from '../backend.ts'
import { deluge13, deluge2, type Generation } from './generation.ts'
import { Greeter, Unrecognised } from './greeter.ts'
import { usualPort } from './hostlist.ts'

/** How long a daemon may take to say anything in a dialect that it was not known to speak. */
const guessDeadlineMs = 5_000
/** A daemon that spoke this dialect before may be busy: 7.5 s were seen while another client asked for everything. */
const knownDeadlineMs = 15_000
/** A daemon that is too busy for a second handshake was silent because of that, and not because of the dialect. */
const secondHandshakeMs = 2_000

/**
 * Connects and logs in. Whether it is Deluge 1.3 or 2 is found out by asking in the words of the one and, after a
 * silence, on a new connection in those of the other: neither answers to the other's, nor hangs up (2.x observed, 1.3
 * from its source). What it spoke the last time is tried first.
 * @throws Fault as described at Backend.dial
 */
export async function dial(target: Target, options: DialOptions, clock: Clock = systemClock): Promise<Following> {
  const [likely, other] = target.memo === '1.3' ? [deluge13, deluge2] : [deluge2, deluge13]
  const firstMeeting = target.identity === null
  const channel = await open(target, options)
  options.onGreeting?.()
  try {
    return await greet(channel, isOldTls(channel) ? deluge13 : likely, { target, firstMeeting, options, clock })
  } catch (error) {
    if (!(error instanceof Unrecognised)) throw error
    // The same daemon, so the same certificate.
    const again = { ...target, identity: channel.fingerprint }
    const second = await open(again, options, secondHandshakeMs).catch((failed: unknown) => {
      throw asFault(failed).code === 'timeout' ? error.why : failed
    })
    return await greet(second, other, { target: again, firstMeeting, options, clock }).catch((failed: unknown) => {
      throw failed instanceof Unrecognised ? error.why : failed
    })
  }
}

const wanted: WantedPeer = {
  what: say('deluge.daemon'),
  refusedHint: say('deluge.refused.hint', { port: String(usualPort) }),
  webHint: say('deluge.web.hint', { port: String(usualPort) }),
}

/** A connection to a daemon whose certificate may be spoken to; nothing was sent yet. */
async function open(target: Target, options: DialOptions, timeoutMs?: number): Promise<TlsChannel> {
  const channel = await shakeHands(target, options, timeoutMs)
  const distrust = whyNotTrusted(target, target.name ?? channel.peer, channel.fingerprint)
  if (!distrust) return channel
  channel.destroy()
  throw distrust
}

/**
 * Deluge 1.3 offers what its OpenSSL had, which may be TLS 1.0 at most. That is taken from a daemon that refuses
 * anything newer, and never from one that is known to run Deluge 2, which always has TLS 1.2.
 */
async function shakeHands(target: Target, { signal }: DialOptions, timeoutMs?: number): Promise<TlsChannel> {
  const { host, port } = tlsAddress(target)
  const how = { host, port, signal, wanted, ...(timeoutMs === undefined ? {} : { timeoutMs }) }
  try {
    return await openTls(how)
  } catch (error) {
    if (target.memo === '2' || !refusesNewTls(asFault(error))) throw error
    return await openTls({ ...how, minVersion: 'TLSv1' })
  }
}

/** Deluge listens with TLS and nothing else; the core lets no other address through to this kind. */
function tlsAddress({ address }: Target): { host: string; port: number } {
  if (address.way === 'tls') return address
  throw new Fault('invalid', say('deluge.by-tls'))
}

/** Deluge 2 takes nothing below TLS 1.2 (observed). */
function isOldTls({ protocol }: TlsChannel): boolean {
  return protocol === 'TLSv1' || protocol === 'TLSv1.1'
}

interface Meeting {
  target: Target
  firstMeeting: boolean
  options: DialOptions
  clock: Clock
}

async function greet(channel: TlsChannel, generation: Generation, meeting: Meeting): Promise<Following> {
  const { target, options } = meeting
  const daemon = target.name ?? channel.peer
  const deadlineMs = target.memo === generation.dialect ? knownDeadlineMs : guessDeadlineMs
  const greeter = new Greeter({ ...meeting, channel, generation, daemon, deadlineMs })
  const abort = (): void => greeter.requests.close(givenUp(daemon))
  options.signal.addEventListener('abort', abort)
  try {
    if (options.signal.aborted) throw givenUp(daemon)
    return await greeter.greet()
  } catch (error) {
    greeter.requests.close(error instanceof Unrecognised ? error.why : asFault(error))
    throw error instanceof Unrecognised ? error : asFault(error)
  } finally {
    options.signal.removeEventListener('abort', abort)
  }
}

/** Before anything is sent: whether this certificate may be spoken to; null = yes. */
function whyNotTrusted({ identity, mayTrust }: Target, daemon: string, seen: string): Fault | null {
  if (identity !== null) return identity === seen ? null : certificateChanged(daemon, identity, seen)
  return !mayTrust ? certificateUnknown(daemon, seen) : null
}

function certificateUnknown(daemon: string, seen: string): Fault {
  return new Fault('certificate-unknown', say('certificate.first', { daemon }), { details: { seen } })
}

function certificateChanged(daemon: string, expected: string, seen: string): Fault {
  return new Fault('certificate-changed', say('certificate.changed', { daemon }), { details: { expected, seen } })
}

function givenUp(daemon: string): Fault {
  return new Fault('closed', say('peer.given-up', { peer: daemon }), { retry: 'never' })
}
