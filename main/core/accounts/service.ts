import {
  type Account,
  type AccountChanged,
  type AccountList,
  type Guard,
  isLastAdmin,
  usersOf,
} from '../../../preload/contract/accounts.ts'
import type { CallResult, CheckedArgs } from '../../../preload/contract/calls.ts'
import { type Daemon, levels } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { AccountChange, Accounts } from '../../backend/backend.ts'
import type { Registry } from '../../backend/registry.ts'
import type { Clock } from '../../lib/clock.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Keeper } from '../../store/keeper.ts'
import { checkAccount } from '../daemons/account.ts'
import type { Holding } from '../daemons/holding.ts'
import type { Managed } from '../daemons/managed.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import type { Permit } from '../permit.ts'
import { Outcomes } from './outcome.ts'
import { makePassword } from './password.ts'

export interface AccountServiceOptions {
  roster: Roster
  registry: Registry
  keeper: Keeper
  history: History
  holding: Holding
  clock: Clock
}

/** One daemon's accounts, ready to be changed. */
interface Open {
  daemon: Managed
  accounts: Accounts
}

const levelNames: Readonly<Record<number, Says>> = {
  [levels.none]: say('accounts.level.none'),
  [levels.readOnly]: say('accounts.level.readOnly'),
  [levels.normal]: say('accounts.level.normal'),
  [levels.admin]: say('accounts.level.admin'),
}

/**
 * What people do to the accounts of their daemons. A password goes to the daemon, to the keeper where Estuary itself
 * logs in with it, and once to the window when it was made here; nothing else ever has it.
 */
export class AccountService {
  readonly #options: AccountServiceOptions
  readonly #outcomes: Outcomes
  /** What was read last. */
  readonly #remembered = new Map<DaemonId, AccountList>()
  /** The end of what is under way at a daemon, by its certificate: each change reads first and then writes. */
  readonly #underWay = new Map<string, Promise<unknown>>()

  constructor(options: AccountServiceOptions) {
    this.#options = options
    this.#outcomes = new Outcomes(options)
    options.roster.removed.on((id) => this.#remembered.delete(id))
  }

  async list(permit: Permit, id: DaemonId): Promise<AccountList> {
    return this.#read(this.#open(permit, id))
  }

  /** null = nothing was read yet. */
  remembered(id: DaemonId): AccountList | null {
    return this.#remembered.get(id) ?? null
  }

  async create(permit: Permit, args: CheckedArgs<'accounts.create'>): Promise<CallResult<'accounts.create'>> {
    const { name, level } = args
    return this.#inTurn(args.daemon, async () => {
      const open = this.#open(permit, args.daemon)
      const password = args.password ?? makePassword()
      const unanswered = await this.#carryOut(open, { do: 'create', name, level, password })
      this.#tell(open, (login) => say('history.account.created', { account: name, level: nameOf(level), login }))
      return { unanswered, password: args.password === undefined ? password : null }
    })
  }

  async setLevel(permit: Permit, args: CheckedArgs<'accounts.setLevel'>): Promise<AccountChanged> {
    const { name, level, confirmed = false } = args
    return this.#inTurn(args.daemon, async () => {
      const open = this.#open(permit, args.daemon)
      const account = await this.#find(open, name)
      if (account.level === level) return { unanswered: false }
      if (level < account.level) await this.#guard(open, account, confirmed)
      else refuseOwn(open, name)
      const unanswered = await this.#carryOut(open, { do: 'level', name, level })
      this.#tell(open, (login) => say('history.account.level', { account: name, level: nameOf(level), login }))
      return { unanswered }
    })
  }

  async setPassword(
    permit: Permit,
    args: CheckedArgs<'accounts.setPassword'>,
  ): Promise<CallResult<'accounts.setPassword'>> {
    const { name } = args
    return this.#inTurn(args.daemon, async () => {
      const open = this.#open(permit, args.daemon)
      const password = args.password ?? makePassword()
      const unanswered = await this.#carryOut(open, { do: 'password', name, password })
      this.#tell(open, (login) => say('history.account.password', { account: name, login }))
      const made = args.password === undefined ? password : null
      return { unanswered, password: made, ...(await this.#keep(open.daemon, name, password)) }
    })
  }

  async remove(permit: Permit, args: CheckedArgs<'accounts.remove'>): Promise<AccountChanged> {
    const { name, confirmed = false } = args
    return this.#inTurn(args.daemon, async () => {
      const open = this.#open(permit, args.daemon)
      const account = await this.#find(open, name)
      if (account.builtIn) throw guarded('built-in', open, name)
      await this.#guard(open, account, confirmed)
      const unanswered = await this.#carryOut(open, { do: 'remove', name })
      this.#tell(open, (login) => say('history.account.removed', { account: name, login }))
      return { unanswered }
    })
  }

  /** Another entry of the same daemon, with its certificate trusted already, beside the present one. */
  async connect(args: CheckedArgs<'accounts.connect'>): Promise<Daemon> {
    const { roster, registry, history } = this.#options
    const { record } = roster.get(args.daemon)
    const { kind } = registry.get(record.kind)
    const { username, password, name } = args
    if (kind.account === 'none') throw new Fault('invalid', say('accounts.no-account', { daemon: record.name }))
    checkAccount(kind, { username, password })
    const entries = roster.all().map((daemon) => daemon.record)
    const [same] = usersOf(record, username, entries)
    if (same) {
      const why = say('accounts.connected', { name: same.name, account: username })
      throw new Fault('invalid', why, { details: { field: 'username' } })
    }
    const { address, fingerprint, unreviewed } = record
    const facts = { kind: kind.id, name, address, username, password, fingerprint, unreviewed }
    const daemon = await roster.add({ ...facts, keptTwin: fingerprint })
    const says = say('history.account.connection', { name: record.name, account: username })
    history.add({ kind: 'acted', daemon: daemon.id, name: daemon.record.name, says })
    return daemon.view()
  }

  /** One change after the other at one daemon, also over several entries. */
  async #inTurn<T>(id: DaemonId, work: () => Promise<T>): Promise<T> {
    const { fingerprint } = this.#options.roster.get(id).record
    const key = fingerprint ?? id
    const before = this.#underWay.get(key) ?? Promise.resolve()
    const own = before.then(work)
    const end = own.catch(() => {})
    this.#underWay.set(key, end)
    try {
      return await own
    } finally {
      if (this.#underWay.get(key) === end) this.#underWay.delete(key)
    }
  }

  #open(permit: Permit, id: DaemonId): Open {
    const { roster, holding } = this.#options
    const daemon = roster.get(id)
    if (holding.isHeld(id)) throw new Fault('offline', say('accounts.held', { daemon: daemon.record.name }))
    const { accounts } = permit(id)
    if (!accounts)
      throw new Fault('internal', say('log.only', { text: 'A daemon that can tell of accounts has no way to do it.' }))
    return { daemon, accounts }
  }

  async #read({ daemon, accounts }: Open): Promise<AccountList> {
    const told = await accounts.list()
    const byName = told.accounts.toSorted((one, other) => (one.name < other.name ? -1 : 1))
    const readAt = this.#options.clock.now()
    const list = { daemon: daemon.id, readAt, accounts: byName, leftOut: told.leftOut }
    this.#remembered.set(daemon.id, list)
    return list
  }

  async #find(open: Open, name: string): Promise<Account> {
    const account = (await this.#read(open)).accounts.find((one) => one.name === name)
    if (account) return account
    throw new Fault('not-found', say('accounts.gone', { daemon: open.daemon.record.name, account: name }))
  }

  /** What may not be taken from an account, or only when the person was told what that means. */
  async #guard(open: Open, account: Account, confirmed: boolean): Promise<void> {
    refuseOwn(open, account.name)
    if (confirmed) return
    if (account.builtIn) throw guarded('built-in', open, account.name)
    const all = this.#remembered.get(open.daemon.id)?.accounts ?? []
    if (isLastAdmin(all, account.name)) throw guarded('last-admin', open, account.name)
  }

  /**
   * Makes the change; true = no answer came, and it was read afterwards that it is done.
   * @throws Fault 'timeout' when it was read that nothing was changed, 'outcome-unknown' when nobody can say
   */
  async #carryOut({ daemon, accounts }: Open, change: AccountChange): Promise<boolean> {
    try {
      await accounts.change(change)
      return false
    } catch (error) {
      if (asFault(error).code !== 'outcome-unknown') throw error
    }
    const { name, username } = daemon.record
    const isOwn = change.name === username
    const isDone =
      change.do === 'password' && isOwn
        ? await this.#outcomes.ofOwnPassword(daemon, change, accounts)
        : await this.#outcomes.of(daemon, change, accounts)
    if (isDone) return true
    if (isDone === false) throw new Fault('timeout', say('accounts.not-done', { daemon: name }))
    const why =
      change.do === 'password'
        ? say('accounts.unknown-password', { daemon: name, account: change.name })
        : say('accounts.unknown', { daemon: name })
    throw new Fault('outcome-unknown', why)
  }

  /** Every entry that logs in there with the account keeps the new password from now on. */
  async #keep(
    daemon: Managed,
    account: string,
    password: string,
  ): Promise<{ kept: DaemonId[]; problem: Problem | null }> {
    const { roster } = this.#options
    const entries = roster.all().map(({ record }) => record)
    const kept: DaemonId[] = []
    let problem: Problem | null = null
    for (const { id } of usersOf(daemon.record, account, entries)) {
      try {
        await roster.keepPassword(id, password)
        kept.push(id)
      } catch (error) {
        problem = toProblem(error)
      }
    }
    return { kept, problem }
  }

  #tell({ daemon }: Open, says: (login: string) => Says): void {
    const { name, username } = daemon.record
    this.#options.history.add({ kind: 'acted', daemon: daemon.id, name, says: says(username) })
  }
}

function refuseOwn(open: Open, account: string): void {
  if (account === open.daemon.record.username) throw guarded('own', open, account)
}

const reasons: Readonly<Record<Guard, (about: { daemon: string; account: string }) => Says>> = {
  own: (about) => say('accounts.own', about),
  'built-in': (about) => say('accounts.built-in', about),
  'last-admin': (about) => say('accounts.last-admin', about),
}

function guarded(guard: Guard, { daemon }: Open, account: string): Fault {
  const why = reasons[guard]({ daemon: daemon.record.name, account })
  return new Fault('invalid', why, { details: { guard } })
}

function nameOf(level: number): Says {
  return levelNames[level] ?? say('accounts.level.other', { level })
}
