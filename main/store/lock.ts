import Database from 'better-sqlite3'
import { rmSync, truncateSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import { ensureFolder, ensureOwnFile, readOwn, refuseOddity, writeWhole } from './files.ts'
import { Footing } from './footing.ts'
import { codeOf, isCorruption, storageFault } from './trouble.ts'

/*
 * One Estuary per data folder. What counts is a lock of the operating system, taken through SQLite (which knows how
 * on every system) on an empty database and held as long as the process lives: when it dies, however it dies, the
 * system lets go, and a number that another process got meanwhile means nothing. Beside it lies a small file that
 * only tells people, and a second start, who the holder is.
 */
const lockName = 'lock.db'
const holderName = 'lock.json'
/** Two that start in the same moment can each keep the other from the lock; SQLite untangles them within this. */
const patienceMs = 250
const mostHolderBytes = 16 * 1024

const HolderSchema = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  host: v.string(),
  /** ms since 1970. */
  startedAt: v.number(),
  /** Where its web door answers; null = it has none, or not yet. */
  address: v.nullable(v.string()),
})
/** Who holds a data folder. */
export type Holder = v.InferOutput<typeof HolderSchema>

export interface Lock {
  /** Tells a second start where to find us. */
  describe(facts: { address: string | null }): void
  /**
   * Makes sure that the folder is still ours: where another one is in its place (the old one was deleted, or its disk
   * taken out and put back), that one is taken. Fails like lockFolder.
   */
  renew(): void
  /** May be called twice. */
  release(): void
}

/** A connection that nobody refers to any more is closed by the garbage collector, and its lock with it. */
const held = new Set<Database.Database>()

/**
 * Takes the data folder (making it when it is missing) for as long as this process lives.
 * Fails with Fault 'locked' when another process, or another part of this one, has it; details are the Holder as far
 * as it is known: {folder, pid, host, startedAt, address}.
 */
export function lockFolder(folder: string, now: () => number = Date.now): Lock {
  const place = resolve(folder)
  const holderPath = join(place, holderName)
  ensureFolder(place)
  const lockPath = join(place, lockName)
  let db = takeLock(place, holderPath)
  let footing = new Footing(lockPath)
  held.add(db)
  let holder: Holder = { pid: process.pid, host: hostname(), startedAt: now(), address: null }
  const publish = (): void =>
    // It only tells people and a second start: a disk that takes nothing more is no reason not to begin, or to fail.
    quietly(() => writeWhole(holderPath, `${JSON.stringify(holder)}\n`))
  publish()
  return {
    describe({ address }) {
      if (!held.has(db)) return
      holder = { ...holder, address }
      publish()
    },
    renew() {
      if (!held.has(db) || footing.holds) return
      const next = takeLock(place, holderPath)
      held.delete(db)
      quietly(() => void db.close())
      db = next
      held.add(db)
      footing = new Footing(lockPath)
      publish()
    },
    release() {
      if (!held.delete(db)) return
      // The next holder writes its own over it.
      quietly(() => rmSync(holderPath, { force: true }))
      db.close()
    },
  }
}

function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // Whoever reads it knows less, and nothing depends on it.
  }
}

function takeLock(folder: string, holderPath: string): Database.Database {
  const path = join(folder, lockName)
  try {
    refuseOddity(path, say('doing.folder.take'))
    ensureOwnFile(path)
    return openExclusively(path)
  } catch (error) {
    if (/^SQLITE_BUSY/.test(codeOf(error))) throw lockedFault(folder, readHolder(holderPath))
    throw storageFault(error, say('doing.folder.take'), path)
  }
}

function openExclusively(path: string): Database.Database {
  try {
    return beginExclusive(path)
  } catch (error) {
    if (!isCorruption(error)) throw error
    // Somebody wrote into it. It is read at all only when nobody holds it, and its content never mattered; the file
    // stays the same one, so that a lock on it stays visible.
    truncateSync(path)
    return beginExclusive(path)
  }
}

function beginExclusive(path: string): Database.Database {
  const db = new Database(path, { timeout: patienceMs })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** null = not known: nothing was written yet, or what is there was left by one that has died. */
function readHolder(path: string): Holder | null {
  try {
    const holder = v.parse(HolderSchema, JSON.parse(readOwn(path, mostHolderBytes, say('doing.holder')) ?? ''))
    return holder.host === hostname() && !isAlive(holder.pid) ? null : holder
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process may not be asked, which also means that it lives.
    return codeOf(error) !== 'ESRCH'
  }
}

function lockedFault(folder: string, holder: Holder | null): Fault {
  const details = { folder, ...holder }
  if (!holder) {
    return new Fault('locked', say('folder.used', { folder }), { retry: 'after-change', details })
  }
  const { pid, startedAt: since, address } = holder
  const host = holder.host === hostname() ? null : holder.host
  return new Fault('locked', say('folder.used.by', { folder, process: String(pid), host, since, address }), {
    retry: 'after-change',
    details,
  })
}
