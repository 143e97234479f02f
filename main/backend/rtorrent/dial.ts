import { type Address, isOfThisMachine } from '../../../preload/contract/address.ts'
import { say } from '../../../preload/words/sentences.ts'
import { type Clock, systemClock } from '../../lib/clock.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { openCarrier } from '../../wire/rtorrent/carrier.ts'
import { Client } from '../../wire/rtorrent/client.ts'
import { meet } from '../../wire/rtorrent/rtorrent.ts'
import type { DialOptions, Polling, Target } from '../backend.ts'
import { RtorrentConnection } from './connection.ts'
import { Ending, watched } from './ending.ts'

/** Behind a list of many torrents that somebody else asked for. */
const greetingDeadlineMs = 15_000

/**
 * Asks a daemon who it is and what it can. There is no connection in between: each request has its own, or one of a web
 * server that is kept.
 * @throws Fault as described at Backend.dial
 */
export async function dial(target: Target, options: DialOptions, clock: Clock = systemClock): Promise<Polling> {
  const ending = new Ending(clock)
  const carrier = watched(openCarrier({ ...placeOf(target), whyNotTrusted: trustOf(target) }), ending)
  const daemon = target.name ?? carrier.peer
  if (target.address.way === 'tcp' && !isOfThisMachine(target.address)) {
    options.log.warn({ peer: carrier.peer }, 'whoever reaches this port can run commands on the daemon’s machine')
  }
  const client = new Client({ carrier, daemon, clock })
  const abort = (): void => client.close(givenUp(daemon))
  options.signal.addEventListener('abort', abort)
  try {
    if (options.signal.aborted) throw givenUp(daemon)
    options.onGreeting?.()
    const rtorrent = await meet(client, { urgency: 'person', deadlineMs: greetingDeadlineMs, signal: options.signal })
    return new RtorrentConnection({ rtorrent, ending, clock, log: options.log })
  } catch (error) {
    const fault = asFault(error)
    client.close(fault)
    throw fault
  } finally {
    options.signal.removeEventListener('abort', abort)
  }
}

function placeOf({
  address,
  username,
  password,
}: Target): Pick<Parameters<typeof openCarrier>[0], 'address' | 'login'> {
  const login = address.way === 'url' && (username !== '' || password !== '') ? { username, password } : null
  return { address: withPath(address), login }
}

/** Web servers hand on what comes to /RPC2, unless told otherwise. */
function withPath(address: Address): Address {
  if (address.way !== 'url') return address
  const url = URL.parse(address.url)
  if (!url || url.pathname !== '/' || url.search !== '') return address
  url.pathname = '/RPC2'
  return { way: 'url', url: url.href }
}

/** Before anything is sent: whether this certificate may be spoken to; null = yes. */
function trustOf({ name, identity, mayTrust }: Target): (seen: string) => Fault | null {
  const daemon = name ?? say('daemon.some')
  return (seen) => {
    if (identity === null) {
      if (mayTrust) return null
      return new Fault('certificate-unknown', say('certificate.first', { daemon }), { details: { seen } })
    }
    if (identity === seen) return null
    const details = { expected: identity, seen }
    return new Fault('certificate-changed', say('certificate.changed', { daemon }), { details })
  }
}

function givenUp(daemon: string): Fault {
  return new Fault('closed', say('peer.given-up', { peer: daemon }), { retry: 'never' })
}
