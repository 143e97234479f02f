import { openCaller, openLoggedIn, type Caller } from '../../fleet/caller.ts'
import { startFleetDaemon, type FleetDaemon, type FleetDaemonOptions } from '../../fleet/daemon.ts'
import type { WireValue } from '../../../main/wire/deluge/rencode.ts'

/** What a test opened, to be closed after it. */
export class Stage {
  readonly #daemons: FleetDaemon[] = []
  readonly #callers: Caller[] = []

  /** A daemon whose time stands still unless the test moves it. */
  async daemon(options: FleetDaemonOptions = {}): Promise<FleetDaemon> {
    const daemon = await startFleetDaemon({ torrents: 20, clock: 'manual', activity: 'none', ...options })
    this.#daemons.push(daemon)
    return daemon
  }

  async guest(daemon: FleetDaemon): Promise<Caller> {
    return this.#kept(await openCaller(daemon.port))
  }

  async admin(daemon: FleetDaemon): Promise<Caller> {
    return this.#kept(await openLoggedIn(daemon.port))
  }

  async as(daemon: FleetDaemon, name: 'normal' | 'reader'): Promise<Caller> {
    return this.#kept(await openLoggedIn(daemon.port, name, `${name}pass`))
  }

  async clear(): Promise<void> {
    for (const caller of this.#callers.splice(0)) caller.close()
    await Promise.all(this.#daemons.splice(0).map((daemon) => daemon.close()))
  }

  #kept(caller: Caller): Caller {
    this.#callers.push(caller)
    return caller
  }
}

export type Statuses = Record<string, Record<string, WireValue>>

export async function statuses(caller: Caller, keys: readonly string[], diff = false): Promise<Statuses> {
  return (await caller.call('core.get_torrents_status', [{}, keys], { diff })) as Statuses
}

export async function idsOf(caller: Caller): Promise<string[]> {
  return (await caller.call('core.get_session_state')) as string[]
}

/** Waits for something that nobody announces. */
export async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2))
}
