import { stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, normalize } from 'node:path'
import * as v from 'valibot'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import { AddressSchema } from '../../../preload/contract/address.ts'
import { password as PasswordSchema, username as UsernameSchema } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import { isThisMachine } from '../../../preload/contract/address.ts'
import { readTextFile } from '../../lib/textfile.ts'
import type { Importer, Sighting } from '../backend.ts'
import {
  type AuthEntry,
  type HostEntry,
  localAccount,
  readAuth,
  readDaemonPort,
  readFingerprint,
  readHostlist,
  usualPort,
} from './hostlist.ts'
import { authName, certificateName, coreName, delugeFolders, hostlistNames } from './places.ts'

/** A list of hosts takes some 150 bytes a line. */
const mostBytes = 512 * 1024

/** What one configuration folder says. */
interface Folder {
  path: string
  lists: { source: string; entries: HostEntry[] }[]
  auth: AuthEntry[]
  fingerprint: string | null
}

/** What Deluge's desktop, console and web clients, and a daemon on this machine, keep in their configuration folders. */
export const importer: Importer = {
  async find(around, chosen) {
    const folders = chosen === undefined ? delugeFolders(around) : [await folderOf(chosen, around.home)]
    const problems: Problem[] = []
    const sightings: Sighting[] = []
    for (const path of folders) {
      const folder = await readFolder(path, problems)
      for (const { source, entries } of folder.lists) {
        for (const entry of entries) sightings.push(sightingOf(entry, source, folder))
      }
    }
    return { folders, sightings, problems }
  },
}

function sightingOf(entry: HostEntry, source: string, folder: Folder): Sighting {
  const { username, password, account } = credentialsOf(entry, folder.auth)
  const { host, port, place } = entry
  const address = v.safeParse(AddressSchema, { way: 'tls', host, port })
  const odd = entry.damage ?? oddityOf(address.success, username, password)
  const isPinned = account !== null && folder.fingerprint !== null
  return {
    source,
    place: host.slice(0, 255),
    address: address.success ? address.output : null,
    username: username.slice(0, 256),
    password,
    level: account?.level ?? null,
    identity: isPinned ? { value: folder.fingerprint!, source: join(folder.path, certificateName) } : null,
    damage: odd === null ? null : say('import.damaged', { number: place, path: source, why: odd }),
  }
}

function oddityOf(isAddress: boolean, username: string, password: string): Says | null {
  if (!isAddress) return say('entry.host.odd')
  if (!v.is(UsernameSchema, username)) return say('entry.username.long')
  return v.is(PasswordSchema, password) ? null : say('entry.password.long')
}

/** The folder that was typed or chosen; a list's own path means the folder that it is in. */
async function folderOf(typed: string, home: string): Promise<string> {
  const details = { field: 'folder' }
  const path = normalize(typed.replace(/^~(?=$|[/\\])/, () => home))
  if (!isAbsolute(path)) throw new Fault('invalid', say('import.path'), { details })
  const isList = hostlistNames.some((name) => name === basename(path))
  const folder = isList ? dirname(path) : path
  const found = await stat(folder).catch(() => null)
  if (!found) throw new Fault('not-found', say('import.no-folder', { folder }), { details })
  if (!found.isDirectory()) throw new Fault('invalid', say('import.other', { folder }), { details })
  return folder
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
    else problems.push(toProblem(new Fault('corrupt', say('deluge.import.no-list', { path: source }))))
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
  return { path: folder, lists, auth, fingerprint: certificate === null ? null : readFingerprint(certificate) }
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
