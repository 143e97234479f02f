import type { FilePriority } from '../../../preload/contract/files.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { faultOfPath, TakenPaths } from '../../../preload/torrent/paths.ts'
import { say } from '../../../preload/words/sentences.ts'
import { lists, longest, turn } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { Fault } from '../../lib/fault.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'
import { isDict, type WireDict, type WireValue } from '../../wire/deluge/rencode.ts'
import type { FileList, FileOutcome, FileRename, FileStates } from '../backend.ts'
import type { Requests } from './requests.ts'
import { asCount, asCountOrNull, asFraction, asNumber, asText, itemsOf, malformed } from './shapes.ts'
import { readStatusOf } from './status.ts'
import { briefProblem } from './verbs.ts'

/*
 * Files of a torrent. Traps, all observed on 2.0.3 and 2.2.0 unless marked: a list of priorities that has the wrong
 * length is passed over in silence; rename_files is answered before anything is renamed, and a name that the disk does
 * not take is never heard of again; an index beyond the files hangs or ends the daemon; rename_folder matches the
 * beginning of paths, so that "disc 1" is also "disc 10" unless it ends with a slash; where a file of a folder cannot
 * be renamed, the call is never answered [src].
 */

type Files = FileList['files']

/** Renames in one call: each is a task of its own for libtorrent. */
const perRename = 300
/** A folder of thousands of files takes a while; what was done then is read, whether or not an answer came. */
const folderDeadlineMs = 15_000
/** Between two looks at whether files have their new names; 10,000 files cost the daemon 64 ms each time. */
const looksMs = [100, 200, 400, 800, 1_600, 3_200]

/**
 * Paths and sizes, by place; null = the metadata of a magnet link is not there yet.
 * @throws Fault 'too-large' for more files than are shown (they are not asked for), 'protocol', 'not-found'
 */
export async function readFiles(requests: Requests, hash: Hash): Promise<Files | null> {
  const number = asCountOrNull((await readStatusOf(requests, hash, ['num_files']))['num_files'])
  if (number === null) throw malformed('files')
  if (number === 0) return null
  if (number > lists.files) throw tooManyFault(number)
  const items = itemsOf((await readStatusOf(requests, hash, ['files']))['files'] ?? null, 'files')
  if (items.length > lists.files) throw tooManyFault(items.length)
  const files: Files = []
  for await (const part of inParts(items, turn.listItems, systemTurns)) {
    for (const item of part) files.push(fileOf(item, files.length))
  }
  return files
}

/** What is in the wrong place would be renamed, or skipped, instead of another. */
function fileOf(item: WireValue, place: number): Files[number] {
  if (!isDict(item) || asNumber(item['index']) !== place) throw malformed('files')
  return { path: asText(item['path'], longest.path), sizeBytes: asCount(item['size']) }
}

function tooManyFault(number: number): Fault {
  return new Fault('too-large', say('files.tooMany', { number, most: lists.files }), { retry: 'never' })
}

/** Progress and priorities, by place; null = no metadata yet. */
export async function readFileStates(requests: Requests, hash: Hash): Promise<Omit<FileStates, 'revision'> | null> {
  const status = await readStatusOf(requests, hash, ['num_files', 'file_progress', 'file_priorities'])
  const number = asCountOrNull(status['num_files'])
  if (number === 0) return null
  const shares = evenly(requests, status, 'file_progress', number)
  const { priorityOf } = requests.generation
  const priorities = evenly(requests, status, 'file_priorities', number).map((value) => priorityOf(numberOf(value)))
  return { progress: shares.map(shareOf), priorities }
}

/** A list that has one entry for each file. */
function evenly(requests: Requests, status: WireDict, key: string, number: number | null): WireValue[] {
  const list = itemsOf(status[key] ?? null, 'files')
  if (number === null || list.length !== number || number > lists.files) throw unevenFault(requests)
  return list
}

function unevenFault({ daemon }: Requests): Fault {
  return new Fault('protocol', say('files.uneven', { daemon }))
}

/** In steps of 0.0001, rounded down so that only what is complete reads as complete. */
function shareOf(value: WireValue): number {
  const share = Math.min(asFraction(value, 6) ?? 0, 1)
  return Math.floor(share * 10_000) / 10_000
}

/** What is no number is what a file has that nobody has changed. */
function numberOf(value: WireValue): number {
  return Math.min(Math.max(Math.trunc(asNumber(value) ?? 4), 0), 7)
}

/** The whole list of priorities is read, changed, written, and read again. */
export async function prioritize(
  requests: Requests,
  hash: Hash,
  indexes: readonly number[],
  priority: FilePriority,
): Promise<FileOutcome[]> {
  const { priorityNumbers, priorityOf } = requests.generation
  const wanted = priorityNumbers[priority]
  if (wanted === undefined) throw new Fault('incompatible', say('files.noLow', { daemon: requests.daemon }))
  const before = await readPriorities(requests, hash)
  const next = [...before]
  for (const index of indexes) if (index < next.length) next[index] = wanted
  const args = [[hash], { file_priorities: next }]
  await requests.call({ method: 'core.set_torrent_options', args, changing: true, torrent: hash })
  const after = await readPriorities(requests, hash)
  return indexes.map((index) => {
    if (index >= before.length) return failed(index, noFileFault())
    const isDone = priorityOf(after[index] ?? -1) === priority
    return isDone ? done(index) : failed(index, notTakenFault(requests))
  })
}

async function readPriorities(requests: Requests, hash: Hash): Promise<number[]> {
  const status = await readStatusOf(requests, hash, ['num_files', 'file_priorities'])
  const number = asCountOrNull(status['num_files'])
  if (number === 0) throw unknownFault(requests)
  return evenly(requests, status, 'file_priorities', number).map(numberOf)
}

/** Renames what can be renamed, in the order given, and looks until it is done. */
export async function renameFiles(
  requests: Requests,
  clock: Clock,
  hash: Hash,
  renames: readonly FileRename[],
): Promise<FileOutcome[]> {
  const files = await readFiles(requests, hash)
  if (!files) throw unknownFault(requests)
  const problems = whyNot(renames, files)
  const asked = renames.filter((_rename, at) => !problems[at])
  const refusal = await sendRenames(requests, hash, asked)
  const wanted = new Map(asked.map(({ index, path }) => [index, path]))
  const left = (found: Files): number[] => [...wanted].flatMap(([at, path]) => (found[at]?.path === path ? [] : [at]))
  const isOver = (found: Files): boolean => refusal !== null || left(found).length === 0
  const unchanged = new Set(left(await lookUntil(requests, clock, hash, isOver)))
  return renames.map(({ index }, at) => {
    const fault = problems[at] ?? (unchanged.has(index) ? (refusal ?? notRenamedFault(requests)) : null)
    return fault ? failed(index, fault) : done(index)
  })
}

/** Answers why the rest was not asked for; null = all was. */
async function sendRenames(requests: Requests, hash: Hash, renames: readonly FileRename[]): Promise<Fault | null> {
  for (let at = 0; at < renames.length; at += perRename) {
    const pairs = renames.slice(at, at + perRename).map(({ index, path }) => [index, path])
    const call = { method: 'core.rename_files', args: [hash, pairs], changing: true, torrent: hash }
    const [answer] = await requests.ask([call])
    if (answer instanceof Fault) return answer
  }
  return null
}

/** Why each of these is not asked for; null = it is. They follow each other: what one leaves is free for the next. */
function whyNot(renames: readonly FileRename[], files: Files): (Fault | null)[] {
  const taken = new TakenPaths(files.map(({ path }) => path))
  const paths = files.map(({ path }) => path)
  return renames.map(({ index, path }) => {
    const old = paths[index]
    if (old === undefined) return noFileFault()
    const fault = faultOfPath(path)
    if (fault) return new Fault('invalid', say(`path.${fault}`), { details: { field: 'path' } })
    taken.remove(old)
    const isFree = !taken.has(path)
    paths[index] = isFree ? path : old
    taken.add(paths[index])
    return isFree ? null : takenFault(path)
  })
}

/** @throws Fault 'invalid', 'not-found', 'remote' when less than all of it was done */
export async function renameFolder(
  requests: Requests,
  clock: Clock,
  hash: Hash,
  { folder, path }: { folder: string; path: string },
): Promise<void> {
  const files = await readFiles(requests, hash)
  if (!files) throw unknownFault(requests)
  const inside = files.flatMap((file, index) => (file.path.startsWith(`${folder}/`) ? [index] : []))
  if (inside.length === 0) {
    throw new Fault('not-found', say('files.noFolder', { old: folder }), { details: { field: 'folder' } })
  }
  if (folder === path) return
  const fault = faultOfPath(path) ?? (path.startsWith(`${folder}/`) ? 'own' : null)
  if (fault) throw new Fault('invalid', say(`path.${fault}`), { details: { field: 'path' } })
  const moved = new Set(inside)
  const others = new TakenPaths(files.flatMap((file, index) => (moved.has(index) ? [] : [file.path])))
  if (others.has(path)) throw takenFault(path)
  const args = [hash, `${folder}/`, `${path}/`]
  const call = { method: 'core.rename_folder', args, changing: true, torrent: hash, deadlineMs: folderDeadlineMs }
  const [answer] = await requests.ask([call])
  if (answer instanceof Fault && answer.code !== 'outcome-unknown') throw answer
  const isThere = (found: Files, index: number): boolean =>
    found[index]?.path === (path + files[index]!.path.slice(folder.length)).slice(0, longest.path)
  const found = await lookUntil(requests, clock, hash, (now) => inside.every((index) => isThere(now, index)))
  const count = inside.filter((index) => isThere(found, index)).length
  if (count === inside.length) return
  const { daemon } = requests
  if (count === 0) throw notRenamedFault(requests)
  throw new Fault('remote', say('files.partlyRenamed', { daemon, done: count, number: inside.length }))
}

/** Looks at the files until it is as it should be, or nobody believes any more that it will be. */
async function lookUntil(
  requests: Requests,
  clock: Clock,
  hash: Hash,
  isDone: (files: Files) => boolean,
): Promise<Files> {
  let found: Files = []
  for (const ms of looksMs) {
    found = (await readFiles(requests, hash)) ?? []
    if (isDone(found)) return found
    await new Promise<void>((resolve) => clock.after(ms, resolve))
  }
  return (await readFiles(requests, hash)) ?? found
}

/** Nobody knows its files yet. */
export function unknownFault({ daemon }: Requests): Fault {
  return new Fault('remote', say('files.unknown', { daemon }), { retry: 'later' })
}

function noFileFault(): Fault {
  return new Fault('not-found', say('files.noSuch'))
}

function takenFault(path: string): Fault {
  return new Fault('invalid', say('path.taken', { path }), { details: { field: 'path' } })
}

function notTakenFault({ daemon }: Requests): Fault {
  return new Fault('remote', say('files.notTaken', { daemon }))
}

function notRenamedFault({ daemon }: Requests): Fault {
  return new Fault('remote', say('files.notRenamed', { daemon }))
}

function done(index: number): FileOutcome {
  return { index, problem: null }
}

function failed(index: number, fault: Fault): FileOutcome {
  return { index, problem: briefProblem(fault) }
}
