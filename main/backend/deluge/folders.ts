import type { FolderList } from '../../../preload/contract/folders.ts'
import { isSeparator, lastNameAt, type PathStyle, styleOf } from '../../../preload/torrent/folder.ts'
import { lists, longest, turn } from '../../lib/bounds.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'
import type { Requests } from './requests.ts'
import { itemsOf, lookUp } from './shapes.ts'

/** A list with a name that is not UTF-8 is never answered (observed on 2.0.3 and 2.2.0), and nobody types that slowly. */
const deadlineMs = 5_000

/**
 * Folders with which a path may go on. A path that is not whole is not asked about: it would be one of wherever the
 * daemon was started. Of what is answered, folders are taken that lie where they were asked for.
 * @throws Fault 'protocol'
 */
export async function completeFolders(requests: Requests, path: string, hidden: boolean): Promise<FolderList> {
  const style = styleOf(path)
  // The daemon's own system would stumble over these.
  if (style === null || path.includes('\0') || !path.isWellFormed()) return { folders: [], left: 0 }
  const asked = spelt(path, style)
  const args = [{ completion_text: asked, show_hidden_files: hidden }]
  const answer = await requests.call({ method: 'core.get_completion_paths', args, deadlineMs })
  const folders = new Set<string>()
  let left = 0
  for await (const part of inParts(
    itemsOf(lookUp(answer, 'folders')('paths') ?? null, 'folders'),
    turn.listItems,
    systemTurns,
  )) {
    for (const item of part) {
      if (typeof item !== 'string' || !goesOn(asked, item, style)) continue
      if (folders.size < lists.folders) folders.add(item)
      else left += 1
    }
  }
  // Deluge sorts them with their separators, which puts "films 2" before "films".
  const sorted = [...folders].sort((one, other) => (one.slice(0, -1) < other.slice(0, -1) ? -1 : 1))
  return { folders: sorted, left }
}

/** Without what makes a system answer another path than the one that was asked for: separators that stand twice. */
function spelt(path: string, style: PathStyle): string {
  return style === 'posix' ? path.replace(/\/{2,}/g, '/') : path
}

/** Whether this is a folder that the path goes on with: with the same last name or a longer one, and a separator behind it. */
function goesOn(asked: string, folder: string, style: PathStyle): boolean {
  if (folder.length > longest.path || !isSeparator(folder.at(-1), style)) return false
  const bare = folder.slice(0, -1)
  const from = lastNameAt(bare, style)
  return from < bare.length && from === lastNameAt(asked, style) && alike(bare, style).startsWith(alike(asked, style))
}

/** Windows writes its own separator behind those that were asked for. */
function alike(path: string, style: PathStyle): string {
  return style === 'windows' ? path.replaceAll('\\', '/') : path
}
