import type { Account, accountCalls, AccountList } from '../../../preload/contract/accounts.ts'
import type { CallArgs, CallResult } from '../../../preload/contract/calls.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import { Refusal } from './refusal.ts'

/** What the stage has of daemons. */
interface Stage {
  daemons: () => readonly Daemon[]
  write: (daemon: Daemon) => Daemon
}

const account = (name: string, level: number): Account => ({ name, level, builtIn: name === 'localclient' })

/** As in the picture. */
const pictured: readonly Account[] = [
  account('admin', 10),
  account('archive-bot', 5),
  account('localclient', 10),
  account('mia', 5),
  account('old-laptop', 0),
  account('tv', 1),
]

/** The calls about accounts, over those of the picture at every daemon. */
export function accountHandlers({ daemons, write }: Stage): {
  [N in keyof typeof accountCalls]: (args: CallArgs<N>) => CallResult<N>
} {
  const lists = new Map<string, Account[]>()
  let made = 0
  const daemon = (id: string): Daemon | undefined => daemons().find((one) => one.id === id)

  const of = (id: string): Account[] => {
    const found = lists.get(id) ?? [...pictured]
    lists.set(id, found)
    return found
  }
  const reached = (id: string): Account[] => {
    const asked = daemon(id)
    if (asked?.link.state !== 'live') throw new Refusal('offline', `${asked?.name ?? 'It'} is not connected.`)
    const why = asked.cannot.accounts
    if (why) throw new Refusal(why.code, why.message)
    return of(id)
  }
  const put = (id: string, name: string, change: (list: Account[]) => Account[]): void => {
    if (!reached(id).some((one) => one.name === name)) throw new Refusal('not-found', `There is no ${name} any more.`)
    lists.set(id, change(of(id)))
  }
  const told = (id: string, accounts: Account[]): AccountList => ({
    daemon: id,
    readAt: Date.now(),
    accounts,
    leftOut: 0,
  })
  const password = (given: string | undefined): string | null =>
    given === undefined ? 'correcthorse7battery9staple' : null

  return {
    'accounts.list': ({ daemon: id }) => told(id, reached(id)),
    'accounts.remembered': ({ daemon: id }) => (lists.has(id) ? told(id, of(id)) : null),
    'accounts.create': ({ daemon: id, name, level, password: given }) => {
      const list = reached(id)
      if (list.some((one) => one.name === name)) throw new Refusal('invalid', `There is an account ${name} already.`)
      lists.set(
        id,
        [...list, account(name, level)].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      )
      return { unanswered: false, password: password(given) }
    },
    'accounts.setLevel': ({ daemon: id, name, level }) => {
      put(id, name, (list) => list.map((one) => (one.name === name ? account(name, level) : one)))
      return { unanswered: false }
    },
    'accounts.setPassword': ({ daemon: id, name, password: given }) => {
      put(id, name, (list) => list)
      return { unanswered: false, password: password(given), kept: [], problem: null }
    },
    'accounts.remove': ({ daemon: id, name }) => {
      put(id, name, (list) => list.filter((one) => one.name !== name))
      return { unanswered: false }
    },
    'accounts.connect': ({ daemon: id, name, username }) => {
      const pattern = daemon(id)
      if (!pattern) throw new Refusal('not-found', 'That daemon is not in the list any more.')
      return write({
        ...pattern,
        id: `beside${(made += 1)}`,
        name,
        username,
        mark: (pattern.mark + 3) % 8,
        torrents: 0,
      })
    },
  }
}
