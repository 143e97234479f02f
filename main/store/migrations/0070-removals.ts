import type { Database } from 'better-sqlite3'

/**
 * Removals that wait before they are sent: of each a row per daemon, so that one daemon's part can be over before
 * another's. Hashes are a text with a space between two.
 */
export const removals = {
  version: 70,
  up(db: Database): void {
    db.exec(`
      CREATE TABLE removals (
        id TEXT NOT NULL,
        daemon TEXT NOT NULL REFERENCES daemons (id) ON DELETE CASCADE,
        phase TEXT NOT NULL,
        withFiles INTEGER NOT NULL CHECK (withFiles IN (0, 1)),
        begunAt REAL NOT NULL,
        name TEXT NOT NULL,
        hashes TEXT NOT NULL,
        running TEXT NOT NULL,
        PRIMARY KEY (id, daemon)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
