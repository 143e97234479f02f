import { longest } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { Overview, Space } from '../backend.ts'
import type { Lately } from './lately.ts'
import { asCount, asText } from './shapes.ts'
import { person } from './verbs.ts'

/** The folder in which downloads begin, and the free space there where a running torrent lies in it. */
export async function readOverview(rtorrent: Rtorrent, lately: Lately): Promise<Overview> {
  const told = await rtorrent.query().defaultDirectory().first(person)
  const folder = asText(told.defaultDirectory, longest.path) || null
  const freeBytes = folder === null ? null : (await readSpace(rtorrent, lately, folder)).freeBytes
  return { freeBytes, folder, isFolderMissing: false }
}

/** The daemon tells of no folder, but of torrents that are open: how much room there is where they lie. */
export async function readSpace(rtorrent: Rtorrent, lately: Lately, folder: string): Promise<Space> {
  const hash = lately.torrentAt(folder)
  if (hash === null) return { freeBytes: null, isMissing: false }
  try {
    const { freeDiskspace } = await rtorrent.torrent(hash).freeDiskspace().first(person)
    return { freeBytes: asCount(freeDiskspace) || null, isMissing: false }
  } catch (error) {
    // It was removed meanwhile.
    if (error instanceof Fault && error.code === 'not-found') return { freeBytes: null, isMissing: false }
    throw error
  }
}
