import { say } from '../../../preload/words/sentences.ts'
import { sameAddress } from '../../../preload/contract/address.ts'
import type { CheckedArgs } from '../../../preload/contract/calls.ts'
import type { Daemon, Trial } from '../../../preload/contract/daemons.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { Kind } from '../../../preload/contract/kinds.ts'
import type { Connection, Target } from '../../backend/backend.ts'
import type { Registry } from '../../backend/registry.ts'
import { Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { KnownSecrets } from '../../lib/redact.ts'
import type { Role } from '../core.ts'
import type { History } from '../events/history.ts'
import type { Keeper } from '../../store/keeper.ts'
import type { DaemonRecord } from '../../store/records.ts'
import { checkAccount } from './account.ts'
import { type Managed, passwordName } from './managed.ts'
import type { Holding } from './holding.ts'
import type { Roster } from './roster.ts'

export interface DaemonServiceOptions {
  roster: Roster
  registry: Registry
  keeper: Keeper
  history: History
  holding: Holding
  /** What the log strikes out: a password that is only tried is kept nowhere. */
  secrets: Pick<KnownSecrets, 'add'>
  log: Log
  now: () => number
}

/** Enough for a kind that finds out its dialect in two tries. */
const trialMs = 25_000

type TestArgs = CheckedArgs<'daemons.test'>

/** What people do to the list of daemons. */
export class DaemonService {
  readonly #options: DaemonServiceOptions

  constructor(options: DaemonServiceOptions) {
    this.#options = options
  }

  /** Connects once beside everything else, and leaves nothing behind. */
  async test(args: TestArgs, role: Role): Promise<Trial> {
    const { registry, log, now, holding } = this.#options
    holding.refuse(role)
    const backend = registry.get(args.kind)
    checkWay(backend.kind, args.address.way)
    const target = await this.#trialTarget(args, role)
    const connection = await backend.dial(target, { log, signal: AbortSignal.timeout(trialMs) })
    try {
      const torrents = await countOf(connection)
      const startedAt = now()
      await connection.ping()
      const { version, level, cannot, identity } = connection
      return { version, level, cannot, fingerprint: identity, latencyMs: now() - startedAt, torrents }
    } finally {
      connection.close()
    }
  }

  async add({ fingerprint, password, ...facts }: CheckedArgs<'daemons.add'>, role: Role): Promise<Daemon> {
    this.#options.holding.refuse(role)
    const { kind } = this.#options.registry.get(facts.kind)
    checkWay(kind, facts.address.way)
    checkAccount(kind, { username: facts.username, password: password ?? '' })
    const daemon = await this.#options.roster.add({
      ...facts,
      password: password ?? null,
      fingerprint: fingerprint ?? null,
      // Nobody has looked at a certificate yet.
      unreviewed: fingerprint === undefined,
    })
    return daemon.view()
  }

  async edit({ id, password, mark, fingerprint, ...facts }: CheckedArgs<'daemons.edit'>, role: Role): Promise<Daemon> {
    const { roster, registry } = this.#options
    const { record } = roster.get(id)
    const { kind } = registry.get(record.kind)
    checkWay(kind, facts.address.way)
    checkAccount(kind, { username: facts.username, password })
    if (fingerprint !== undefined && role === 'program') throw new Fault('unauthorized', say('trust.persons'))
    const isMoved = !sameAddress(facts.address, record.address)
    const isPinned = record.fingerprint !== null || fingerprint !== undefined
    const isOther = (fingerprint ?? record.fingerprint) !== record.fingerprint || record.fingerprint === null
    if (isMoved && password === undefined && isOther) await this.#refuseToCarry(record.id)
    if (facts.username !== record.username && password === undefined) await this.#refuseOthers(record, facts.username)
    const changed = {
      ...facts,
      ...(mark === undefined ? {} : { mark }),
      ...(isMoved && !isPinned ? { unreviewed: true } : {}),
      ...(fingerprint === undefined ? {} : this.#trusting(fingerprint)),
    }
    const daemon = await roster.edit(id, changed, { password })
    if (fingerprint !== undefined) this.#tellTrusted(daemon, fingerprint)
    return daemon.view()
  }

  remove(id: DaemonId): Promise<void> {
    return this.#options.roster.remove(id)
  }

  /** The person wants it connected (or not) from now on, also after the next start. */
  async wish(id: DaemonId, connect: boolean, role: Role): Promise<void> {
    const { roster, holding } = this.#options
    if (connect) holding.refuse(role)
    await roster.edit(id, { connect }, { decides: true })
  }

  /** The person has compared the certificates and trusts this one from now on. */
  async trust(id: DaemonId, fingerprint: string): Promise<void> {
    const daemon = await this.#options.roster.edit(id, this.#trusting(fingerprint), { decides: true })
    this.#tellTrusted(daemon, fingerprint)
    daemon.connect()
  }

  /** The person wants both entries of one daemon, with another account for example. */
  async keepTwin(id: DaemonId): Promise<void> {
    const { roster, history } = this.#options
    const twin = roster.twin(id)
    const { fingerprint, name } = roster.get(id).record
    if (!twin) return
    const daemon = await roster.edit(id, { keptTwin: fingerprint })
    history.add({ kind: 'acted', daemon: id, name, says: say('twin.kept', { daemon: name, other: twin.name }) })
    daemon.connect()
  }

  #trusting(fingerprint: string): Pick<DaemonRecord, 'fingerprint' | 'trustedAt' | 'unreviewed'> {
    return { fingerprint, trustedAt: this.#options.now(), unreviewed: false }
  }

  #tellTrusted({ id, record }: Managed, fingerprint: string): void {
    const says = say('trusted.you', { fingerprint })
    this.#options.history.add({ kind: 'trusted', daemon: id, name: record.name, says })
  }

  /** A kept password goes only to the daemon it was kept for: same address, and the identity that is pinned. */
  async #trialTarget(args: TestArgs, role: Role): Promise<Target> {
    const { id, kind, address, username, password } = args
    const { roster, registry, keeper } = this.#options
    const record = id === undefined ? null : roster.get(id).record
    const known = record !== null && record.kind === kind && sameAddress(record.address, address) ? record : null
    // A program may name a certificate for a password of its own, but not for a kept one.
    const lookedAt = role === 'window' || password !== undefined ? (args.fingerprint ?? null) : null
    const isSame = password === undefined && known?.username === username
    const kept = isSame ? await keeper.get(passwordName(known.id)) : null
    const given = password ?? kept ?? ''
    this.#options.secrets.add(given)
    if (given === '' && registry.get(kind).kind.account === 'required') {
      throw new Fault('invalid', say('daemon.test-password'), { details: { field: 'password' } })
    }
    checkAccount(registry.get(kind).kind, { username, password: given })
    return {
      name: known && known.name,
      address,
      username,
      password: given,
      identity: known?.fingerprint ?? lookedAt,
      mayTrust: false,
      memo: known?.memo ?? null,
    }
  }

  /** A kept password is that of one account. */
  async #refuseOthers({ id, username }: Readonly<DaemonRecord>, account: string): Promise<void> {
    if ((await this.#options.keeper.get(passwordName(id))) === null) return
    const why = say('accounts.password-of-other', { account, other: username })
    throw new Fault('invalid', why, { details: { field: 'password' } })
  }

  /** Without an identity that is pinned, whoever is at the new address would be sent a password meant for another. */
  async #refuseToCarry(id: DaemonId): Promise<void> {
    if ((await this.#options.keeper.get(passwordName(id))) === null) return
    throw new Fault('invalid', say('daemon.old-password'), { details: { field: 'password' } })
  }
}

/** How many torrents a daemon tells of. */
async function countOf(connection: Connection): Promise<number> {
  return (connection.pace === 'follow' ? await connection.hashes() : await connection.list()).length
}

function checkWay(kind: Kind, way: string): void {
  if (kind.ways.some((one) => one.way === way)) return
  throw new Fault('invalid', say('daemon.way', { kind: kind.name }), { details: { field: 'way' } })
}
