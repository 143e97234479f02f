import Database from 'better-sqlite3'
import { join } from 'node:path'
import { databaseName } from '../../main/store/open.ts'

/** A line of history as a test writes it; what is left out is of no interest. */
export interface Written {
  kind: string
  name: string
  at: number
  daemon?: string
  hash?: string
  text?: string
  away?: { from: number; to: number }
}

/** Writes lines into the history of a data folder that no program uses just now, oldest first. */
export function writeHistory(folder: string, lines: readonly Written[]): void {
  const db = new Database(join(folder, databaseName))
  const last = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM events').pluck().get() ?? 0
  const insert = db.prepare(
    `INSERT INTO events (id, at, kind, daemon, hash, name, text, away, awayFrom, awayTo)
     VALUES (?, ?, ?, (SELECT id FROM daemons WHERE name = ?), ?, ?, ?, ?, ?, ?)`,
  )
  db.transaction(() => {
    for (const [index, { kind, name, at, daemon, hash, text, away }] of lines.entries()) {
      insert.run(
        last + 1 + index,
        at,
        kind,
        daemon ?? null,
        hash ?? null,
        name,
        text ?? '',
        Number(away !== undefined),
        away?.from ?? null,
        away?.to ?? null,
      )
    }
  })()
  db.close()
}
