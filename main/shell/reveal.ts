import { shell } from 'electron'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { styleOf } from '../../preload/torrent/folder.ts'
import { localStyleOf, within } from '../../preload/torrent/mapping.ts'
import { say } from '../../preload/words/sentences.ts'
import type { ShownPlace } from '../core/means.ts'
import { Fault } from '../lib/fault.ts'

/** A share whose machine is away answers in minutes, or never. */
const longestLookMs = 5_000

/**
 * Shows where something lies, in the system's own program for files. It is selected, never opened: a folder can be a
 * program to some systems, and its name was a stranger's choice. Fails with Fault 'invalid' for a path that this system
 * does not write so, 'not-found' and 'timeout'.
 */
export async function reveal(
  { folder, item }: ShownPlace,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const style = localStyleOf(folder)
  if (style === 'smb' && platform !== 'win32') {
    // No name of a torrent goes into an address: whatever it is, a system may open it.
    await shell.openExternal(new URL(folder.replace(/\/*$/, '/')).href)
    return
  }
  const path = style === 'smb' ? shareOf(folder) : folder
  if (styleOf(path) !== (platform === 'win32' ? 'windows' : 'posix')) {
    throw new Fault('invalid', say('folders.otherSystem', { path }), { retry: 'after-change' })
  }
  if ((await kindOf(path)) !== 'folder') {
    throw new Fault('not-found', say('folders.notThere', { path }), { retry: 'after-change' })
  }
  const place = within(path, [item])
  const isThere = place.is === 'there' && (await kindOf(join(path, item))) !== null
  shell.showItemInFolder(isThere ? join(path, item) : path)
}

/** smb://nas/films as Windows writes it. */
function shareOf(address: string): string {
  const { hostname, pathname } = new URL(address)
  return `\\\\${hostname}${decodeURIComponent(pathname).replaceAll('/', '\\')}`
}

async function kindOf(path: string): Promise<'folder' | 'other' | null> {
  const looked = stat(path).then(
    (found) => (found.isDirectory() ? 'folder' : 'other'),
    () => null,
  )
  const ended = new AbortController()
  const late = wait(longestLookMs, 'late' as const, { signal: ended.signal }).catch(() => 'late' as const)
  const found = await Promise.race([looked, late])
  ended.abort()
  if (found === 'late') throw new Fault('timeout', say('folders.late', { path }), { retry: 'later' })
  return found
}
