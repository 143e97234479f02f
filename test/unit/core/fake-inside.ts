import type { Hash } from '../../../preload/contract/keys.ts'
import type { OptionName, TorrentOptions } from '../../../preload/contract/options.ts'
import type { TrackerPlace } from '../../../preload/contract/trackers.ts'
import { Fault } from '../../../main/lib/fault.ts'
import type { FilePriority } from '../../../preload/contract/files.ts'
import { said } from '../../said.ts'
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
} from '../../../main/backend/backend.ts'

const unheard = { state: null, status: '', seeds: null, peers: null, nextAnnounceMs: null }

/** What is inside of every torrent of a daemon in memory, and what was asked of it. */
export class FakeInside implements Inside {
  revision = 1
  /** null = a magnet link without metadata. */
  list: { path: string; sizeBytes: number }[] | null = [{ path: 'one.bin', sizeBytes: 100 }]
  progress: number[] = [0]
  priorities: FilePriority[] = ['normal']
  trackerList: TrackerList = { trackers: [], left: 0 }
  readonly optionsOf = new Map<Hash, TorrentOptions>()
  offers: OptionOffers = { cannot: new Map(), labels: [] }
  peerList: PeerList = { peers: [], left: 0 }
  /** Set to make every question fail. */
  fault: Fault | null = null
  readonly asked: string[] = []

  files(): Promise<FileList | null> {
    return this.#answer('files', this.list && { revision: this.revision, files: this.list })
  }
  fileStates(): Promise<FileStates | null> {
    const { revision, progress, priorities } = this
    return this.#answer('fileStates', this.list && { revision, progress, priorities })
  }
  prioritize(_hash: string, indexes: readonly number[], priority: FilePriority): Promise<FileOutcome[]> {
    const outcomes = indexes.map((index) => {
      const known = index in this.priorities
      if (known) this.priorities = this.priorities.with(index, priority)
      return { index, problem: known ? null : ({ code: 'not-found', message: 'No.', retry: 'never' } as const) }
    })
    return this.#answer('prioritize', outcomes)
  }
  renameFiles(_hash: string, renames: readonly FileRename[]): Promise<FileOutcome[]> {
    this.revision += 1
    for (const { index, path } of renames) this.list = this.list?.with(index, { path, sizeBytes: 100 }) ?? null
    return this.#answer(
      'renameFiles',
      renames.map(({ index }) => ({ index, problem: null })),
    )
  }
  renameFolder(): Promise<void> {
    this.revision += 1
    return this.#answer('renameFolder', undefined)
  }

  rename(_hash: string, name: string, withFiles: boolean): Promise<void> {
    return this.#answer(`rename ${name}${withFiles ? ' with its files' : ''}`, undefined)
  }

  trackers(): Promise<TrackerList> {
    return this.#answer('trackers', this.trackerList)
  }
  setTrackers(_hash: string, places: readonly TrackerPlace[]): Promise<void> {
    this.trackerList = { trackers: places.map((place) => ({ ...unheard, ...place })), left: 0 }
    return this.#answer('setTrackers', undefined)
  }

  options(hashes: readonly Hash[]): Promise<Map<Hash, TorrentOptions | Fault>> {
    const gone = new Fault('not-found', said('It is gone.'))
    return this.#answer('options', new Map(hashes.map((hash) => [hash, this.optionsOf.get(hash) ?? gone])))
  }
  optionOffers(): Promise<OptionOffers> {
    return this.#answer('optionOffers', this.offers)
  }
  setOptions(hashes: readonly Hash[], change: TorrentOptions): Promise<OptionOutcome[]> {
    const outcomes = hashes.map((hash): OptionOutcome => {
      const known = this.optionsOf.get(hash)
      if (known) this.optionsOf.set(hash, { ...known, ...change })
      const problem = { code: 'not-found', message: 'It is gone.', retry: 'never' } as const
      return { hash, failed: known ? [] : (Object.keys(change) as OptionName[]).map((option) => ({ option, problem })) }
    })
    return this.#answer('setOptions', outcomes)
  }

  peers(): Promise<PeerList> {
    return this.#answer('peers', this.peerList)
  }
  connectPeer(_hash: string, peer: string): Promise<void> {
    return this.#answer(`connectPeer ${peer}`, undefined)
  }

  #answer<T>(asked: string, value: T): Promise<T> {
    this.asked.push(asked)
    return this.fault ? Promise.reject(this.fault) : Promise.resolve(value)
  }
}
