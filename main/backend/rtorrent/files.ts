import type { FilePriority } from '../../../preload/contract/files.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { say } from '../../../preload/words/sentences.ts'
import { lists, longest } from '../../lib/bounds.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { FileList, FileOutcome, FileStates } from '../backend.ts'
import { cannotOf } from './cannot.ts'
import { asCount, asFlag, asText } from './shapes.ts'
import { aboutOne, person } from './verbs.ts'

/*
 * Files of a torrent. They are named by the torrent and their place in it and never otherwise: a file's call with
 * anything else as its target ends the daemon (0.9.8).
 */

/** A torrent's files keep their names: the daemon changes none. */
const revision = 0

const numbers: Partial<Record<FilePriority, 0 | 1 | 2>> = { skip: 0, normal: 1, high: 2 }

function priorityOf(number: unknown): FilePriority {
  const found = asCount(number)
  return found === 0 ? 'skip' : found >= 2 ? 'high' : 'normal'
}

/** @throws Fault 'not-found', 'too-large' for more files than are shown, and as every request */
export function readFiles(rtorrent: Rtorrent, hash: Hash): Promise<FileList | null> {
  return aboutOne(rtorrent, hash, async () => {
    const torrent = await rtorrent.torrent(hash).isMeta().sizeFiles().isMultiFile().name().first(person)
    if (asFlag(torrent.isMeta)) return null
    const number = asCount(torrent.sizeFiles)
    if (number > lists.files) throw new Fault('too-large', say('files.tooMany', { number, most: lists.files }))
    const told = await rtorrent.filesOf(hash).path().sizeBytes().all(person)
    // Several lie in a folder of the torrent's name.
    const folder = asFlag(torrent.isMultiFile) ? `${asText(torrent.name, longest.name)}/` : ''
    const files = told.slice(0, lists.files).map(({ path, sizeBytes }) => ({
      path: folder + asText(path, longest.path),
      sizeBytes: asCount(sizeBytes),
    }))
    return { revision, files }
  })
}

/** @throws Fault 'not-found', and as every request */
export function readFileStates(rtorrent: Rtorrent, hash: Hash): Promise<FileStates | null> {
  return aboutOne(rtorrent, hash, async () => {
    const [torrent, told] = await rtorrent.together(
      [rtorrent.torrent(hash).isMeta(), rtorrent.filesOf(hash).completedChunks().sizeChunks().priority()],
      person,
    )
    if (torrent instanceof Fault) throw torrent
    if (told instanceof Fault) throw told
    if (asFlag(torrent.isMeta)) return null
    const files = told.slice(0, lists.files)
    return {
      revision,
      progress: files.map(({ completedChunks, sizeChunks }) => shareOf(asCount(completedChunks), asCount(sizeChunks))),
      priorities: files.map(({ priority }) => priorityOf(priority)),
    }
  })
}

/** Rounded down, so that only what is complete reads as complete. A file without content is. */
function shareOf(done: number, of: number): number {
  return of === 0 ? 1 : Math.min(1, Math.floor((done / of) * 10_000) / 10_000)
}

/** One outcome per index; what they are afterwards is read back. @throws Fault 'not-found', and as every request */
export function prioritize(
  rtorrent: Rtorrent,
  hash: Hash,
  indexes: readonly number[],
  priority: FilePriority,
): Promise<FileOutcome[]> {
  const number = numbers[priority]
  if (number === undefined) {
    const problem = cannotOf()['low-priority'] ?? null
    return Promise.resolve(indexes.map((index) => ({ index, problem })))
  }
  return aboutOne(rtorrent, hash, async () => {
    const { sizeFiles } = await rtorrent.torrent(hash).sizeFiles().first(person)
    const there = indexes.filter((index) => index < asCount(sizeFiles))
    const answers = new Map<number, unknown>()
    if (there.length > 0) {
      const told = await rtorrent.files(hash, there).setPriority(number).each(person)
      for (const [at, index] of there.entries()) answers.set(index, told[at])
      // Without this the daemon goes on as before.
      await rtorrent.torrent(hash).updatePriorities().first(person)
    }
    const now = (await readFileStates(rtorrent, hash))?.priorities
    return indexes.map((index) => {
      if (now?.[index] === priority) return { index, problem: null }
      const answer = answers.get(index)
      const fault = answer instanceof Fault ? answer : unlikeFault(rtorrent, now?.[index] === undefined)
      return { index, problem: toProblem(asFault(fault)) }
    })
  })
}

function unlikeFault({ client }: Rtorrent, isMissing: boolean): Fault {
  if (isMissing) return new Fault('not-found', say('files.noSuch'))
  return new Fault('remote', say('files.notTaken', { daemon: client.daemon }))
}
