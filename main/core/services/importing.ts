import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, normalize } from 'node:path'
import * as v from 'valibot'
import { calls, type CallResult, type CheckedArgs } from '../../../preload/contract/calls.ts'
import { type Candidate } from '../../../preload/contract/importing.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import {
  type AuthEntry,
  type HostEntry,
  localAccount,
  readAuth,
  readDaemonPort,
  readFingerprint,
  readHostlist,
  usualPort,
} from '../../backend/deluge/hostlist.ts'
import {
  authName,
  certificateName,
  coreName,
  delugeFolders,
  hostlistNames,
  type Surroundings,
} from '../../backend/deluge/places.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import { readTextFile } from '../../lib/textfile.ts'
import type { History } from '../history.ts'
import type { Roster } from '../roster.ts'

export interface ImportOptions {
  roster: Roster
  history: History
  around: Surroundings
}

type Sighting = CallResult<'import.find'>
type Taken = CallResult<'import.take'>[number]

/** A list of hosts takes some 150 bytes a line. */
const mostBytes = 512 * 1024
const mostCandidates = 1000

/** One of what was found, with what the window does not get. */
interface Found {
  candidate: Candidate
  password: string
}

/** What one configuration folder says. */
interface Folder {
  lists: { source: string; entries: HostEntry[] }[]
  auth: AuthEntry[]
  fingerprint: string | null
}

/** Takes over the daemons that Deluge's own clients on this machine know. Reads their files and changes none. */
export class ImportService {
  readonly #options: ImportOptions
  /** By the window that looked: what one window found is no other's, and goes with it. */
  readonly #found = new WeakMap<object, Map<string, Found>>()

  constructor(options: ImportOptions) {
    this.#options = options
  }

  /** Looks in the usual places, or in the one folder given (or the folder of the file given). */
  async find(window: object, { folder: chosen }: CheckedArgs<'import.find'>): Promise<Sighting> {
    const folders = chosen === undefined ? delugeFolders(this.#options.around) : [await this.#folderOf(chosen)]
    const problems: Problem[] = []
    const found = new Map<string, Found>()
    const seen = new Set<string>()
    for (const path of folders) {
      const folder = await readFolder(path, problems)
      for (const { source, entries } of folder.lists) {
        for (const entry of entries) this.#gather(entry, source, folder, found, seen)
      }
    }
    this.#found.set(window, found)
    return { folders, candidates: [...found.values()].map(({ candidate }) => candidate), problems }
  }

  /** Adds what the person chose, one after the other; one that fails costs only itself. */
  async take(window: object, { items }: CheckedArgs<'import.take'>): Promise<Taken[]> {
    const found = this.#found.get(window)
    const results: Taken[] = []
    for (const item of items) {
      try {
        results.push({ id: item.id, daemon: await this.#takeOne(found?.get(item.id), item), problem: null })
      } catch (error) {
        results.push({ id: item.id, daemon: null, problem: toProblem(error) })
      }
    }
    return results
  }

  async #takeOne(
    found: Found | undefined,
    item: CheckedArgs<'import.take'>['items'][number],
  ): Promise<Taken['daemon']> {
    if (!found) throw new Fault('not-found', 'That list is out of date. Look for the daemons again.')
    const { host, port, fingerprint, source, problem } = found.candidate
    if (problem) throw new Fault(problem.code, problem.message, { retry: problem.retry })
    const username = found.candidate.username || (item.username ?? '')
    const password = found.password || (item.password ?? '')
    const facts = { name: item.name, host, port, username, password }
    const checked = v.safeParse(calls['daemons.add'].args, facts)
    if (!checked.success) {
      const [issue] = checked.issues
      throw new Fault('invalid', issue.message, { details: { field: v.getDotPath(issue) ?? 'name' } })
    }
    const daemon = await this.#options.roster.add({ ...checked.output, fingerprint })
    if (fingerprint !== null) {
      const text = `Certificate ${fingerprint} trusted: it is the one in ${join(dirname(source), certificateName)}.`
      this.#options.history.add({ kind: 'trusted', daemon: daemon.id, name: item.name, text })
    }
    return daemon.view()
  }

  #gather(entry: HostEntry, source: string, folder: Folder, found: Map<string, Found>, seen: Set<string>): void {
    if (found.size >= mostCandidates) return
    const { username, password, account } = credentialsOf(entry, folder.auth)
    const { host, port } = entry
    // Deluge 2 leaves 1.3's list behind under another name, but links and copies of it are about.
    const key = JSON.stringify([host.toLowerCase(), port, username])
    if (entry.damage === null && seen.has(key)) return
    seen.add(key)
    const id = randomBytes(9).toString('base64url')
    const candidate: Candidate = {
      id,
      source,
      name: this.#nameFor(host, found),
      host: host.slice(0, 255),
      port,
      username: username.slice(0, 256),
      hasPassword: password !== '',
      level: account?.level ?? null,
      fingerprint: account ? folder.fingerprint : null,
      already: this.#options.roster.holder({ host, port: port ?? 0, username })?.name ?? null,
      problem: problemOf(entry, source, username, password),
    }
    found.set(id, { candidate, password })
  }

  /** A name that nothing in the list and nothing found has: the host's own, or its address. */
  #nameFor(host: string, found: Map<string, Found>): string {
    const isAddress = host.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host)
    const own = isAddress ? host : (host.split('.')[0] ?? '')
    const base = isThisMachine(host) ? 'localhost' : own.slice(0, 90) || 'daemon'
    const taken = new Set(
      [
        ...this.#options.roster.all().map(({ record }) => record.name),
        ...[...found.values()].map(({ candidate }) => candidate.name),
      ].map((name) => name.toLowerCase()),
    )
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? base : `${base} ${number}`
      if (!taken.has(name.toLowerCase())) return name
    }
  }

  /** The folder that was typed or chosen; a list's own path means the folder that it is in. */
  async #folderOf(typed: string): Promise<string> {
    const details = { field: 'folder' }
    const path = normalize(typed.replace(/^~(?=$|[/\\])/, () => this.#options.around.home))
    if (!isAbsolute(path)) throw new Fault('invalid', 'Give the whole path of the folder.', { details })
    const isList = hostlistNames.some((name) => name === basename(path))
    const folder = isList ? dirname(path) : path
    const found = await stat(folder).catch(() => null)
    if (!found) throw new Fault('not-found', `There is no folder ${folder} that can be read.`, { details })
    if (!found.isDirectory()) throw new Fault('invalid', `${folder} is no folder.`, { details })
    return folder
  }
}

/** Reads what a folder has; a file that cannot be read is a problem and costs only itself. */
async function readFolder(folder: string, problems: Problem[]): Promise<Folder> {
  const read = async (name: string): Promise<string | null> => {
    try {
      return await readTextFile(join(folder, name), mostBytes)
    } catch (error) {
      problems.push(toProblem(error))
      return null
    }
  }
  const lists: Folder['lists'] = []
  const auth = readAuth((await read(authName)) ?? '')
  for (const name of hostlistNames) {
    const text = await read(name)
    if (text === null) continue
    const source = join(folder, name)
    const entries = readHostlist(text)
    if (entries) lists.push({ source, entries })
    else problems.push(toProblem(new Fault('corrupt', `${source} is no list of hosts of Deluge 1.3 or 2.`)))
  }
  const local = auth.find(({ username }) => username === localAccount)
  // Deluge's clients begin their list with the daemon of the same folder.
  if (lists.length === 0 && local) {
    const core = await read(coreName)
    const port = core === null ? usualPort : readDaemonPort(core)
    const { username, password } = local
    const entry = { place: 1, host: '127.0.0.1', port, username, password, damage: null }
    lists.push({ source: join(folder, authName), entries: [entry] })
  }
  const certificate = auth.length > 0 ? await read(certificateName) : null
  return { lists, auth, fingerprint: certificate === null ? null : readFingerprint(certificate) }
}

/**
 * The account of an entry. For a daemon on this machine the auth file of the same folder fills in what is missing, as
 * Deluge's clients do. `account` says that the entry is that file's very account, so that the daemon is the one of the
 * folder; the same address alone may be the near end of a tunnel.
 */
function credentialsOf(
  { host, username, password }: HostEntry,
  auth: readonly AuthEntry[],
): { username: string; password: string; account: AuthEntry | null } {
  const account = isThisMachine(host)
    ? auth.find((one) => one.username === (username || localAccount) && (!password || one.password === password))
    : undefined
  if (!account) return { username, password, account: null }
  return { username: account.username, password: account.password, account }
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)
}

function problemOf({ place, damage, host }: HostEntry, source: string, username: string, password: string) {
  const { entries } = calls['daemons.add'].args
  const odd =
    damage ??
    (!v.is(entries.host, host) ? 'its host is neither a name nor an address' : null) ??
    (username !== '' && !v.is(entries.username, username) ? 'its user name is too long' : null) ??
    (password !== '' && !v.is(entries.password, password) ? 'its password is too long' : null)
  if (odd === null) return null
  const message = `Entry ${place} of ${source} is damaged: ${odd}.`
  return toProblem(new Fault('corrupt', message, { details: { path: source } }))
}
