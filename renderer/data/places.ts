import { isOfThisMachine } from '../../preload/contract/address.ts'
import { splitKey, type TorrentKey } from '../../preload/contract/keys.ts'
import type { Says } from '../../preload/contract/says.ts'
import { bareFolder, isSeparator, styleOf } from '../../preload/torrent/folder.ts'
import { placeOf, within } from '../../preload/torrent/mapping.ts'
import { inEnglish, say } from '../../preload/words/sentences.ts'
import { inWords } from '../text/told.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Torrents } from './torrents.svelte.ts'

interface PlacesOptions {
  daemons: Daemons
  torrents: Torrents
  /** Whether this window can show folders of its machine: a browser cannot. */
  canShow: boolean
}

/** Where the person has what torrents are on their daemons' disks. */
export class Places {
  readonly #options: PlacesOptions

  constructor(options: PlacesOptions) {
    this.#options = options
  }

  /** Why the place of a torrent cannot be shown, in words for the person; null = it can. */
  why(key: TorrentKey): string | null {
    const { daemons, torrents, canShow } = this.#options
    if (!canShow) return spoken(say('folders.noDesktop'))
    const row = torrents.rows.get(key)
    const daemon = daemons.get(splitKey(key).daemon)
    if (!row || !daemon) return null
    const place = placeOf(daemon.mappings, row.folder)
    if (place.is === 'unfit') return spoken(say('folders.unfit', { path: row.folder }))
    if (place.is === 'there' || isOfThisMachine(daemon.address)) return null
    return spoken(say('folders.unmapped', { daemon: daemon.name }))
  }

  /** The path of what a torrent is: where the person has it, else on its daemon's machine. null = not known yet. */
  pathOf(key: TorrentKey): string | null {
    const { daemons, torrents } = this.#options
    const row = torrents.rows.get(key)
    if (!row || row.folder === '') return null
    const place = placeOf(daemons.get(row.daemon)?.mappings ?? [], row.folder)
    if (place.is === 'there') {
      const inside = within(place.path, [row.name])
      return inside.is === 'there' ? inside.path : place.path
    }
    const folder = bareFolder(row.folder)
    const style = styleOf(folder) ?? 'posix'
    return isSeparator(folder.at(-1), style)
      ? folder + row.name
      : folder + (style === 'windows' ? '\\' : '/') + row.name
  }
}

function spoken(says: Says): string {
  return inWords(says, inEnglish(says))
}
