import type { CallResult } from '../../../preload/contract/calls.ts'
import { type Hash, splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { AddSource } from '../../../preload/contract/adding.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { fileNameOf } from '../../../preload/torrent/paths.ts'
import { say } from '../../../preload/words/sentences.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { Store } from '../../store/records.ts'
import type { Roster } from '../daemons/roster.ts'
import type { Outside } from '../means.ts'

export interface KeptFilesOptions {
  store: Pick<Store, 'torrentFiles'>
  roster: Roster
  outside: Outside
  log: Log
  /** ms since 1970. */
  now: () => number
}

/** Torrent files that were added here: the only ones that can be given back, because no daemon gives them. */
export class KeptFiles {
  readonly #options: KeptFilesOptions

  constructor(options: KeptFilesOptions) {
    this.#options = options
  }

  /** Keeps the file that a daemon has taken. Nobody waits for it: a disk that fails costs this file and no more. */
  keep(source: AddSource, hash: Hash): void {
    if (source.kind !== 'file') return
    const { store, log, now } = this.#options
    const content = new Uint8Array(Buffer.from(source.content, 'base64'))
    if (!isOf(content, hash)) return
    store.torrentFiles.keep(hash, content, now()).catch((error: unknown) => {
      log.warn({ problem: asFault(error).message }, 'a torrent file is not kept')
    })
  }

  /** Saves the file of a torrent where the person says. Fails with 'not-found' where there is none. */
  async save(key: TorrentKey): Promise<CallResult<'torrents.saveFile'>> {
    const { store, roster, outside } = this.#options
    const { daemon, hash } = splitKey(key)
    const { record, rows } = roster.get(daemon)
    const content = await store.torrentFiles.find(hash)
    if (!content || !isOf(content, hash)) {
      throw new Fault('not-found', say('torrent.notKept', { daemon: record.name }), { retry: 'never' })
    }
    const name = `${fileNameOf(rows.get(hash)?.name ?? '', hash)}.torrent`
    const is = await outside.saveFile(name, content)
    return is === 'yours' ? { is, name, content: Buffer.from(content).toString('base64') } : { is }
  }
}

/** Whether this is a torrent file of that info-hash: whatever else is there is none of ours. */
function isOf(content: Uint8Array, hash: Hash): boolean {
  const read = readTorrentFile(content)
  if (!read.ok) return false
  const { v1, v2 } = read.file
  // Some daemons go by the beginning of the longer one.
  return v1 === hash || (v2?.startsWith(hash) ?? false)
}
