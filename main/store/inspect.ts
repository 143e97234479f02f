import Database from 'better-sqlite3'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { newestVersion, versionOf } from './migrate.ts'
import { codeOf, isCorruption } from './trouble.ts'

/** What a database file looks like before we write to it. */
export type Inspection = { state: 'new' } | { state: 'sound'; version: number } | { state: 'damaged'; why: string }

/** SQLite's header: 16 bytes of name, then page size, then the format versions for writing and reading (1 or 2). */
const headerName = 'SQLite format 3\0'
const formatAt = 18
/** Migrations are numbered by tens; a version beyond this is not from any future, it is damage. */
const mostPlausibleVersion = 100_000

/**
 * Looks at the file without changing it: through a read-only connection, because one that may write would fold the
 * write-ahead log into a damaged file, and delete it, on closing. Fails with the system's error when it cannot look.
 */
export function inspect(path: string): Inspection {
  if (sizeOf(`${path}-journal`) > 0) undoUnfinished(path)
  const size = sizeOf(path)
  if (size === 0) {
    // SQLite would delete a log whose database is gone; it may be all that is left of the person's data.
    const orphaned = sizeOf(`${path}-wal`) > 0
    return orphaned ? { state: 'damaged', why: 'its main file is missing or empty' } : { state: 'new' }
  }
  const why = headerDamage(path)
  if (why) return { state: 'damaged', why }
  try {
    return look(path)
  } catch (error) {
    // An ordinary SQL error too: what is asked here suits any database, so the descriptions of its tables are broken.
    if (isCorruption(error) || codeOf(error) === 'SQLITE_ERROR') return { state: 'damaged', why: String(error) }
    throw error
  }
}

function look(path: string): Inspection {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    return inspectContent(db)
  } finally {
    db.close()
  }
}

/**
 * A process that was killed before the write-ahead log was on (in its very first moments) leaves a journal of what it
 * had not finished. Only a connection that may write can undo that, and does so when it first reads.
 */
function undoUnfinished(path: string): void {
  const db = new Database(path)
  try {
    versionOf(db)
  } catch (error) {
    // Not a journal of this file, or the file is damaged: that is found out next.
    if (!isCorruption(error)) throw error
  } finally {
    db.close()
  }
}

function inspectContent(db: Database.Database): Inspection {
  const version = versionOf(db)
  if (version < 0 || version > mostPlausibleVersion)
    return { state: 'damaged', why: `its schema version is ${version}` }
  // What a newer program made may hold things that this SQLite cannot check; it will be refused anyway.
  if (version > newestVersion()) return { state: 'sound', version }
  const findings = db.prepare<[], string>('PRAGMA quick_check(10)').pluck().all()
  const damage = findings.filter((finding) => finding !== 'ok')
  if (damage.length > 0) return { state: 'damaged', why: damage.join('; ') }
  const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (version === 0 && tables !== 0) return { state: 'damaged', why: 'it holds tables that are not Estuary’s' }
  return { state: 'sound', version }
}

/**
 * SQLite takes a header whose format for writing is unknown for a read-only file; that must be called damage and not
 * sent to look for wrong permissions.
 */
function headerDamage(path: string): string | null {
  const header = Buffer.alloc(formatAt + 2)
  const file = openSync(path, 'r')
  try {
    readSync(file, header, 0, header.length, 0)
  } finally {
    closeSync(file)
  }
  if (header.toString('latin1', 0, headerName.length) !== headerName) return 'it does not begin like a database'
  const formats = [...header.subarray(formatAt)]
  return formats.every((format) => format === 1 || format === 2) ? null : 'its header names an unknown format'
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
