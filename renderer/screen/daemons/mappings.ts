import * as v from 'valibot'
import { type Mappings, MappingSchema } from '../../../preload/contract/mappings.ts'
import { bareFolder } from '../../../preload/torrent/folder.ts'
import { folderWords } from '../../text/words.ts'
import { knownText } from '../../text/told.ts'

/** A line of the dialog, as typed. */
export interface MappingDraft {
  readonly id: number
  remote: string
  local: string
}

export type MappingErrors = Partial<Record<'remote' | 'local', string>>

/** What is to be kept, or what is wrong in which line. Lines with nothing in them are left out. */
export function checkMappings(
  drafts: readonly MappingDraft[],
): { ok: true; mappings: Mappings } | { ok: false; errors: ReadonlyMap<number, MappingErrors> } {
  const errors = new Map<number, MappingErrors>()
  const mappings: Mappings = []
  for (const { id, remote, local } of drafts) {
    if (remote.trim() === '' && local.trim() === '') continue
    const read = v.safeParse(MappingSchema, { remote, local })
    const found: MappingErrors = {}
    for (const issue of read.issues ?? []) {
      const field = issue.path?.[0].key
      if (field === 'remote' || field === 'local') found[field] ??= knownText(issue.message)
    }
    const bare = bareFolder(remote.trim())
    if (mappings.some((other) => other.remote === bare)) found.remote ??= folderWords.map.twice
    if (read.success && Object.keys(found).length === 0) mappings.push({ remote: bare, local: read.output.local })
    else errors.set(id, found)
  }
  return errors.size === 0 ? { ok: true, mappings } : { ok: false, errors }
}
