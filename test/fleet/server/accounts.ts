import { DelugeError, PythonError } from './exceptions.ts'

export interface Account {
  username: string
  password: string
  level: number
}

/** Names of levels as core.get_auth_levels_mappings tells them (observed). */
export const levelByName: Readonly<Record<string, number>> = { NONE: 0, READONLY: 1, DEFAULT: 5, NORMAL: 5, ADMIN: 10 }
export const nameByLevel: ReadonlyMap<number, string> = new Map([
  [0, 'NONE'],
  [1, 'READONLY'],
  [5, 'NORMAL'],
  [10, 'ADMIN'],
])

/** One account of each level, under the names that the recorded daemons had. */
export const usualAccounts: readonly Account[] = [
  { username: 'localclient', password: 'localpass', level: 10 },
  { username: 'admin', password: 'adminpass', level: 10 },
  { username: 'normal', password: 'normalpass', level: 5 },
  { username: 'reader', password: 'readerpass', level: 1 },
  { username: 'none', password: 'nonepass', level: 0 },
]

function levelNamed(name: string): number {
  const level = levelByName[name]
  // Deluge fails to build its own exception here; this is what the caller sees (observed on 2.0.3).
  if (level === undefined) {
    const text = "_UsernameBasedPasstroughError.__init__() missing 1 required positional argument: 'username'"
    throw new PythonError('TypeError', text)
  }
  return level
}

const failed = (message: string, username: string): DelugeError =>
  new DelugeError('AuthManagerError', [message, username])

/** The daemon's auth file. Changes do not touch sessions that live already (observed). */
export class Accounts {
  readonly #accounts = new Map<string, Account>()

  constructor(accounts: readonly Account[] = usualAccounts) {
    for (const account of accounts) this.#accounts.set(account.username, { ...account })
  }

  all(): readonly Account[] {
    return [...this.#accounts.values()]
  }

  /** The level of the account, or the refusals of real daemons (observed). */
  login(username: string, password: string): number {
    const refuse = (exception: string, message: string): DelugeError => new DelugeError(exception, [message, username])
    if (!username) throw refuse('AuthenticationRequired', 'Username and Password are required.')
    const account = this.#accounts.get(username)
    if (!account) throw refuse('BadLoginError', 'Username does not exist')
    if (account.password === password) return account.level
    if (!password) throw refuse('AuthenticationRequired', 'Password is required')
    throw refuse('BadLoginError', 'Password does not match')
  }

  create(username: string, password: string, level: string): true {
    if (this.#accounts.has(username)) throw failed('Username in use.', username)
    this.#accounts.set(username, { username, password, level: levelNamed(level) })
    return true
  }

  update(username: string, password: string, level: string): true {
    const account = this.#accounts.get(username)
    if (!account) throw failed('Username not known', username)
    account.level = levelNamed(level)
    account.password = password
    return true
  }

  remove(username: string, asked: string): true {
    if (!this.#accounts.has(username)) throw failed('Username not known', username)
    if (username === asked) throw failed('You cannot delete your own account while logged in!', username)
    this.#accounts.delete(username)
    return true
  }
}
