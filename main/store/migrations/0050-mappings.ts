import type { Database } from 'better-sqlite3'

/** Of each daemon, where the person has which of its folders: a list of pairs in JSON. */
export const mappings = {
  version: 50,
  up(db: Database): void {
    db.exec("ALTER TABLE daemons ADD COLUMN mappings TEXT NOT NULL DEFAULT '[]'")
  },
}
