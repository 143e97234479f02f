import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { openDaemons } from './daemons.ts'
import { defaultMostEvents, openEvents } from './events.ts'
import { closeToOthers, ensureFolder, ensureOwnFile, setAside } from './files.ts'
import { inspect } from './inspect.ts'
import { migrate, refuseFuture } from './migrate.ts'
import type { Store } from './records.ts'
import { createRun } from './run.ts'
import { openSettings } from './settings.ts'
import { openTorrents } from './torrents.ts'
import { codeOf, isCorruption, storageFault } from './trouble.ts'

/** The database's file in the data folder. */
export const databaseName = 'estuary.db'

/** How long a statement waits for another program (a backup, a curious person's sqlite3) to let go. */
const busyTimeoutMs = 5000
/** After a burst, the write-ahead log is cut back to this. */
const keptLogBytes = 8 * 1024 * 1024

export interface StoreOptions {
  log: Log
  /** ms since 1970. */
  now: () => number
  /** How many lines of history are kept. */
  mostEvents?: number
}

/**
 * Opens what we remember in a data folder, making folder and file when they are missing. The caller holds the
 * folder's lock. A damaged database is set aside under a dated name (see notices) and a new one begun.
 * Fails with Fault 'future' for a newer schema, and 'internal' with a reason when the system refuses.
 *
 * Durability: with the write-ahead log and synchronous = NORMAL, a call that has returned survives the death of the
 * process at any moment. A power cut may lose the last moments, but never tears a transaction or the file.
 */
export function openStore(folder: string, options: StoreOptions): Store {
  const log = options.log.child({ part: 'store' })
  const path = join(resolve(folder), databaseName)
  const notices = ensureFolder(resolve(folder))
  const { db, nouns, aside } = openSound(path, options, log)
  if (aside) {
    notices.push(
      `The database was damaged. It is kept as ${aside}, and Estuary began a new one: add your daemons again. Nothing changed on the daemons themselves.`,
    )
  }
  return {
    notices,
    ...nouns,
    close() {
      if (!db.open) return
      try {
        db.pragma('optimize')
      } catch (error) {
        log.warn({ error: String(error) }, 'the database could not be tidied before closing')
      }
      db.close()
    },
  }
}

type Nouns = Omit<Store, 'notices' | 'close'>

interface Opened {
  db: Database.Database
  nouns: Nouns
  /** Where a damaged predecessor lies now. */
  aside: string | null
}

/** Opens the file, or sets it aside and begins a new one. */
function openSound(path: string, options: StoreOptions, log: Log): Opened {
  try {
    const found = inspect(path)
    if (found.state === 'damaged') return beginAnew(path, found.why, options, log)
    if (found.state === 'sound') refuseFuture(found.version, path)
    try {
      const rebuildIndex = found.state === 'sound' && found.indexDamaged
      return { ...openFile(path, rebuildIndex, options, log), aside: null }
    } catch (error) {
      // Damage that only writing meets, such as an index that cannot be made again.
      if (!isCorruption(error)) throw error
      return beginAnew(path, String(error), options, log)
    }
  } catch (error) {
    throw storageFault(error, 'open the database', path)
  }
}

function beginAnew(path: string, why: string, options: StoreOptions, log: Log): Opened {
  const aside = setAside(path, options.now())
  log.error({ path, aside, why }, 'the database was damaged and is set aside')
  return { ...openFile(path, false, options, log), aside }
}

/** Opens a file that looked sound, or makes a new one, and brings it up to date. */
function openFile(path: string, rebuildIndex: boolean, options: StoreOptions, log: Log): Omit<Opened, 'aside'> {
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
    if (rebuildIndex) {
      db.exec("INSERT INTO search (search) VALUES ('rebuild')")
      log.warn('the search index was damaged and is made anew')
    }
    const { from, to, backup } = migrate(db, path, options.now())
    if (from !== to) log.info({ from, to, backup }, 'the database has a new schema')
    return { db, nouns: openNouns(db, path, options, log) }
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Prepares every statement. What SQLite then does not find was there when the schema was made, so its description is
 * damaged, which no check of the file's structure sees.
 */
function openNouns(db: Database.Database, path: string, options: StoreOptions, log: Log): Nouns {
  const run = createRun(db, path, log)
  try {
    return {
      daemons: openDaemons(db, run, log),
      torrents: openTorrents(db, run, log),
      events: openEvents(db, run, log, options.mostEvents ?? defaultMostEvents),
      settings: openSettings(db, run, log),
    }
  } catch (error) {
    if (codeOf(error) !== 'SQLITE_ERROR') throw error
    throw new Fault('corrupt', `The tables in ${path} are not Estuary’s: ${String(error)}`, { cause: error })
  }
}
