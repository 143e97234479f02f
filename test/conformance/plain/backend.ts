import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import type { TorrentDetails } from '../../../preload/contract/details.ts'
import type { TorrentOptions } from '../../../preload/contract/options.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { InfoHashes } from '../../../preload/torrent/infohash.ts'
import type { Kind } from '../../../preload/contract/kinds.ts'
import type { AddSource } from '../../../preload/contract/adding.ts'
import type { TorrentPatch } from '../../../preload/contract/torrents.ts'
import type {
  Added,
  AddOptions,
  Backend,
  DialOptions,
  Inside,
  Outcome,
  Overview,
  Polling,
  Space,
  Target,
  Verb,
} from '../../../main/backend/backend.ts'
import { Fault, toProblem } from '../../../main/lib/fault.ts'
import { said } from '../../said.ts'

const deadlineMs = 1_000

export const plainKind: Kind = {
  id: 'plain',
  name: 'Plain',
  site: 'https://plain.example/',
  ways: [{ way: 'unix', usualPort: null, webPort: null, login: false, identity: false }],
  account: 'none',
  imports: false,
}

const TorrentSchema = v.object({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  name: v.string(),
  bytes: v.number(),
  done: v.number(),
  running: v.boolean(),
  addedAt: v.number(),
})
type PlainRow = v.InferOutput<typeof TorrentSchema>

interface Pending {
  resolve: (answer: unknown) => void
  reject: (why: Fault) => void
}

/** Lines of JSON over a socket: questions with numbers, and their answers. */
class Lines {
  readonly #socket: Socket
  readonly #pending = new Map<number, Pending>()
  #lastId = 0
  #end: { why: Fault | undefined } | null = null
  #onEnd: (why: Fault | undefined) => void = () => {}

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('error', () => {})
    socket.on('close', () => this.#finish(new Fault('closed', said('The daemon ended the connection.'))))
    createInterface({ input: socket }).on('line', (line) => this.#hear(line))
  }

  onEnd(listener: (why: Fault | undefined) => void): void {
    this.#onEnd = listener
    if (this.#end) listener(this.#end.why)
  }

  close(): void {
    this.#finish(undefined)
    this.#socket.destroy()
  }

  ask(ask: string, args: Record<string, unknown> = {}, changes = false): Promise<unknown> {
    const id = (this.#lastId += 1)
    return new Promise((resolve, reject) => {
      if (this.#end) return reject(new Fault('closed', said('The connection has ended.')))
      const late = (): void => {
        this.#pending.delete(id)
        reject(new Fault(changes ? 'outcome-unknown' : 'timeout', said('The daemon did not answer.')))
      }
      const timer = setTimeout(late, deadlineMs)
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer)
          how(value)
        }
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject) })
      this.#socket.write(`${JSON.stringify({ id, ask, args })}\n`)
    })
  }

  #hear(line: string): void {
    const { id, answer, refusal, hash } = JSON.parse(line) as Record<string, unknown>
    const pending = this.#pending.get(id as number)
    this.#pending.delete(id as number)
    if (refusal === undefined) return pending?.resolve(answer)
    const code = refusal === 'no such torrent' ? 'not-found' : 'remote'
    pending?.reject(new Fault(code, said(`The daemon says: ${String(refusal)}.`), { details: { duplicate: hash } }))
  }

  #finish(why: Fault | undefined): void {
    if (this.#end) return
    this.#end = { why }
    for (const { reject } of this.#pending.values())
      reject(why ?? new Fault('closed', said('The connection has ended.')))
    this.#pending.clear()
    this.#onEnd(why)
  }
}

function noInside(): Fault {
  return new Fault('incompatible', said('This kind of daemon looks into no torrent.'))
}

function noFolders(): Fault {
  return new Fault('incompatible', said('This kind of daemon tells of no folders.'))
}

/** It tells nothing of what is inside of a torrent, and changes nothing there. */
class PlainInside implements Inside {
  readonly #cannot = (): Promise<never> => Promise.reject(noInside())
  files = this.#cannot
  fileStates = this.#cannot
  prioritize = this.#cannot
  renameFiles = this.#cannot
  renameFolder = this.#cannot
  rename = this.#cannot
  trackers = this.#cannot
  setTrackers = this.#cannot
  options = this.#cannot
  optionOffers = this.#cannot
  setOptions = this.#cannot
  peers = this.#cannot
  connectPeer = this.#cannot
}

class PlainConnection implements Polling {
  readonly pace = 'poll'
  readonly restMs = { watched: 2_000, hidden: 10_000 }
  readonly version: string
  readonly memo = null
  readonly level = null
  readonly identity = null
  readonly cannot = {
    queue: toProblem(new Fault('incompatible', said('This kind of daemon has no queue.'))),
    accounts: toProblem(new Fault('incompatible', said('This kind of daemon has no accounts.'))),
    files: toProblem(noInside()),
    'rename-files': toProblem(noInside()),
    'remove-files': toProblem(new Fault('incompatible', said('This kind of daemon keeps no files.'))),
    rename: toProblem(noInside()),
    trackers: toProblem(noInside()),
    options: toProblem(noInside()),
    'connect-peer': toProblem(noInside()),
    folders: toProblem(noFolders()),
    move: toProblem(new Fault('incompatible', said('This kind of daemon moves nothing.'))),
    limits: toProblem(new Fault('incompatible', said('This kind of daemon has no limits.'))),
  }
  readonly accounts = null
  readonly inside = new PlainInside()
  readonly #lines: Lines

  constructor(lines: Lines, version: string) {
    this.#lines = lines
    this.version = version
  }

  onClose(listener: (why: Fault | undefined) => void): void {
    this.#lines.onEnd(listener)
  }

  close(): void {
    this.#lines.close()
  }

  async list(): Promise<TorrentPatch[]> {
    const rows = v.parse(v.array(TorrentSchema), await this.#lines.ask('list'))
    return rows.map(toPatch)
  }

  async details(hash: Hash): Promise<Omit<TorrentDetails, 'key'> | null> {
    const row = (await this.list()).find((one) => one.hash === hash)
    if (!row) return null
    return {
      pieces: null,
      pieceCount: 0,
      pieceBytes: 0,
      fileCount: 1,
      activeMs: 0,
      seedingMs: 0,
      nextAnnounceMs: null,
      seedRank: null,
      stopRatio: null,
      trackerUrl: '',
      creator: '',
    }
  }

  move(): Promise<never> {
    return Promise.reject(new Fault('incompatible', said('This kind of daemon moves nothing.')))
  }

  limits(): Promise<never> {
    return Promise.reject(new Fault('incompatible', said('This kind of daemon has no limits.')))
  }

  setLimits(): Promise<never> {
    return this.limits()
  }

  infoHashes(): Promise<Map<Hash, InfoHashes>> {
    return Promise.resolve(new Map<Hash, InfoHashes>())
  }

  async ping(): Promise<void> {
    await this.#lines.ask('hello')
  }

  overview(): Promise<Overview> {
    return Promise.resolve({ freeBytes: null, folder: null, isFolderMissing: false })
  }

  folders(): Promise<never> {
    return Promise.reject(noFolders())
  }

  act(verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]> {
    return this.#each(hashes, 'run', (hash) => ({ hash, on: verb === 'resume' }))
  }

  remove(hashes: readonly Hash[]): Promise<Outcome[]> {
    return this.#each(hashes, 'drop', (hash) => ({ hash }))
  }

  async add(source: AddSource, { paused }: AddOptions): Promise<Added> {
    if (source.kind !== 'magnet') throw new Fault('incompatible', said('This kind of daemon takes magnet links only.'))
    const words = new URLSearchParams(source.uri.slice('magnet:?'.length))
    const hash = (words.get('xt') ?? '').replace('urn:btmh:1220', '')
    const args = { hash, name: words.get('dn') ?? '', bytes: 1_000, running: !paused }
    return { hash: v.parse(v.string(), await this.#lines.ask('add', args, true)), missed: [] }
  }

  metadata(): Promise<Uint8Array | null> {
    return Promise.resolve(null)
  }

  defaults(): Promise<TorrentOptions> {
    return Promise.resolve({})
  }

  space(): Promise<Space> {
    return Promise.resolve({ freeBytes: null, isMissing: false })
  }

  #each(hashes: readonly Hash[], ask: string, args: (hash: Hash) => Record<string, unknown>): Promise<Outcome[]> {
    return Promise.all(
      hashes.map(async (hash) => {
        try {
          await this.#lines.ask(ask, args(hash), true)
          return { hash, problem: null }
        } catch (error) {
          return { hash, problem: toProblem(error) }
        }
      }),
    )
  }
}

function toPatch({ hash, name, bytes, done, running, addedAt }: PlainRow): TorrentPatch {
  const progress = bytes === 0 ? 1 : done / bytes
  return {
    hash,
    name,
    state: running ? (progress < 1 ? 'downloading' : 'seeding') : 'paused',
    progress,
    sizeBytes: bytes,
    doneBytes: done,
    addedAt,
  }
}

async function dial({ address }: Target, { onGreeting, signal }: DialOptions): Promise<Polling> {
  if (address.way !== 'unix') throw new Fault('invalid', said('This kind of daemon has a socket in the file system.'))
  const socket = connect(address.path)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', () => reject(new Fault('refused', said(`Nothing listens at ${address.path}.`))))
    signal.addEventListener('abort', () => reject(new Fault('closed', said('Connecting was given up.'))))
  })
  onGreeting?.()
  const lines = new Lines(socket)
  try {
    return new PlainConnection(lines, v.parse(v.string(), await lines.ask('hello')))
  } catch (error) {
    lines.close()
    throw error
  }
}

export const plain: Backend = { kind: plainKind, dial }
