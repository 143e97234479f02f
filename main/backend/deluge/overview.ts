import { longest } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import type { Overview, Space } from '../backend.ts'
import type { Requests } from './requests.ts'
import { asCountOrNull, asText, lookUp } from './shapes.ts'

/** So many folders above a missing one are asked about. */
const mostAbove = 12

/** The download folder and the free space where it is. */
export async function readOverview(requests: Requests): Promise<Overview> {
  const [space, config] = await Promise.all([
    askSpace(requests, []),
    requests.call({ method: 'core.get_config_values', args: [['download_location']] }),
  ])
  const folder = asText(lookUp(config, 'settings')('download_location'), longest.path) || null
  if (space !== null || folder === null) return { freeBytes: space, folder, isFolderMissing: false }
  const { freeBytes, isMissing } = await spaceAbove(requests, folder)
  return { freeBytes, folder, isFolderMissing: isMissing }
}

/** The free space at a folder. */
export async function readSpace(requests: Requests, folder: string): Promise<Space> {
  const freeBytes = await askSpace(requests, [folder])
  return freeBytes === null ? spaceAbove(requests, folder) : { freeBytes, isMissing: false }
}

/**
 * Deluge makes a missing folder when it is needed and has no space to tell until then (2.x answers -1, others refuse):
 * then it is that of the nearest folder above which is there.
 */
async function spaceAbove(requests: Requests, folder: string): Promise<Space> {
  for (const above of foldersAbove(folder).slice(0, mostAbove)) {
    const freeBytes = await askSpace(requests, [above])
    if (freeBytes !== null) return { freeBytes, isMissing: true }
  }
  return { freeBytes: null, isMissing: false }
}

async function askSpace(requests: Requests, args: string[]): Promise<number | null> {
  return asCountOrNull(await requests.call({ method: 'core.get_free_space', args }).catch(nullForRefusal))
}

/** A daemon's own refusal costs this one value; a broken connection still fails the call. */
function nullForRefusal(error: unknown): null {
  if (error instanceof Fault && error.code === 'remote') return null
  throw error
}

/** The folders that a folder lies in, the nearest first; on Windows, too. */
function foldersAbove(folder: string): string[] {
  const above: string[] = []
  let at = folder
  for (;;) {
    const bare = at.replace(/[/\\]+$/, '')
    const cut = bare.search(/[/\\][^/\\]*$/)
    if (cut < 0) return above
    // The separator stays at what would be nothing, or a drive, without it.
    at = cut === 0 || bare[cut - 1] === ':' ? bare.slice(0, cut + 1) : bare.slice(0, cut)
    above.push(at)
  }
}
