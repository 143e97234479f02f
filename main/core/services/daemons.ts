import type { CheckedArgs } from '../../../preload/contract/calls.ts'
import type { Trial, Daemon } from '../../../preload/contract/daemons.ts'
import type { DaemonKind } from '../../../preload/contract/MISSING.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { Backend, Target } from '../../backend/backend.ts'
import { Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { History } from '../history.ts'
import type { Keeper } from '../host.ts'
import { passwordName } from '../managed.ts'
import type { Roster } from '../roster.ts'

export interface DaemonServiceOptions {
  roster: Roster
  backends: Readonly<Record<DaemonKind, Backend>>
  keeper: Keeper
  history: History
  log: Log
  now: () => number
}

/** Enough for both dialects of Deluge to be tried. */
const trialMs = 25_000

/** What people do to the list of daemons. */
export class DaemonService {
  readonly #options: DaemonServiceOptions

  constructor(options: DaemonServiceOptions) {
    this.#options = options
  }

  /** Connects once beside everything else, and leaves nothing behind. */
  async test(args: CheckedArgs<'daemons.test'>): Promise<Trial> {
    const { backends, log, now } = this.#options
    const target = await this.#trialTarget(args)
    const session = await backends.deluge.dial(target, { log, signal: AbortSignal.timeout(trialMs) })
    try {
      const hashes = await session.hashes()
      const startedAt = now()
      await session.ping()
      const { version, level, fingerprint } = session
      return { version, level, fingerprint, latencyMs: now() - startedAt, torrents: hashes.length }
    } finally {
      session.close()
    }
  }

  async add({ fingerprint, ...facts }: CheckedArgs<'daemons.add'>): Promise<Daemon> {
    const daemon = await this.#options.roster.add({ ...facts, fingerprint: fingerprint ?? null })
    return daemon.view()
  }

  async edit({ id, password, mark, ...facts }: CheckedArgs<'daemons.edit'>): Promise<Daemon> {
    const changed = mark === undefined ? facts : { ...facts, mark }
    const daemon = await this.#options.roster.edit(id, changed, password)
    return daemon.view()
  }

  remove(id: DaemonId): Promise<void> {
    return this.#options.roster.remove(id)
  }

  /** The person has compared the certificates and trusts this one from now on. */
  trust(id: DaemonId, fingerprint: string): void {
    const { roster, history, now } = this.#options
    const daemon = roster.get(id)
    daemon.remember({ fingerprint, trustedAt: now() })
    history.add({
      kind: 'trusted',
      daemon: id,
      name: daemon.record.name,
      text: `Certificate ${fingerprint} trusted by you.`,
    })
    daemon.link.connect()
    roster.settleTwins()
  }

  /** The person wants both entries of one daemon, with another account for example. */
  keepTwin(id: DaemonId): void {
    const { roster, history } = this.#options
    const daemon = roster.get(id)
    const twin = roster.twin(id)
    if (!twin) return
    daemon.remember({ keptTwin: daemon.record.fingerprint })
    const { name } = daemon.record
    history.add({ kind: 'acted', daemon: id, name, text: `Kept ${name} beside ${twin.name}, the same daemon.` })
    daemon.link.connect()
  }

  /** A kept password goes only to the daemon it was kept for: same address, and the certificate that is pinned. */
  async #trialTarget({ id, host, port, username, password }: CheckedArgs<'daemons.test'>): Promise<Target> {
    const { roster, keeper } = this.#options
    const record = id === undefined ? null : roster.get(id).record
    const sameAddress = record !== null && record.host === host && record.port === port
    const fingerprint = sameAddress ? record.fingerprint : null
    const there = { host, port, username, fingerprint, dialect: sameAddress ? record.dialect : null }
    if (password !== undefined) return { ...there, password }
    const kept = sameAddress ? await keeper.get(passwordName(record.id)) : null
    if (kept !== null) return { ...there, password: kept }
    throw new Fault('invalid', 'Type the password to test this address.', { details: { field: 'password' } })
  }
}
