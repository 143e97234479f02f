import type { AddSource, Missed } from '../../../preload/contract/adding.ts'
import { type FilePriority, filePriorities } from '../../../preload/contract/files.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { TorrentOptions } from '../../../preload/contract/options.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { say } from '../../../preload/words/sentences.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { AddOptions } from '../backend.ts'
import { cannotOf } from './cannot.ts'
import type { RtorrentInside } from './inside.ts'
import { person } from './verbs.ts'

/** What a torrent is to be that is added. */
export interface Wishes {
  folder: string | null
  paused: boolean
  options: TorrentOptions
  /** How much its files are wanted; null = all alike. */
  priorities: readonly FilePriority[] | null
  top: boolean
  /** Nothing but to run, or not. */
  isPlain: boolean
}

/** @throws Fault 'invalid' for priorities of what is no torrent file, or has other files */
export function wishesOf(source: AddSource, given: AddOptions): Wishes {
  const { folder, paused, options = {}, top = false } = given
  const priorities = wantedFiles(source, given.priorities)
  const isPlain = folder === null && Object.keys(options).length === 0
  return { folder, paused, options, priorities, top, isPlain }
}

function wantedFiles(source: AddSource, priorities: AddOptions['priorities']): readonly FilePriority[] | null {
  if (!priorities || priorities.every((priority) => priority === 'normal')) return null
  const read = source.kind === 'file' ? readTorrentFile(Buffer.from(source.content, 'base64')) : null
  if (read?.ok && read.file.files.length === priorities.length) return priorities
  throw new Fault('invalid', say('add.other-files'))
}

/**
 * Makes the torrent what it is to be, and starts it unless it is to be paused; answers what it is not, and why.
 * @param isRunning it runs already: its folder can be changed only while it does not
 * @throws Fault 'not-found', and as every request where it cannot even be started
 */
export async function fulfil(
  rtorrent: Rtorrent,
  inside: RtorrentInside,
  hash: Hash,
  { folder, paused, options, priorities, top }: Wishes,
  isRunning: boolean,
): Promise<Missed[]> {
  const missed: Missed[] = []
  const torrent = () => rtorrent.torrent(hash)
  if (folder !== null) {
    if (isRunning) await torrent().stop().close().first(person)
    await torrent().setDirectory(folder).first(person)
  }
  if (Object.keys(options).length > 0) {
    const [outcome] = await inside.setOptions([hash], options)
    missed.push(...(outcome?.failed ?? []).map(({ option, problem }): Missed => ({ what: option, problem })))
  }
  if (priorities) missed.push(...(await chooseFiles(inside, hash, priorities)))
  const noQueue = top ? cannotOf().queue : undefined
  if (noQueue) missed.push({ what: 'top', problem: noQueue })
  if (!paused && (!isRunning || folder !== null)) await torrent().start().first(person)
  return missed
}

async function chooseFiles(inside: RtorrentInside, hash: Hash, priorities: readonly FilePriority[]): Promise<Missed[]> {
  try {
    const list = await inside.files(hash)
    // Where others lie between the files, their places are not those of the torrent file.
    if (list?.files.length !== priorities.length) throw new Fault('remote', say('add.files-unlike'))
    for (const priority of filePriorities) {
      if (priority === 'normal') continue
      const indexes = priorities.flatMap((wish, index) => (wish === priority ? [index] : []))
      const outcomes = indexes.length > 0 ? await inside.prioritize(hash, indexes, priority) : []
      const problem = outcomes.find((outcome) => outcome.problem !== null)?.problem
      if (problem) return [{ what: 'priorities', problem }]
    }
    return []
  } catch (error) {
    return [{ what: 'priorities', problem: toProblem(asFault(error)) }]
  }
}
