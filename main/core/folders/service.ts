import { isOfThisMachine } from '../../../preload/contract/address.ts'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import { type DaemonId, splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { Mappings } from '../../../preload/contract/mappings.ts'
import { bareFolder } from '../../../preload/torrent/folder.ts'
import { placeOf } from '../../../preload/torrent/mapping.ts'
import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'
import type { Roster } from '../daemons/roster.ts'
import type { Outside, ShownPlace } from '../means.ts'

/** Where the person has what lies on daemons' machines. */
export class FolderService {
  readonly #roster: Roster
  readonly #outside: Outside

  constructor(roster: Roster, outside: Outside) {
    this.#roster = roster
    this.#outside = outside
  }

  /** Says anew where the person has which folders of a daemon. */
  async map(id: DaemonId, mappings: Mappings): Promise<Daemon> {
    const bare = mappings.map(({ remote, local }) => ({ remote: bareFolder(remote), local: bareFolder(local) }))
    const daemon = await this.#roster.edit(id, { mappings: bare })
    return daemon.view()
  }

  /** Shows where a torrent lies. What is shown follows from what is known here: no caller names a path. */
  async show(key: TorrentKey): Promise<void> {
    const { showInFolder } = this.#outside
    if (!showInFolder) throw new Fault('invalid', say('folders.noDesktop'), { retry: 'never' })
    await showInFolder(this.#placeOf(key))
  }

  /** What shows where a torrent lies; null = that is not known here. */
  shower(key: TorrentKey): (() => Promise<void>) | null {
    try {
      this.#placeOf(key)
      return this.#outside.showInFolder && (() => this.show(key))
    } catch {
      return null
    }
  }

  #placeOf(key: TorrentKey): ShownPlace {
    const { daemon: id, hash } = splitKey(key)
    const { record, rows } = this.#roster.get(id)
    const row = rows.get(hash)
    if (!row) throw new Fault('not-found', say('torrent.gone', { daemon: record.name }))
    const place = placeOf(record.mappings, row.folder)
    if (place.is === 'unfit') throw new Fault('invalid', say('folders.unfit', { path: row.folder }))
    if (place.is === 'there') return { folder: place.path, item: row.name }
    if (isOfThisMachine(record.address) && row.folder !== '') return { folder: row.folder, item: row.name }
    throw new Fault('invalid', say('folders.unmapped', { daemon: record.name }), { retry: 'after-change' })
  }
}
