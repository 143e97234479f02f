import type { FacetName } from '../../../preload/listing/filter.ts'
import type { Desk } from '../../data/desk.svelte.ts'

/**
 * What a line of the sidebar or the rail does: it narrows the list to what it stands for, or lifts that again. While a
 * page is open it leads back to the list, where what is chosen already stays chosen.
 *
 * @param also whether it is added to what is chosen in its section
 */
export function chooseLine({ listing, pages }: Desk, facet: FacetName, value: string, also: boolean): void {
  const wasAway = pages.open !== null
  pages.leave()
  if (!wasAway || !listing.facets[facet].has(value)) listing.toggle(facet, value, also)
}
