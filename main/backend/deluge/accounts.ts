import { levels } from '../../../preload/contract/daemons.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import { lists, longest, turn } from '../../lib/bounds.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'
import type { WireInput, WireValue } from '../../wire/deluge/rencode.ts'
import type { AccountChange, AccountEntry, Accounts } from '../backend.ts'
import type { Requests } from './requests.ts'
import { asNumber, itemsOf, lookUp } from './shapes.ts'

/** The daemon makes it anew whenever it is missing, and its own machine's programs read its password from the file. */
const builtIn = 'localclient'
/** Deluge takes levels by their names. */
const levelNames: Readonly<Record<number, string>> = {
  [levels.none]: 'NONE',
  [levels.readOnly]: 'READONLY',
  [levels.normal]: 'NORMAL',
  [levels.admin]: 'ADMIN',
}
const highestLevel = 1_000

/** An account as the daemon tells it, with its password in plain text (observed): it stays in this file. */
interface Told {
  name: string
  level: number
  password: WireValue | undefined
}

/** Accounts of Deluge 2, for a login of level 10. */
export class DelugeAccounts implements Accounts {
  readonly #requests: Requests

  constructor(requests: Requests) {
    this.#requests = requests
  }

  async list(): Promise<{ accounts: AccountEntry[]; leftOut: number }> {
    const accounts: AccountEntry[] = []
    let told = 0
    for await (const account of this.#each()) {
      told += 1
      if (account && accounts.length < lists.accounts) {
        accounts.push({ name: account.name, level: account.level, builtIn: account.name === builtIn })
      }
    }
    return { accounts, leftOut: told - accounts.length }
  }

  async change(change: AccountChange): Promise<void> {
    const { name } = change
    if (change.do === 'create') {
      await this.#tell(
        'core.create_account',
        [name, change.password, this.#nameOf(name, change.level)],
        change.password,
      )
    } else if (change.do === 'remove') {
      await this.#tell('core.remove_account', [name])
    } else {
      // Deluge has one call for both: what is not to change is given back as it was told.
      const now = await this.#find(name)
      const password = change.do === 'password' ? change.password : now.password
      const level = this.#nameOf(name, change.do === 'level' ? change.level : now.level)
      if (typeof password !== 'string') throw this.#malformed()
      await this.#tell('core.update_account', [name, password, level], password)
    }
  }

  async isSo(change: AccountChange): Promise<boolean> {
    const now = await this.#find(change.name).catch((error: unknown) => nullForMissing(error))
    if (change.do === 'remove') return now === null
    if (now === null) return false
    const hasLevel = change.do === 'password' || now.level === change.level
    return hasLevel && (change.do === 'level' || now.password === change.password)
  }

  /** @throws Fault 'not-found' */
  async #find(name: string): Promise<Told> {
    for await (const account of this.#each()) if (account?.name === name) return account
    throw new Fault('not-found', say('accounts.gone', { daemon: this.#requests.daemon, account: name }))
  }

  /** Everything told of, each name once; null = what nobody could log in with, or what was told before. */
  async *#each(): AsyncGenerator<Told | null> {
    const answer = await this.#call('core.get_known_accounts', [])
    const seen = new Set<string>()
    for await (const part of inParts(this.#itemsOf(answer), turn.listItems, systemTurns)) {
      for (const item of part) {
        const account = read(item)
        const isNew = account !== null && !seen.has(account.name)
        if (isNew) seen.add(account.name)
        yield isNew ? account : null
      }
    }
  }

  #itemsOf(answer: WireValue): WireValue[] {
    try {
      return itemsOf(answer, 'accounts')
    } catch {
      throw this.#malformed()
    }
  }

  #malformed(): Fault {
    return new Fault('protocol', say('accounts.malformed', { daemon: this.#requests.daemon }))
  }

  #nameOf(account: string, level: number): string {
    const name = levelNames[level]
    if (name !== undefined) return name
    throw new Fault('incompatible', say('accounts.unwritable', { account, level }))
  }

  async #tell(method: string, args: readonly WireInput[], secret?: string): Promise<void> {
    await this.#call(method, args, { changing: true, secret })
  }

  /** A failure is told anew: the daemon's own facts about it may repeat what it was sent. */
  async #call(
    method: string,
    args: readonly WireInput[],
    { changing = false, secret }: { changing?: boolean; secret?: string | undefined } = {},
  ): Promise<WireValue> {
    try {
      return await this.#requests.call({ method, args, changing })
    } catch (error) {
      const [account] = args
      throw this.#retold(asFault(error), typeof account === 'string' ? account : '', secret)
    }
  }

  #retold(fault: Fault, account: string, secret: string | undefined): Fault {
    const { daemon } = this.#requests
    const { exception, pythonType, message, method, have, need } = fault.details ?? {}
    if (exception === undefined) return fault
    if (fault.code === 'level') {
      return new Fault('level', fault.says ?? fault.message, { details: { have, need } })
    }
    const said = plain(message, secret)
    const options = { details: { exception: plain(exception, secret), method } }
    if (exception === 'AuthManagerError') {
      if (/in use/i.test(said)) return taken(say('accounts.taken', { daemon, account }))
      if (/not known/i.test(said)) return new Fault('not-found', say('accounts.gone', { daemon, account }), options)
      if (/your own account/i.test(said)) return new Fault('invalid', say('accounts.own', { daemon, account }), options)
    }
    // Deluge does not find the name of a level that is none of the four, and then tells of no account at all (observed).
    if (method === 'core.get_known_accounts' && pythonType === 'KeyError') {
      return new Fault('remote', say('accounts.unlisted', { daemon }), options)
    }
    const reason = said.replace(/\.+$/, '')
    const why =
      reason === '' ? say('accounts.refused-silently', { daemon }) : say('accounts.refused', { daemon, reason })
    return new Fault('remote', why, options)
  }
}

function taken(why: Says): Fault {
  return new Fault('invalid', why, { details: { field: 'name' } })
}

/** null = no account that can be addressed: no text for a name, one that is too long, or no level. */
function read(item: WireValue): Told | null {
  let field: (key: string) => WireValue | undefined
  try {
    field = lookUp(item, 'accounts')
  } catch {
    return null
  }
  const [name, level] = [field('username'), asNumber(field('authlevel_int'))]
  if (typeof name !== 'string' || name.length > longest.word) return null
  if (level === undefined || !Number.isInteger(level) || level < 0 || level > highestLevel) return null
  return { name, level, password: field('password') }
}

/** What a daemon said, without the secret that it was sent. */
function plain(said: unknown, secret: string | undefined): string {
  if (typeof said !== 'string') return ''
  return secret ? said.replaceAll(secret, '…') : said
}

function nullForMissing(error: unknown): null {
  if (error instanceof Fault && error.code === 'not-found') return null
  throw error
}
