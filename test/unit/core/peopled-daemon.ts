import type { Account } from '../../../preload/contract/accounts.ts'
import type { AccountChange, AccountEntry, Accounts } from '../../../main/backend/backend.ts'
import { Fault, toProblem } from '../../../main/lib/fault.ts'
import { FakeBackend, FakeConnection, fingerprintOf } from './fake-backend.ts'
import { nas, newPlace, open } from './house.ts'
import { said } from '../../said.ts'

export const certificate = fingerprintOf('A1')

/** A daemon in memory that lets in those who know a password, and tells of them. */
export class PeopledDaemon implements Accounts {
  readonly people = new Map<string, { level: number; password: string }>([
    ['localclient', { level: 10, password: 'local' }],
    ['me', { level: 10, password: nas.password }],
    ['mia', { level: 5, password: 'mia pass' }],
    ['bob', { level: 10, password: 'bob pass' }],
  ])
  /** What becomes of the next changes: done and answered, done or not and never answered. */
  next: 'answered' | 'done, unanswered' | 'lost' = 'answered'
  /** With the lost answer the connection ends, too. */
  breaks = false
  asked = 0
  connections: FakeConnection[] = []
  readonly changes: AccountChange[] = []

  readonly backend = new FakeBackend((to) => {
    const found = this.people.get(to.username)
    if (found?.password !== to.password) return Promise.reject(new Fault('bad-login', said('The password is wrong.')))
    const connection = new FakeConnection([])
    connection.identity = certificate
    connection.level = found.level
    if (found.level >= 10) connection.accounts = this.over(connection)
    else connection.cannot = { accounts: toProblem(new Fault('level', said('Level 10 is needed.'))) }
    this.connections.push(connection)
    return Promise.resolve(connection)
  })

  list(): Promise<{ accounts: AccountEntry[]; leftOut: number }> {
    this.asked += 1
    const entry = ([name, { level }]: [string, { level: number }]): AccountEntry => ({
      name,
      level,
      builtIn: name === 'localclient',
    })
    return Promise.resolve({ accounts: [...this.people].map(entry), leftOut: 0 })
  }

  change(change: AccountChange): Promise<void> {
    this.changes.push(change)
    if (this.next !== 'lost') this.#do(change)
    if (this.next === 'answered') return Promise.resolve()
    if (this.breaks) this.connections.at(-1)?.break()
    return Promise.reject(new Fault('outcome-unknown', said('No answer.')))
  }

  isSo(change: AccountChange): Promise<boolean> {
    const found = this.people.get(change.name)
    if (change.do === 'remove') return Promise.resolve(!found)
    if (change.do === 'level') return Promise.resolve(found?.level === change.level)
    return Promise.resolve(found?.password === change.password)
  }

  /** What a connection that has ended can no longer ask. */
  over(connection: FakeConnection): Accounts {
    const lives = (): boolean => this.connections.at(-1) === connection && !connection.closed
    const ended = (): Promise<never> => Promise.reject(new Fault('closed', said('The connection has ended.')))
    return {
      list: () => (lives() ? this.list() : ended()),
      change: (change) => (lives() ? this.change(change) : ended()),
      isSo: (change) => (lives() && !this.breaks ? this.isSo(change) : ended()),
    }
  }

  #do(change: AccountChange): void {
    const found = this.people.get(change.name)
    if (change.do === 'create') this.people.set(change.name, { level: change.level, password: change.password })
    else if (change.do === 'remove') this.people.delete(change.name)
    else if (found && change.do === 'level') found.level = change.level
    else if (found && change.do === 'password') found.password = change.password
  }
}

/** A window at a core whose one daemon has people. */
export async function begin(daemon = new PeopledDaemon()) {
  const place = newPlace()
  const run = await open(daemon.backend, place)
  const { id } = await run.window.value('daemons.add', nas)
  await run.clock.advance(200)
  const accounts = async (): Promise<Account[]> => (await run.window.value('accounts.list', { daemon: id })).accounts
  const level = async (name: string): Promise<number | undefined> =>
    (await accounts()).find((one) => one.name === name)?.level
  const told = (): string[] => run.window.events.filter(({ kind }) => kind === 'acted').map(({ text }) => text)
  return { ...run, daemon, place, id, accounts, level, told }
}
