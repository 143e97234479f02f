import type { TorrentKey } from '../../preload/contract/keys.ts'
import { facetNames, type Filter } from '../../preload/listing/filter.ts'
import { fold } from '../../preload/listing/fold.ts'
import type { Group } from '../../preload/listing/groups.ts'
import type { Row } from '../../preload/listing/row.ts'

/** A row's place in the lists: stays the same thing while the row changes, so that no list has to look it up. */
export interface Entry {
  readonly key: TorrentKey
  row: Row
  group: Group
  /** The name as a search sees it; null until somebody searches. */
  folded: string | null
  /** Whether the words typed are in it. */
  matches: boolean
}

export function passes(entry: Entry): boolean {
  return entry.matches && isLetIn(entry)
}

/** Whether the choices in the sidebar let it in. */
export function isLetIn(entry: Entry): boolean {
  return entry.group.sections === facetNames
}

/** Whether the words of a filter are in its name. */
export function matchesText(entry: Entry, filter: Filter): boolean {
  if (!filter.hasWords) return true
  entry.folded ??= fold(entry.row.name)
  return filter.matchesText(entry.row, entry.folded)
}
