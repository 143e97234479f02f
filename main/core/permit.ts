import { type CallName, capabilityFor } from '../../preload/contract/calls.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { Connection } from '../backend/backend.ts'
import { faultOf } from '../lib/fault.ts'
import type { Roster } from './daemons/roster.ts'

/**
 * The way to a daemon for one call: its living connection, if the daemon can do what the call needs. Fails with
 * 'not-found', 'offline', or the reason that the daemon gave for not being able. Nothing in the core gets at a
 * connection to change something but through it.
 */
export type Permit = (daemon: DaemonId) => Connection

export function permitFor(call: CallName, roster: Roster): Permit {
  const needed = capabilityFor(call)
  return (id) => {
    const { link, record } = roster.get(id)
    const connection = link.demand(record.name)
    const why = needed === null ? undefined : connection.cannot[needed]
    if (!why) return connection
    throw faultOf(why)
  }
}
