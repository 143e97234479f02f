import type { CheckedArgs } from '../../../preload/contract/calls.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { FileResults } from '../../../preload/contract/files.ts'
import { type DaemonId, type Hash, keyOf, splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { Says } from '../../../preload/contract/says.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import { addedTo, mostTrackers, type TrackerPlace } from '../../../preload/contract/trackers.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { FileOutcome } from '../../backend/backend.ts'
import { Emitter } from '../../lib/emitter.ts'
import { Fault, faultOf, toProblem } from '../../lib/fault.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import { keysByDaemon } from '../keys.ts'
import type { Permit } from '../permit.ts'

/** What people change inside of torrents. */
export class DetailsService {
  /** Something inside of a torrent was changed from here: whoever shows it looks again. */
  readonly changed = new Emitter<TorrentKey>()
  readonly #roster: Roster
  readonly #history: History

  constructor(roster: Roster, history: History) {
    this.#roster = roster
    this.#history = history
  }

  async prioritize(permit: Permit, { key, indexes, priority }: CheckedArgs<'files.prioritize'>): Promise<FileResults> {
    const { daemon, hash } = splitKey(key)
    const { cannot, inside } = permit(daemon)
    const noLow = priority === 'low' ? cannot['low-priority'] : undefined
    if (noLow) throw faultOf(noLow)
    const outcomes = await this.#changing(key, () => inside.prioritize(hash, [...new Set(indexes)], priority))
    const number = countDone(outcomes)
    const torrent = this.#nameOf(key)
    if (number > 0) this.#tell(key, say(`history.files.${priority}`, { number, torrent }))
    return grouped(outcomes)
  }

  async rename(permit: Permit, { key, renames }: CheckedArgs<'files.rename'>): Promise<FileResults> {
    const { daemon, hash } = splitKey(key)
    const { inside } = permit(daemon)
    const torrent = this.#nameOf(key)
    const outcomes = await this.#changing(key, () => inside.renameFiles(hash, renames))
    const number = countDone(outcomes)
    const path = renames[0]?.path ?? ''
    const says =
      renames.length === 1 ? say('history.renamedTo', { torrent, path }) : say('history.renamed', { number, torrent })
    if (number > 0) this.#tell(key, says)
    return grouped(outcomes)
  }

  async renameFolder(permit: Permit, { key, folder, path }: CheckedArgs<'files.renameFolder'>): Promise<null> {
    const { daemon, hash } = splitKey(key)
    const { inside } = permit(daemon)
    const torrent = this.#nameOf(key)
    await this.#changing(key, () => inside.renameFolder(hash, folder, path))
    this.#tell(key, say('history.folderRenamed', { torrent, old: folder, path }))
    return null
  }

  async renameTorrent(permit: Permit, { key, name, withFiles }: CheckedArgs<'torrents.rename'>): Promise<null> {
    const { daemon, hash } = splitKey(key)
    const { inside } = permit(daemon)
    const torrent = this.#nameOf(key)
    await this.#changing(key, () => inside.rename(hash, name, withFiles))
    this.#tell(key, say('history.torrentRenamed', { torrent, name }))
    return null
  }

  /** The line of history names no address: it may hold what is a person's own. */
  async setTrackers(permit: Permit, { key, trackers }: CheckedArgs<'trackers.set'>): Promise<null> {
    const { daemon, hash } = splitKey(key)
    const { inside } = permit(daemon)
    await this.#changing(key, () => inside.setTrackers(hash, trackers))
    this.#tell(key, say('history.trackers', { torrent: this.#nameOf(key) }))
    return null
  }

  /** Each torrent is read, and what it lacks is added behind what it has; of one that cannot be read nothing is lost. */
  async addTrackers(permit: Permit, { keys, trackers }: CheckedArgs<'trackers.add'>): Promise<ItemResult[]> {
    const groups = [...keysByDaemon(keys)].map(([daemon, hashes]) => this.#addOn(permit, daemon, hashes, trackers))
    return (await Promise.all(groups)).flat()
  }

  async #addOn(
    permit: Permit,
    daemon: DaemonId,
    hashes: readonly Hash[],
    added: readonly TrackerPlace[],
  ): Promise<ItemResult[]> {
    const results: ItemResult[] = []
    const changed: Hash[] = []
    for (const hash of hashes) {
      const key = keyOf(daemon, hash)
      // Who does not answer about one is not asked about the others.
      const last = results.at(-1)?.problem
      if (last && isSilence(last)) {
        results.push({ key, problem: last })
        continue
      }
      try {
        const { inside } = permit(daemon)
        const { trackers, left } = await inside.trackers(hash)
        if (left > 0) throw new Fault('invalid', say('trackers.tooMany', { most: mostTrackers }))
        const places = addedTo(trackers, added)
        if (places.length > trackers.length) {
          await this.#changing(key, () => inside.setTrackers(hash, places))
          changed.push(hash)
        }
        results.push({ key, problem: null })
      } catch (error) {
        results.push({ key, problem: toProblem(error) })
      }
    }
    this.#tellAdded(daemon, changed)
    return results
  }

  #tellAdded(daemon: DaemonId, [first, ...others]: readonly Hash[]): void {
    if (first === undefined) return
    const key = keyOf(daemon, first)
    if (others.length === 0) return this.#tell(key, say('history.trackers', { torrent: this.#nameOf(key) }))
    const name = this.#roster.find(daemon)?.record.name ?? ''
    const says = say('history.trackersMany', { number: 1 + others.length })
    this.#history.add({ kind: 'acted', daemon, hash: null, name, says })
  }

  /** The line of history does not name the peer: that is somebody's address. */
  async connectPeer(permit: Permit, { key, peer }: CheckedArgs<'peers.connect'>): Promise<null> {
    const { daemon, hash } = splitKey(key)
    const { inside } = permit(daemon)
    await this.#changing(key, () => inside.connectPeer(hash, peer))
    this.#tell(key, say('history.peer', { torrent: this.#nameOf(key) }))
    return null
  }

  /** Whatever comes of it, what is shown of the torrent is read again. */
  async #changing<T>(key: TorrentKey, change: () => Promise<T>): Promise<T> {
    try {
      return await change()
    } finally {
      const { daemon, hash } = splitKey(key)
      this.#roster.find(daemon)?.sync.touch([hash])
      this.changed.emit(key)
    }
  }

  #nameOf(key: TorrentKey): string {
    const { daemon, hash } = splitKey(key)
    return this.#roster.find(daemon)?.rows.get(hash)?.name || hash
  }

  #tell(key: TorrentKey, says: Says): void {
    const { daemon, hash } = splitKey(key)
    const name = this.#roster.find(daemon)?.record.name ?? ''
    this.#history.add({ kind: 'acted', daemon, hash, name, says })
  }
}

function countDone(outcomes: readonly { problem: Problem | null }[]): number {
  return outcomes.filter(({ problem }) => problem === null).length
}

/** Whether a failure says that nobody is there to answer. */
function isSilence({ code }: Problem): boolean {
  return code === 'timeout' || code === 'outcome-unknown' || code === 'closed' || code === 'offline'
}

/** Those that fared alike together. */
function grouped(outcomes: readonly FileOutcome[]): FileResults {
  const groups = new Map<string, FileResults[number]>()
  for (const { index, problem } of outcomes) {
    const kind = problem === null ? '' : JSON.stringify(problem)
    const group = groups.get(kind)
    if (group) group.indexes.push(index)
    else groups.set(kind, { indexes: [index], problem })
  }
  return [...groups.values()]
}
