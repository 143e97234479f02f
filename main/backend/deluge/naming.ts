import type { Hash } from '../../../preload/contract/keys.ts'
import { faultOfName } from '../../../preload/torrent/paths.ts'
import { say } from '../../../preload/words/sentences.ts'
import { longest } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { Fault, faultOf } from '../../lib/fault.ts'
import type { FileList } from '../backend.ts'
import { readFiles, renameFiles, renameFolder, unknownFault } from './files.ts'
import type { Requests } from './requests.ts'
import { asText } from './shapes.ts'
import { readStatusOf } from './status.ts'

/*
 * What a torrent is called. Deluge 2 shows the name that was set in its options, else the first part of its first
 * file's path, so that a renamed folder renames the torrent; 1.3 has the second only.
 */

/** Between two looks at whether it has its new name. */
const looksMs = [100, 200, 400, 800]

/**
 * Gives a torrent another name: its folder or its one file, or only what is shown of it. Looks until it is so.
 * @throws Fault 'invalid' (details.field = name or path), 'incompatible', 'remote', 'not-found'
 */
export async function renameTorrent(
  requests: Requests,
  clock: Clock,
  hash: Hash,
  { name, withFiles }: { name: string; withFiles: boolean },
): Promise<void> {
  const fault = faultOfName(name)
  if (fault) throw nameFault(say(`path.${fault}`))
  if (withFiles) await renameTop(requests, clock, hash, name)
  if ((await readName(requests, hash)) === name) return
  if (requests.generation.dialect === '1.3') {
    const { daemon } = requests
    throw new Fault('incompatible', say('rename.tooOld', { daemon }), { retry: 'never' })
  }
  // A name in the options would hide the one of the files for good.
  const args = [[hash], { name: withFiles ? '' : name }]
  await requests.call({ method: 'core.set_torrent_options', args, changing: true, torrent: hash })
  for (const ms of looksMs) {
    if ((await readName(requests, hash)) === name) return
    await new Promise<void>((resolve) => clock.after(ms, resolve))
  }
  if ((await readName(requests, hash)) === name) return
  throw new Fault('remote', say('files.notTaken', { daemon: requests.daemon }))
}

async function renameTop(requests: Requests, clock: Clock, hash: Hash, name: string): Promise<void> {
  const files = await readFiles(requests, hash)
  if (!files) throw unknownFault(requests)
  const top = topOf(files)
  if (top === null) throw nameFault(say('rename.noFolder'))
  if (top.name === name) return
  if (top.isFolder) return renameFolder(requests, clock, hash, { folder: top.name, path: name })
  const [outcome] = await renameFiles(requests, clock, hash, [{ index: 0, path: name }])
  if (outcome?.problem) throw faultOf(outcome.problem)
}

/** The one folder or file that a torrent is; null = it is several side by side. */
function topOf(files: FileList['files']): { name: string; isFolder: boolean } | null {
  const [first] = files
  if (!first) return null
  const slash = first.path.indexOf('/')
  if (slash === -1) return files.length === 1 ? { name: first.path, isFolder: false } : null
  const within = first.path.slice(0, slash + 1)
  return files.every(({ path }) => path.startsWith(within)) ? { name: within.slice(0, -1), isFolder: true } : null
}

/** What it is called now. */
export async function readName(requests: Requests, hash: Hash): Promise<string> {
  return asText((await readStatusOf(requests, hash, ['name']))['name'], longest.name)
}

export function nameFault(says: ConstructorParameters<typeof Fault>[1]): Fault {
  return new Fault('invalid', says, { details: { field: 'name' } })
}
