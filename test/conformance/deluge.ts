import type { Hash } from '../../preload/contract/keys.ts'
import { deluge } from '../../main/backend/deluge/deluge.ts'
import { systemClock } from '../../main/lib/clock.ts'
import { torrentNumber } from '../daemons/collection.ts'
import { startDeluged } from '../daemons/deluged.ts'
import { addressOf } from '../daemons/estuary.ts'
import { type Caller, openLoggedIn } from '../fleet/caller.ts'
import { startFleet } from '../fleet/fleet.ts'
import type { Account, Made, Mischief, Rig } from './rig.ts'

type Place = { host: string; port: number }

const admin = { username: 'admin', password: 'adminpass' }

function accountAt(place: Place, { username, password }: { username: string; password: string }): Account {
  return { kind: 'deluge', address: addressOf(place), username, password }
}

function make(number: number): Made {
  const { hash, name, base64 } = torrentNumber(number)
  return { hash, name, source: { kind: 'file', name: `${name}.torrent`, content: base64 } }
}

/** What another client does at a Deluge daemon, real or simulated, each time on a connection of its own. */
class SomebodyElse {
  readonly #port: number

  constructor(port: number) {
    this.#port = port
  }

  put({ source }: Made): Promise<void> {
    if (source.kind !== 'file') throw new Error('These are files.')
    const { name, content } = source
    return this.#do((caller) => caller.call('core.add_torrent_file', [name, content, { add_paused: true }]))
  }

  drop(hash: Hash): Promise<void> {
    return this.#do((caller) => caller.call('core.remove_torrent', [hash, true]))
  }

  resume(hash: Hash): Promise<void> {
    return this.#do((caller) => caller.call('core.resume_torrent', [hash]))
  }

  async hashes(): Promise<Hash[]> {
    return (await this.#ask((caller) => caller.call('core.get_session_state'))) as Hash[]
  }

  async isPaused(hash: Hash): Promise<boolean> {
    const status = await this.#ask((caller) => caller.call('core.get_torrent_status', [hash, ['paused']]))
    return (status as { paused?: unknown }).paused === true
  }

  /** A daemon that has just begun to listen may end a connection before it is ready. */
  async untilAnswered(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const hashes = await this.hashes().catch((error: unknown) => (tries < 10 ? null : Promise.reject(error as Error)))
      if (hashes !== null) return
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  async #do(work: (caller: Caller) => Promise<unknown>): Promise<void> {
    await this.#ask(work)
  }

  async #ask<T>(work: (caller: Caller) => Promise<T>): Promise<T> {
    const caller = await openLoggedIn(this.#port)
    try {
      return await work(caller)
    } finally {
      caller.close()
    }
  }
}

/** A real deluged of this machine; nothing is done to it that a person could not do. */
export async function realDeluge(): Promise<Rig> {
  const daemon = await startDeluged()
  const other = new SomebodyElse(daemon.port)
  await other.untilAnswered()
  return {
    backend: deluge,
    account: accountAt(daemon, admin),
    wrongAccount: accountAt(daemon, { ...admin, password: 'wrong' }),
    clock: systemClock,
    mischief: null,
    make,
    put: (torrent) => other.put(torrent),
    drop: (hash) => other.drop(hash),
    resume: (hash) => other.resume(hash),
    hashes: () => other.hashes(),
    isPaused: (hash) => other.isPaused(hash),
    stop: () => daemon.stop(),
    start: () => daemon.start(),
    remove: () => daemon.dispose(),
  }
}

/** A simulated Deluge that misbehaves when it is told to. */
export async function simulatedDeluge(): Promise<Rig> {
  const fleet = await startFleet([{ name: 'ours', torrents: 0, activity: 'none' }])
  const daemon = fleet.named('ours')
  const other = new SomebodyElse(daemon.port)
  const mischief: Mischief = {
    silence: (on) => daemon.misbehave({ halfOpen: on }),
    loseNextAnswer: () => daemon.misbehave({ losesAnswers: ['core.resume_torrent'] }),
    babble: (on) => {
      // Few torrents are asked for one by one, so each comes late, too.
      const delayMs = on ? { 'core.get_torrent_status': 300, 'core.get_torrents_status': 300 } : 0
      return daemon.misbehave({ answersTwice: on, strayAnswers: on, foreignRows: on, delayMs })
    },
  }
  return {
    backend: deluge,
    account: accountAt(daemon, daemon),
    wrongAccount: accountAt(daemon, { username: daemon.username, password: 'wrong' }),
    clock: systemClock,
    mischief,
    make,
    put: (torrent) => other.put(torrent),
    drop: (hash) => other.drop(hash),
    resume: (hash) => other.resume(hash),
    hashes: () => other.hashes(),
    isPaused: (hash) => other.isPaused(hash),
    stop: async () => {
      await daemon.misbehave({ face: 'closed' })
      daemon.dropConnections()
    },
    start: () => daemon.misbehave({ face: 'deluge' }),
    remove: () => fleet.close(),
  }
}
