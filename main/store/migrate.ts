import type { Database } from 'better-sqlite3'
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import { datedName, ensureOwnFile } from './files.ts'
import { first } from './migrations/0010-first.ts'
import { address } from './migrations/0020-address.ts'
import { says } from './migrations/0030-says.ts'
import { mappings } from './migrations/0050-mappings.ts'
import { torrentFiles } from './migrations/0060-torrent-files.ts'
import { removals } from './migrations/0070-removals.ts'
import { events } from './migrations/0080-events.ts'
import { audit } from './migrations/0090-audit.ts'
import { notices } from './migrations/0100-notices.ts'
import { endings } from './migrations/0110-endings.ts'
import { storageFault } from './trouble.ts'

/** One step of the schema. Numbered by tens, so that a late one can be slipped in between. */
export interface Migration {
  readonly version: number
  up(db: Database): void
}

/** Every step there ever was, oldest first. */
export const migrations: readonly Migration[] = [
  first,
  address,
  says,
  mappings,
  torrentFiles,
  removals,
  events,
  audit,
  notices,
  endings,
]

/** The schema that this program writes. */
export function newestVersion(steps: readonly Migration[] = migrations): number {
  return steps.at(-1)?.version ?? 0
}

/** Which schema the file has; SQLite keeps it in the file's header. 0 = none yet. */
export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/** Fails with Fault 'future' when the schema is newer than this program: an older one must not touch it. */
export function refuseFuture(version: number, path: string, steps: readonly Migration[] = migrations): void {
  const known = newestVersion(steps)
  if (version <= known) return
  throw new Fault('future', say('store.future', { path, number: version, known }), {
    retry: 'after-change',
    details: { path, version, known },
  })
}

/**
 * Brings the schema up to date: all missing steps in one transaction, so that a crash leaves the old schema or the
 * new one. A database that has a schema already is copied first.
 * @returns the versions before and after and the path of the copy (null = none was needed).
 */
export function migrate(
  db: Database,
  path: string,
  now: number,
  steps: readonly Migration[] = migrations,
): { from: number; to: number; backup: string | null } {
  refuseDisorder(steps)
  const from = versionOf(db)
  refuseFuture(from, path, steps)
  const pending = steps.filter((step) => step.version > from)
  if (pending.length === 0) return { from, to: from, backup: null }
  const backup = from === 0 ? null : copyAside(db, datedName(path, `schema-${from}`, now))
  // Rebuilding a table that others refer to needs the keys off, which SQLite allows only outside a transaction.
  db.pragma('foreign_keys = OFF')
  try {
    db.transaction(() => {
      for (const step of pending) step.up(db)
      if (db.prepare('PRAGMA foreign_key_check').all().length > 0) {
        throw new Fault('internal', say('store.loose-ends', { path, number: newestVersion(steps) }))
      }
      db.pragma(`user_version = ${newestVersion(steps)}`)
    }).exclusive()
  } finally {
    db.pragma('foreign_keys = ON')
  }
  return { from, to: newestVersion(steps), backup }
}

function refuseDisorder(steps: readonly Migration[]): void {
  let last = 0
  for (const { version } of steps) {
    if (!Number.isInteger(version) || version <= last) {
      throw new Fault(
        'internal',
        say('log.only', { text: `Migrations are out of order: ${version} comes after ${last}.` }),
      )
    }
    last = version
  }
}

/** A whole copy, with what is still in the write-ahead log, that has reached the disk when this returns. */
export function copyAside(db: Database, copy: string): string {
  try {
    ensureOwnFile(copy)
    db.prepare('VACUUM INTO ?').run(copy)
    const file = openSync(copy, 'r+')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    return copy
  } catch (error) {
    // Half a copy would look like a whole one later.
    rmSync(copy, { force: true })
    throw storageFault(error, say('doing.copy'), copy)
  }
}
