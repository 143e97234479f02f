import type { Problem } from '../../../preload/contract/errors.ts'
import type { FilePriority } from '../../../preload/contract/files.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { OptionName, TorrentOptions } from '../../../preload/contract/options.ts'
import type { TrackerPlace } from '../../../preload/contract/trackers.ts'
import { type Fault, faultOf } from '../../lib/fault.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type {
  FileList,
  FileOutcome,
  FileStates,
  Inside,
  OptionOffers,
  OptionOutcome,
  PeerList,
  TrackerList,
} from '../backend.ts'
import { cannotOf, cannotOptions } from './cannot.ts'
import { prioritize, readFiles, readFileStates } from './files.ts'
import type { Lately } from './lately.ts'
import { readOptions, setOptions } from './options.ts'
import { connectPeer, readPeers } from './peers.ts'
import { addTrackers, readTrackers } from './trackers.ts'

export interface InsideOptions {
  rtorrent: Rtorrent
  lately: Lately
  /** Something of these changed. */
  touch: (hashes: readonly Hash[]) => void
}

/** What is inside of the torrents of one connection. */
export class RtorrentInside implements Inside {
  readonly #options: InsideOptions
  readonly #cannotOptions: ReadonlyMap<OptionName, Problem> = cannotOptions()

  constructor(options: InsideOptions) {
    this.#options = options
  }

  files(hash: Hash): Promise<FileList | null> {
    return readFiles(this.#options.rtorrent, hash)
  }

  fileStates(hash: Hash): Promise<FileStates | null> {
    return readFileStates(this.#options.rtorrent, hash)
  }

  prioritize(hash: Hash, indexes: readonly number[], priority: FilePriority): Promise<FileOutcome[]> {
    this.#options.touch([hash])
    return prioritize(this.#options.rtorrent, hash, indexes, priority)
  }

  renameFiles(): Promise<never> {
    return Promise.reject(noRename())
  }

  renameFolder(): Promise<never> {
    return Promise.reject(noRename())
  }

  rename(): Promise<never> {
    return Promise.reject(noRename())
  }

  trackers(hash: Hash): Promise<TrackerList> {
    return readTrackers(this.#options.rtorrent, hash)
  }

  setTrackers(hash: Hash, trackers: readonly TrackerPlace[]): Promise<void> {
    return addTrackers(this.#options.rtorrent, hash, trackers)
  }

  options(hashes: readonly Hash[]): Promise<Map<Hash, TorrentOptions | Fault>> {
    return readOptions(this.#options.rtorrent, hashes)
  }

  /** Any label will do: those of its torrents are offered. */
  async optionOffers(): Promise<OptionOffers> {
    return { cannot: this.#cannotOptions, labels: this.#options.lately.labels }
  }

  setOptions(hashes: readonly Hash[], change: TorrentOptions): Promise<OptionOutcome[]> {
    this.#options.touch(hashes)
    return setOptions(this.#options.rtorrent, hashes, change, this.#cannotOptions)
  }

  peers(hash: Hash): Promise<PeerList> {
    return readPeers(this.#options.rtorrent, hash)
  }

  connectPeer(hash: Hash, peer: string): Promise<void> {
    return connectPeer(this.#options.rtorrent, hash, peer)
  }
}

function noRename(): Fault {
  return faultOf(cannotOf().rename!)
}
