import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import { codeOf, goneFault, storageFault } from './trouble.ts'

/*
 * Files that only their owner may read. Modes mean nothing on Windows, where a person's data folder is closed to
 * others by its access list; chmod there touches only the read-only flag and is harmless.
 */
const ownerOnly = 0o600
const othersMask = 0o077
const othersWrite = 0o022

/** An SQLite database is up to three files: itself, its write-ahead log, and that log's index. */
export const databaseTails = ['', '-wal', '-shm']

/**
 * Makes the data folder (0700) when there is none. A folder that is there keeps its mode: it may be one that the
 * person shares on purpose. Answers what they should know about it. Fails with a Fault when it cannot be used.
 */
export function ensureFolder(folder: string): Says[] {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    if (process.platform === 'win32' || (statSync(folder).mode & othersWrite) === 0) return []
    return [say('remark.open-to-others', { folder })]
  } catch (error) {
    throw storageFault(error, say('doing.folder.use'), folder)
  }
}

/**
 * Makes the file (empty, 0600) when it is missing, and takes it away from everybody else when it is there. Fails with
 * the system's error when we may not write to it: SQLite would open it for reading only and say nothing.
 * Never opens a file that exists: on POSIX systems, closing any descriptor of a file drops every lock that this
 * process holds on it, SQLite's included.
 */
export function ensureOwnFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', ownerOnly))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    closeToOthers(path)
    accessSync(path, constants.R_OK | constants.W_OK)
  }
}

/**
 * Fails where something else than a plain file is in a file's place: a pipe or a device would be waited for, and a link
 * may lead anywhere.
 */
export function refuseOddity(path: string, doing: Says): void {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat && !stat.isFile()) throw oddFault(path, doing, whatIs(stat))
}

function oddFault(path: string, doing: Says, what: Says): Fault {
  return new Fault('internal', say('store.odd', { doing, path, what }), {
    retry: 'after-change',
    details: { path, reason: 'kind' },
  })
}

function whatIs(stat: Stats): Says {
  if (stat.isDirectory()) return say('odd.folder')
  if (stat.isFIFO()) return say('odd.pipe')
  if (stat.isSymbolicLink()) return say('odd.link')
  return say('odd.device')
}

/** What is another user's may be changed by them at any moment. Root may use everybody's files. */
function isOthers({ uid }: Stats): boolean {
  const own = process.geteuid?.() ?? 0
  return own !== 0 && uid !== own
}

/**
 * The text of a small file of ours, which is taken away from everybody else; null = there is none. Whatever else is in
 * its place is neither waited for nor followed, and never more than `mostBytes` are read.
 * @throws Fault 'internal' (reason: kind where it is no plain file of ours, gone without its folder), 'too-large', or the
 * system's error
 */
export function readOwn(path: string, mostBytes: number, doing: Says): string | null {
  refuseOddity(path, doing)
  const file = openOwn(path)
  if (file === null) {
    // Without the folder nobody knows what is kept.
    if (!existsSync(dirname(path))) throw goneFault(doing, path)
    return null
  }
  try {
    const stat = fstatSync(file)
    // Between the look and the opening something else may have come there.
    if (!stat.isFile()) throw oddFault(path, doing, whatIs(stat))
    if (isOthers(stat)) throw oddFault(path, doing, say('odd.other-user'))
    if (stat.size > mostBytes) {
      const says = say('store.too-large', { doing, path, number: Math.floor(mostBytes / 1024) })
      throw new Fault('too-large', says, { retry: 'after-change', details: { path } })
    }
    if ((stat.mode & othersMask) !== 0) fchmodSync(file, ownerOnly)
    const content = Buffer.alloc(stat.size)
    return content.toString('utf8', 0, readSync(file, content, 0, stat.size, 0))
  } finally {
    closeSync(file)
  }
}

/** null = there is none. Windows has neither of the two flags, nor what they are against. */
function openOwn(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Takes a file that exists away from everybody but its owner. */
export function closeToOthers(path: string): void {
  if ((statSync(path).mode & othersMask) !== 0) chmodSync(path, ownerOnly)
}

/**
 * Replaces a file's content as a whole: after a crash at any moment it is the old or the new one, never a part.
 * Callers do not overlap, since everything here is synchronous; so one name for the temporary file is enough, and
 * what a crash left of it is overwritten.
 */
export function writeWhole(path: string, content: string): void {
  const temporary = `${path}.tmp`
  rmSync(temporary, { force: true })
  const file = openSync(temporary, 'wx', ownerOnly)
  try {
    try {
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/** Makes a rename last through a power cut. Windows cannot open a folder and needs no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** `path.word-2026-01-31T235959` (UTC), with a number behind it when that name is taken. */
export function datedName(path: string, word: string, at: number): string {
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(':', '')
  const first = `${path}.${word}-${stamp}`
  for (let n = 1; ; n++) {
    const name = n === 1 ? first : `${first}-${n}`
    if (!databaseTails.some((tail) => existsSync(name + tail))) return name
  }
}

/**
 * Renames a damaged file, with SQLite's two companions if it has them, so that nothing is lost. Answers the new name
 * of the file, or of the first companion when that is all there was.
 */
export function setAside(path: string, at: number): string {
  const aside = datedName(path, 'corrupt', at)
  const tails = databaseTails.filter((tail) => existsSync(path + tail))
  for (const tail of tails) renameSync(path + tail, aside + tail)
  return aside + (tails[0] ?? '')
}
