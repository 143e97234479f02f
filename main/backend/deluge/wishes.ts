import type { AddSource, Missed } from '../../../preload/contract/adding.ts'
import { type FilePriority, filePriorities } from '../../../preload/contract/files.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { TorrentOptions } from '../../../preload/contract/options.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { faultOfName } from '../../../preload/torrent/paths.ts'
import { say } from '../../../preload/words/sentences.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { AddOptions } from '../backend.ts'
import type { DelugeInside } from './inside.ts'
import { nameFault, readName } from './naming.ts'
import type { Requests } from './requests.ts'
import type { Statuses } from './statuses.ts'
import { actOn, briefProblem } from './verbs.ts'

/*
 * What a torrent that was just added is to be besides: the daemon takes options in silence, whatever it makes of them,
 * so they are looked at, and what it is not yet is said again.
 */

/** How much the files of a torrent file are wanted. */
export interface WantedFiles {
  paths: readonly string[]
  priorities: readonly FilePriority[]
  /** A daemon has other files between them. */
  hasPadding: boolean
}

interface Wishes extends AddOptions {
  wanted: WantedFiles | null
  /** It was added paused, to run when its files are chosen. */
  isHeld: boolean
}

/** null = all alike. @throws Fault 'invalid' for priorities of what is no torrent file, or has other files */
export function wantedFiles(source: AddSource, priorities: AddOptions['priorities']): WantedFiles | null {
  if (!priorities || priorities.every((priority) => priority === 'normal')) return null
  const read = source.kind === 'file' ? readTorrentFile(Buffer.from(source.content, 'base64')) : null
  if (!read?.ok || read.file.files.length !== priorities.length) throw new Fault('invalid', say('add.other-files'))
  const { files, hasPadding } = read.file
  return { paths: files.map(({ path }) => path.join('/')), priorities, hasPadding }
}

/** In the daemon's numbers; a priority that it does not have is normal, and found missing afterwards. */
export function numbersOf({ generation }: Requests, priorities: readonly FilePriority[]): number[] {
  const { priorityNumbers } = generation
  return priorities.map((priority) => priorityNumbers[priority] ?? priorityNumbers.normal ?? 1)
}

/** Makes the torrent what it is to be; answers what it is not, and why. Never fails for what a daemon does. */
export async function fulfil(
  requests: Requests,
  inside: DelugeInside,
  statuses: Statuses,
  hash: Hash,
  { options = {}, wanted, top, name, isHeld }: Wishes,
): Promise<Missed[]> {
  const missed: Missed[] = []
  if (name !== undefined) missed.push(...(await giveName(requests, inside, hash, name)))
  if (wanted) missed.push(...(await chooseFiles(inside, hash, wanted)))
  if (isHeld) await actOn(requests, statuses, 'resume', [hash])
  if (Object.keys(options).length > 0) missed.push(...(await setAll(inside, hash, options)))
  if (top) {
    const [outcome] = await actOn(requests, statuses, 'queueTop', [hash])
    if (outcome?.problem) missed.push({ what: 'top', problem: outcome.problem })
  }
  return missed
}

/** @throws Fault 'invalid' (details.field = name) */
export function checkName(name: string | undefined): void {
  const fault = name === undefined ? null : faultOfName(name)
  if (fault) throw nameFault(say(`path.${fault}`))
}

/** 1.3 takes no name with the torrent, and knows none but that of its folder or file. */
async function giveName(requests: Requests, inside: DelugeInside, hash: Hash, name: string): Promise<Missed[]> {
  try {
    if ((await readName(requests, hash)) === name) return []
    await inside.rename(hash, name, requests.generation.dialect === '1.3')
    return []
  } catch (error) {
    return [{ what: 'name', problem: briefProblem(asFault(error)) }]
  }
}

async function setAll(inside: DelugeInside, hash: Hash, options: TorrentOptions): Promise<Missed[]> {
  const [outcome] = await inside.setOptions([hash], options)
  return (outcome?.failed ?? []).map(({ option, problem }) => ({ what: option, problem }))
}

/** Looks at the files as the daemon has them, by their paths, and sets what is not as it was to be. */
async function chooseFiles(inside: DelugeInside, hash: Hash, { paths, priorities }: WantedFiles): Promise<Missed[]> {
  try {
    const [list, states] = [await inside.files(hash), await inside.fileStates(hash)]
    const places = new Map(list?.files.map(({ path }, place) => [path, place]))
    const wrong: Record<FilePriority, number[]> = { skip: [], low: [], normal: [], high: [] }
    for (const [at, path] of paths.entries()) {
      const place = places.get(path) ?? (list?.files.length === paths.length ? at : undefined)
      if (place === undefined) throw new Fault('remote', say('add.files-unlike'))
      const wish = priorities[at] ?? 'normal'
      if (states?.priorities[place] !== wish) wrong[wish].push(place)
    }
    for (const priority of filePriorities) {
      const outcomes = wrong[priority].length > 0 ? await inside.prioritize(hash, wrong[priority], priority) : []
      const problem = outcomes.find((outcome) => outcome.problem !== null)?.problem
      if (problem) return [{ what: 'priorities', problem }]
    }
    return []
  } catch (error) {
    return [{ what: 'priorities', problem: briefProblem(asFault(error)) }]
  }
}
