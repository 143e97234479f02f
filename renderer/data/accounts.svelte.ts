import type { AccountList, accountCalls } from '../../preload/contract/accounts.ts'
import type { Bridge } from '../../preload/contract/bridge.ts'
import type { CallArgs, CallResult } from '../../preload/contract/calls.ts'
import type { Daemon } from '../../preload/contract/daemons.ts'
import type { Answer, Problem } from '../../preload/contract/errors.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { Daemons } from './daemons.svelte.ts'

/** What is known of the accounts of a daemon. */
export interface KnownAccounts {
  /** As they were read last; null = never yet. */
  readonly list: AccountList | null
  readonly isAsking: boolean
  /** Why the last reading brought nothing. */
  readonly problem: Problem | null
}

/** A call that changes something; the accounts are read again behind it. */
export type AccountChange = Exclude<
  keyof typeof accountCalls,
  'accounts.list' | 'accounts.remembered' | 'accounts.connect'
>

const nothing: KnownAccounts = { list: null, isAsking: false, problem: null }

/**
 * Who may log in to which daemon. No daemon tells of changes there, so this is as old as its last reading: the page
 * reads when it is opened and when somebody comes back to it.
 */
export class Accounts {
  readonly #bridge: Bridge
  readonly #daemons: Daemons
  #known = $state.raw<ReadonlyMap<DaemonId, KnownAccounts>>(new Map())
  #wanted = $state<DaemonId | null>(null)
  readonly #chosen = $derived.by(() => {
    const { list } = this.#daemons
    return list.find(({ id }) => id === this.#wanted) ?? list.find((one) => this.mayRead(one)) ?? list[0]
  })
  /** The reading that counts, by daemon: what an older one still brings is not heard. */
  readonly #readings = new Map<DaemonId, symbol>()

  constructor(bridge: Bridge, daemons: Daemons) {
    this.#bridge = bridge
    this.#daemons = daemons
  }

  /** The daemon whose accounts are shown: the chosen one, else one that tells of them; undefined = there is no daemon. */
  get chosen(): Daemon | undefined {
    return this.#chosen
  }

  choose(id: DaemonId): void {
    this.#wanted = id
  }

  known(id: DaemonId): KnownAccounts {
    return this.#known.get(id) ?? nothing
  }

  /** Whether it can be asked now. */
  mayRead(daemon: Daemon): boolean {
    return daemon.link.state === 'live' && daemon.cannot.accounts === undefined
  }

  /** Reads the accounts of everybody that can be asked, and what is remembered of the others. */
  readAll(): void {
    for (const daemon of this.#daemons.list) void this.read(daemon)
  }

  /** Reads the accounts of a daemon, or what is remembered of them while it cannot be asked. */
  async read(daemon: Daemon): Promise<void> {
    const { id } = daemon
    const reading = Symbol(id)
    this.#readings.set(id, reading)
    const isAsking = this.mayRead(daemon)
    if (!isAsking && this.known(id).list !== null) {
      this.#keep(id, { isAsking: false, problem: null })
      return
    }
    this.#keep(id, { isAsking })
    const answer = await this.#bridge.call(isAsking ? 'accounts.list' : 'accounts.remembered', { daemon: id })
    if (this.#readings.get(id) !== reading) return
    if (!answer.ok) {
      this.#keep(id, { isAsking: false, problem: answer.error })
      return
    }
    this.#keep(id, { isAsking: false, problem: null, ...(answer.value ? { list: answer.value } : {}) })
  }

  /** Makes a change, and reads what is there then, however it went. */
  async change<N extends AccountChange>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>> {
    const answer = await this.#bridge.call(name, args)
    const daemon = this.#daemons.get(args.daemon)
    if (daemon) await this.read(daemon)
    return answer
  }

  #keep(id: DaemonId, known: Partial<KnownAccounts>): void {
    this.#known = new Map([...this.#known, [id, { ...this.known(id), ...known }]])
  }
}
