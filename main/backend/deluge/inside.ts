import type { FilePriority } from '../../../preload/contract/files.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { OptionName, TorrentOptions } from '../../../preload/contract/options.ts'
import type { TrackerPlace } from '../../../preload/contract/trackers.ts'
import { type Fault, toProblem } from '../../lib/fault.ts'
import { cannotOptions } from './cannot.ts'
import { labelsOffFault, readLabels } from './labels.ts'
import { readOptions, setOptions } from './options.ts'
import { connectPeer, readPeers } from './peers.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { Clock } from '../../lib/clock.ts'
import type {
  FileList,
  FileOutcome,
  FileRename,
  FileStates,
  Inside,
  OptionOffers,
  OptionOutcome,
  PeerList,
  TrackerList,
} from '../backend.ts'
import { prioritize, readFiles, readFileStates, renameFiles, renameFolder } from './files.ts'
import { renameTorrent } from './naming.ts'
import type { Requests } from './requests.ts'
import { readTrackers, setTrackers } from './trackers.ts'

/** Torrents whose renames are counted: those that somebody looked into lately. */
const mostCounted = 200

/** What is inside of the torrents of one connection. Changes of one torrent follow each other. */
export class DelugeInside implements Inside {
  readonly #requests: Requests
  readonly #clock: Clock
  /** How often files of a torrent were renamed since it was looked into first. */
  readonly #renames = new Map<Hash, number>()
  /** The last change of a torrent that is under way. */
  readonly #changes = new Map<Hash, Promise<void>>()
  /** Options that it does not change, whatever the torrent. */
  readonly cannotOptions: ReadonlyMap<OptionName, Problem>

  constructor(requests: Requests, { clock, level }: { clock: Clock; level: number }) {
    this.#requests = requests
    this.#clock = clock
    this.cannotOptions = cannotOptions(level, requests)
  }

  /** The daemon says that files of this torrent have other paths now. */
  renamed(hash: Hash): void {
    const count = this.#renames.get(hash)
    if (count !== undefined) this.#renames.set(hash, count + 1)
  }

  async files(hash: Hash): Promise<FileList | null> {
    const revision = this.#revisionOf(hash)
    const files = await readFiles(this.#requests, hash)
    return files && { revision, files }
  }

  async fileStates(hash: Hash): Promise<FileStates | null> {
    const states = await readFileStates(this.#requests, hash)
    return states && { revision: this.#revisionOf(hash), ...states }
  }

  prioritize(hash: Hash, indexes: readonly number[], priority: FilePriority): Promise<FileOutcome[]> {
    return this.#inTurn(hash, () => prioritize(this.#requests, hash, indexes, priority))
  }

  renameFiles(hash: Hash, renames: readonly FileRename[]): Promise<FileOutcome[]> {
    return this.#inTurn(hash, () => renameFiles(this.#requests, this.#clock, hash, renames))
  }

  renameFolder(hash: Hash, folder: string, path: string): Promise<void> {
    return this.#inTurn(hash, () => renameFolder(this.#requests, this.#clock, hash, { folder, path }))
  }

  rename(hash: Hash, name: string, withFiles: boolean): Promise<void> {
    return this.#inTurn(hash, () => renameTorrent(this.#requests, this.#clock, hash, { name, withFiles }))
  }

  trackers(hash: Hash): Promise<TrackerList> {
    return readTrackers(this.#requests, hash)
  }

  setTrackers(hash: Hash, trackers: readonly TrackerPlace[]): Promise<void> {
    return this.#inTurn(hash, () => setTrackers(this.#requests, hash, trackers))
  }

  options(hashes: readonly Hash[]): Promise<Map<Hash, TorrentOptions | Fault>> {
    return readOptions(this.#requests, hashes)
  }

  async optionOffers(): Promise<OptionOffers> {
    const labels = await readLabels(this.#requests)
    const cannot = new Map(this.cannotOptions)
    if (!labels) cannot.set('label', toProblem(labelsOffFault(this.#requests)))
    return { cannot, labels }
  }

  setOptions(hashes: readonly Hash[], change: TorrentOptions): Promise<OptionOutcome[]> {
    return setOptions(this.#requests, hashes, change, this.cannotOptions)
  }

  peers(hash: Hash): Promise<PeerList> {
    return readPeers(this.#requests, hash)
  }

  connectPeer(hash: Hash, peer: string): Promise<void> {
    return connectPeer(this.#requests, hash, peer)
  }

  #revisionOf(hash: Hash): number {
    const known = this.#renames.get(hash)
    if (known !== undefined) return known
    const [oldest] = this.#renames.keys()
    if (this.#renames.size >= mostCounted && oldest !== undefined) this.#renames.delete(oldest)
    this.#renames.set(hash, 0)
    return 0
  }

  /** Lists are read, changed and written as a whole: two changes at once would be one. */
  #inTurn<T>(hash: Hash, change: () => Promise<T>): Promise<T> {
    const before = this.#changes.get(hash) ?? Promise.resolve()
    const result = before.then(change)
    const over = result.then(
      () => {},
      () => {},
    )
    this.#changes.set(hash, over)
    void over.then(() => {
      if (this.#changes.get(hash) === over) this.#changes.delete(hash)
    })
    return result
  }
}
