import type { Problem } from '../../../preload/contract/errors.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import type { CallResult } from '../../../preload/contract/calls.ts'
import { type Hash, splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { AddSource } from '../../../preload/contract/adding.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { fileNameOf } from '../../../preload/torrent/paths.ts'
import { say } from '../../../preload/words/sentences.ts'
import { savedTogether } from '../../lib/bounds.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { zipOf } from '../../lib/zip.ts'
import type { Store } from '../../store/records.ts'
import type { Roster } from '../daemons/roster.ts'
import type { NamedFile, Outside } from '../means.ts'

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
    const { name, content } = await this.#find(key)
    const is = await this.#options.outside.saveFile(`${name}.torrent`, content)
    return is === 'yours' ? { is, name: `${name}.torrent`, content: Buffer.from(content).toString('base64') } : { is }
  }

  /** The same for several, in one folder or archive. Each fares by itself. */
  async saveAll(keys: readonly TorrentKey[]): Promise<CallResult<'torrents.saveFiles'>> {
    const { outside, now } = this.#options
    const found: { key: TorrentKey; file: NamedFile }[] = []
    const problems = new Map<TorrentKey, Problem | null>()
    const taken = new Set<string>()
    let bytes = 0
    for (const key of new Set(keys)) {
      try {
        const { name, content } = await this.#find(key)
        bytes += content.length
        if (bytes > savedTogether.bytes) throw new Fault('too-large', say('torrent.filesTooMuch'), { retry: 'never' })
        found.push({ key, file: { name: `${apart(name, taken)}.torrent`, content } })
      } catch (error) {
        problems.set(key, toProblem(error))
      }
    }
    const results = (): ItemResult[] => keys.map((key) => ({ key, problem: problems.get(key) ?? null }))
    if (found.length === 0) return { is: 'saved', results: results() }
    const files = found.map(({ file }) => file)
    if (!outside.saveFiles) {
      const content = Buffer.from(zipOf(files, now())).toString('base64')
      return { is: 'yours', results: results(), name: 'torrents.zip', content }
    }
    const outcome = await outside.saveFiles(files)
    if (outcome === 'declined') return { is: 'declined' }
    for (const [at, { key }] of found.entries()) problems.set(key, outcome[at] ?? null)
    return { is: 'saved', results: results() }
  }

  /** Fails with 'not-found' where there is none. */
  async #find(key: TorrentKey): Promise<NamedFile> {
    const { store, roster } = this.#options
    const { daemon, hash } = splitKey(key)
    const { record, rows } = roster.get(daemon)
    const content = await store.torrentFiles.find(hash)
    if (!content || !isOf(content, hash)) {
      throw new Fault('not-found', say('torrent.notKept', { daemon: record.name }), { retry: 'never' })
    }
    return { name: fileNameOf(rows.get(hash)?.name ?? '', hash), content }
  }
}

/** In a folder no two of them are the same, whichever letters a disk takes for the same. */
function apart(name: string, taken: Set<string>): string {
  let own = name
  for (let number = 2; taken.has(own.toLowerCase()); number += 1) own = `${name} (${number})`
  taken.add(own.toLowerCase())
  return own
}

/** Whether this is a torrent file of that info-hash: whatever else is there is none of ours. */
function isOf(content: Uint8Array, hash: Hash): boolean {
  const read = readTorrentFile(content)
  if (!read.ok) return false
  const { v1, v2 } = read.file
  // Some daemons go by the beginning of the longer one.
  return v1 === hash || (v2?.startsWith(hash) ?? false)
}
