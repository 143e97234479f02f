import type { FilePriority, FilesItem } from '../../../preload/contract/files.ts'
import type { Hash, TorrentKey } from '../../../preload/contract/keys.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Connection, FileList, FileStates } from '../../backend/backend.ts'
import { lists, turn } from '../../lib/bounds.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { Context, Sink } from '../context.ts'
import { Watching } from './watching.ts'

const everyMs = 1_000
/** More files than this are asked about more slowly: progress of 10,000 files held a daemon for 27 ms. */
const fewFiles = 2_000
const slowlyMs = 5_000
/** For each file so much: of 100,000 files progress is read once in 50 s. */
const msPerFile = 0.5

function pauseFor(files: number): number {
  return files <= fewFiles ? everyMs : Math.max(slowlyMs, files * msPerFile)
}

/** What a listener was told. */
interface Told {
  connection: Connection
  revision: number
  progress: number[]
  priorities: FilePriority[]
}

/** One torrent's files to one listener: the list once and after a rename, then what changes. */
export class FilesTelling {
  readonly #item: (item: FilesItem) => void
  readonly #daemonName: () => string
  #told: Told | null = null
  /** The last item that was no list and no change, spelled out: it is not told twice. */
  #said = ''

  constructor(item: (item: FilesItem) => void, daemonName: () => string) {
    this.#item = item
    this.#daemonName = daemonName
  }

  /** Looks once; answers when to look again. Never throws for what a daemon does. */
  async look(connection: Connection | undefined, hash: Hash): Promise<number> {
    try {
      if (!connection) throw new Fault('offline', say('daemon.offline', { daemon: this.#daemonName() }))
      return await this.#tell(connection, hash)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.#say({ kind: 'away', problem: toProblem(error) })
      return error.code === 'too-large' ? slowlyMs : everyMs * 2
    }
  }

  async #tell(connection: Connection, hash: Hash): Promise<number> {
    const told = this.#told
    if (told?.connection !== connection) return this.#begin(connection, hash)
    const states = await connection.inside.fileStates(hash)
    if (!states) return this.#unknown()
    const isOther = told.revision !== states.revision || told.progress.length !== states.progress.length
    if (isOther) return this.#begin(connection, hash)
    const isBack = this.#said !== ''
    this.#said = ''
    this.#change(told, states, isBack)
    return pauseFor(states.progress.length)
  }

  /** The whole list, with how it is now. The list first: of too many files nothing more is asked. */
  async #begin(connection: Connection, hash: Hash): Promise<number> {
    const list = await connection.inside.files(hash)
    const states = list && (await connection.inside.fileStates(hash))
    if (!list || !states) return this.#unknown()
    if (list.files.length !== states.progress.length) {
      throw new Fault('protocol', say('files.uneven', { daemon: this.#daemonName() }))
    }
    this.#said = ''
    const { revision } = list
    const { progress, priorities } = states
    this.#told = { connection, revision, progress, priorities }
    for (const item of partsOf(list.files, states)) this.#item(item)
    return pauseFor(progress.length)
  }

  #unknown(): number {
    this.#told = null
    this.#say({ kind: 'unknown' })
    return everyMs * 2
  }

  /** An item without changes says that what was told is true again. */
  #change(told: Told, { progress, priorities }: FileStates, isBack: boolean): void {
    const at: number[] = []
    for (let place = 0; place < progress.length; place += 1) {
      if (progress[place] !== told.progress[place] || priorities[place] !== told.priorities[place]) at.push(place)
    }
    told.progress = progress
    told.priorities = priorities
    if (at.length === 0 && !isBack) return
    this.#item({
      kind: 'changes',
      at,
      progress: at.map((place) => progress[place] as number),
      priorities: at.map((place) => priorities[place] as FilePriority),
    })
  }

  #say(item: FilesItem): void {
    const said = JSON.stringify(item)
    if (said === this.#said) return
    this.#said = said
    this.#item(item)
  }
}

/** So many files in each, and not more text than one message may have. */
function* partsOf(files: FileList['files'], { progress, priorities }: FileStates): Iterable<FilesItem> {
  let first = 0
  let text = 0
  for (let next = 1; next <= files.length; next += 1) {
    text += files[next - 1]?.path.length ?? 0
    const isFull = next - first >= lists.filesInPart || text + (files[next]?.path.length ?? 0) > turn.rowText
    if (!isFull && next < files.length) continue
    const part = files.slice(first, next)
    yield {
      kind: 'part',
      first,
      of: files.length,
      paths: part.map(({ path }) => path),
      sizes: part.map(({ sizeBytes }) => sizeBytes),
      progress: progress.slice(first, next),
      priorities: priorities.slice(first, next),
    }
    first = next
    text = 0
  }
}

export function openFiles({ app }: Context, { key }: { key: TorrentKey }, sink: Sink<'files'>): () => void {
  const { roster, clock, details } = app
  const telling = new FilesTelling(
    (item) => {
      if (!watching.isOver) sink.item(item)
    },
    () => watching.daemonName,
  )
  const look = (connection: Connection | undefined, hash: Hash): Promise<number> => telling.look(connection, hash)
  const watching: Watching = new Watching({ key, roster, clock, look, ended: sink.ended, failed: sink.failed })
  watching.start()
  const stop = details.changed.on((changed) => {
    if (changed === key) watching.hasten()
  })
  return () => {
    stop()
    watching.stop()
  }
}
