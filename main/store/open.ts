import Database from 'better-sqlite3'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { history } from '../lib/bounds.ts'
import { openAudit } from './audit.ts'
import { openDaemons } from './daemons.ts'
import { openEvents } from './events.ts'
import { closeToOthers, databaseTails, ensureFolder, ensureOwnFile, refuseOddity, setAside } from './files.ts'
import { Footing } from './footing.ts'
import { inspect } from './inspect.ts'
import { doingWords, type OpenedPlace, type Place, type Standing, type Work, writes } from './messages.ts'
import { copyAside, migrate, refuseFuture, versionOf } from './migrate.ts'
import { openRemovals } from './removals.ts'
import { createRun, durably } from './run.ts'
import { openNotices } from './notices.ts'
import { openSettings } from './settings.ts'
import { openTorrentFiles } from './torrent-files.ts'
import { openTorrents } from './torrents.ts'
import { codeOf, diskReasonOf, goneFault, isCorruption, storageFault } from './trouble.ts'

/** The database's file in the data folder. */
export const databaseName = 'estuary.db'

/** How long the opening waits for another program to let go. */
const busyTimeoutMs = 5000
/** After a burst, the write-ahead log is cut back to this. */
const keptLogBytes = 8 * 1024 * 1024

/** Work at a database that is open already. */
type LaterWork = Omit<Work, 'open' | 'attach'>

/** What can be done at a database that is open. */
export interface OpenDatabase extends OpenedPlace {
  /** Answers or fails as `Work` says; every failure is a Fault in words. */
  carryOut(name: keyof LaterWork, args: readonly unknown[]): unknown
  /**
   * Opens what is in the folder now: what a disk that was put back brings, or, where there is nothing, a copy of what
   * is still open. Where nothing can be read any more it is a new one.
   */
  attach(place: Place): OpenDatabase
}

/**
 * Opens what we remember in a data folder, making folder and file when they are missing. The caller's process holds
 * the folder's lock. A damaged database is set aside under a dated name (see remarks) and a new one begun. Everything
 * here waits for the disk: it is for the store's own thread.
 * Fails with Fault 'future' for a newer schema, and 'internal' with a reason when the system refuses.
 *
 * Durability: with the write-ahead log and synchronous = NORMAL, what was done survives the death of the process at
 * any moment. A power cut may lose the last moments (but see `durably`), and never tears a transaction or the file.
 */
export function openDatabase(place: Place, log: Log): OpenDatabase {
  return openIn(place, log, ensureFolder(resolve(place.folder)))
}

function openIn(place: Place, log: Log, remarks: Says[]): OpenDatabase {
  const folder = resolve(place.folder)
  const path = join(folder, databaseName)
  const { db, work, lastEventId, aside } = openSound(path, place, log)
  if (aside) {
    remarks.push(say('remark.set-aside', { path: aside }))
  }
  const run = createRun(db, path, log)
  const footing = new Footing(path)
  const standing = (): Standing => {
    if (footing.holds) return 'in-place'
    return existsSync(folder) ? 'replaced' : 'gone'
  }
  const all = { ...work, look: standing }
  return {
    remarks,
    lastEventId,
    carryOut(name, args) {
      // Each name's arguments are those of Work: the only caller is the asynchronous face.
      const carryOut = all[name] as (...args: readonly unknown[]) => unknown
      if (!writes.has(name)) return run(doingWords(name), () => carryOut(...args))
      if (!footing.holds) throw goneFault(doingWords(name), path)
      const answer = run(doingWords(name), () => carryOut(...args))
      if (!footing.holds) throw goneFault(doingWords(name), path)
      return answer
    },
    attach(again) {
      if (!existsSync(path)) restore(db, path, log)
      left.add(db)
      return openIn(again, log, [])
    },
  }
}

/**
 * Connections to files that are gone. They stay open: closing one deletes a write-ahead log by its name, which may by
 * now be that of another database.
 */
const left = new Set<Database.Database>()

/** Puts a copy of an open database where its file was. Where it cannot be read, nothing is put there. */
function restore(db: Database.Database, path: string, log: Log): void {
  const copy = `${path}.tmp`
  try {
    rmSync(copy, { force: true })
    copyAside(db, copy)
    renameSync(copy, path)
    log.warn({ path }, 'the database was gone and is copied back')
  } catch (error) {
    const fault = storageFault(error, doingWords('attach'), path)
    const reason = diskReasonOf(fault)
    if (reason !== 'io' && reason !== 'damaged') throw fault
    log.error({ path, problem: fault.message }, 'the database is gone, and a new one is begun')
  }
}

interface Opened {
  db: Database.Database
  work: Omit<LaterWork, 'look'>
  lastEventId: number
  /** Where a damaged predecessor lies now. */
  aside: string | null
}

/** Opens the file, or sets it aside and begins a new one. */
function openSound(path: string, place: Place, log: Log): Opened {
  try {
    for (const tail of [...databaseTails, '-journal']) refuseOddity(path + tail, doingWords('open'))
    const found = inspect(path)
    if (found.state === 'damaged') return beginAnew(path, found.why, place, log)
    if (found.state === 'sound') refuseFuture(found.version, path)
    try {
      return { ...openFile(path, place, log), aside: null }
    } catch (error) {
      // Damage that only writing meets.
      if (!isCorruption(error)) throw error
      return beginAnew(path, String(error), place, log)
    }
  } catch (error) {
    throw storageFault(error, doingWords('open'), path)
  }
}

function beginAnew(path: string, why: string, place: Place, log: Log): Opened {
  const aside = setAside(path, place.at)
  log.error({ path, aside, why }, 'the database was damaged and is set aside')
  return { ...openFile(path, place, log), aside }
}

/** Opens a file that looked sound, or makes a new one, and brings it up to date. */
function openFile(path: string, place: Place, log: Log): Omit<Opened, 'aside'> {
  ensureOwnFile(path)
  // Left by a process that was killed; SQLite gives new ones the mode of the database itself.
  for (const companion of [`${path}-wal`, `${path}-shm`]) if (existsSync(companion)) closeToOthers(companion)
  const db = new Database(path, { timeout: busyTimeoutMs })
  try {
    // Set explicitly: SQLite's own default is FULL, which waits for the disk at every commit.
    const mode = db.pragma('journal_mode = WAL', { simple: true })
    if (mode !== 'wal') log.warn({ mode }, 'this file system allows no write-ahead log; the database is slower')
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    db.pragma(`journal_size_limit = ${keptLogBytes}`)
    const { from, to, backup } = migrate(db, path, place.at)
    if (from !== to) log.info({ from, to, backup }, 'the database has a new schema')
    return { db, ...prepareWork(db, path, place, log) }
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Prepares every statement. What SQLite then does not find was there when the schema was made, so its description is
 * damaged, which no check of the file's structure sees.
 */
function prepareWork(
  db: Database.Database,
  path: string,
  place: Place,
  log: Log,
): Pick<Opened, 'work' | 'lastEventId'> {
  try {
    const events = openEvents(db, log, place.mostEvents)
    const work = {
      ...openDaemons(db, log),
      ...openTorrents(db, log),
      ...events.work,
      ...openAudit(db, log, history.deeds),
      ...openSettings(db, log),
      ...openRemovals(db, log),
      ...openNotices(db, log),
      ...openTorrentFiles(db),
      probe: () => durably(db, () => writeSomething(db)),
      close: () => tidyAndClose(db, log),
    }
    return { work, lastEventId: events.lastId }
  } catch (error) {
    if (codeOf(error) !== 'SQLITE_ERROR') throw error
    throw new Fault('corrupt', say('store.tables', { path, reason: String(error) }), { cause: error })
  }
}

/** Writes the schema's version as it is: a page of the file, whatever is in it. */
function writeSomething(db: Database.Database): void {
  db.pragma(`user_version = ${versionOf(db)}`)
}

function tidyAndClose(db: Database.Database, log: Log): void {
  try {
    db.pragma('optimize')
  } catch (error) {
    log.warn({ error: String(error) }, 'the database could not be tidied before closing')
  }
  db.close()
}
