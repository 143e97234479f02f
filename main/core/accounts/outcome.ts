import type { LinkStatus } from '../../../preload/contract/daemons.ts'
import type { AccountChange, Accounts } from '../../backend/backend.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Keeper } from '../../store/keeper.ts'
import { type Managed, passwordName } from '../daemons/managed.ts'
import type { Roster } from '../daemons/roster.ts'

/** A daemon that is asked again has so long to be back. */
const backMs = 45_000

export interface OutcomeOptions {
  roster: Roster
  keeper: Keeper
  clock: Clock
}

const isLive = ({ state }: LinkStatus): boolean => state === 'live'
const isDecided = (status: LinkStatus): boolean => isLive(status) || isShutOut(status)
const isShutOut = ({ problem }: LinkStatus): boolean => problem?.code === 'bad-login'

/**
 * What became of a change whose answer never came. The accounts are read again: on the same connection if it still
 * lives, because a daemon that answers has dealt with what was sent before, or on the next one. Answers whether it was
 * done; null = nobody can say.
 */
export class Outcomes {
  readonly #options: OutcomeOptions

  constructor(options: OutcomeOptions) {
    this.#options = options
  }

  async of(daemon: Managed, change: AccountChange, asked: Accounts): Promise<boolean | null> {
    const told = await isSo(asked, change)
    if (told !== null) return told
    await this.#until(daemon, isLive)
    return this.#ofNext(daemon, change)
  }

  /**
   * The same for the password of the account that this connection logs in with: without an answer it is not known which
   * of the two is right. Where the old one is refused now, the new one is kept and tried; where that fails, too, the
   * old one is kept again.
   */
  async ofOwnPassword(
    daemon: Managed,
    change: AccountChange & { do: 'password' },
    asked: Accounts,
  ): Promise<boolean | null> {
    const { roster, keeper } = this.#options
    const told = await isSo(asked, change)
    if (told !== null) return told
    await this.#until(daemon, isDecided)
    if (!isShutOut(daemon.link.status)) return this.#ofNext(daemon, change)
    const before = await keeper.get(passwordName(daemon.id))
    await roster.keepPassword(daemon.id, change.password)
    await this.#until(daemon, isDecided)
    if (isLive(daemon.link.status)) return true
    if (before !== null) await roster.keepPassword(daemon.id, before)
    return null
  }

  #ofNext({ link }: Managed, change: AccountChange): Promise<boolean | null> {
    const accounts = isLive(link.status) ? link.connection?.accounts : null
    return accounts ? isSo(accounts, change) : Promise.resolve(null)
  }

  /** Waits until its link is as wanted, or for as long as it may take to be back. */
  async #until(daemon: Managed, isWanted: (status: LinkStatus) => boolean): Promise<void> {
    const { roster, clock } = this.#options
    if (isWanted(daemon.link.status)) return
    await new Promise<void>((resolve) => {
      const end = (): void => {
        stop()
        cancel()
        resolve()
      }
      const stop = roster.changed.on(() => {
        if (isWanted(daemon.link.status) || roster.find(daemon.id) !== daemon) end()
      })
      const cancel = clock.after(backMs, end)
    })
  }
}

/** null = it does not answer, or with what cannot be read. */
async function isSo(accounts: Accounts, change: AccountChange): Promise<boolean | null> {
  try {
    return await accounts.isSo(change)
  } catch {
    return null
  }
}
