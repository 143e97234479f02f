import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withDeadline } from '../lib/clock.ts'

/** Estuary's own folder has a few dozen files, Electron's beside them some hundreds. */
const most = { files: 20_000, ms: 3_000 }

/** Bytes of all files in a folder, links not followed; null = there are too many, or the disk does not answer in time. */
export async function weigh(folder: string): Promise<number | null> {
  const give = new AbortController()
  try {
    return await withDeadline(weighAll(folder, give.signal), most.ms, () => new Error('The disk is too slow.'))
  } catch {
    return null
  } finally {
    give.abort()
  }
}

async function weighAll(folder: string, signal: AbortSignal): Promise<number> {
  let bytes = 0
  let files = 0
  const folders = [folder]
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      files += 1
      if (files > most.files || signal.aborted) throw new Error('That is not counted to its end.')
      if (entry.isDirectory()) folders.push(join(at, entry.name))
      // What is gone in this moment weighs nothing.
      else if (entry.isFile()) bytes += (await lstat(join(at, entry.name)).catch(() => null))?.size ?? 0
    }
  }
  return bytes
}
