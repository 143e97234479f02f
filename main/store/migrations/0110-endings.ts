import type { Database } from 'better-sqlite3'

/**
 * A removal knows its line in the audit (by number and time, because in a database that a disk brings back the number
 * may be another deed's), and that line is open until the removal is over; one from before has none. A line of history
 * knows whether a rule says that nobody is to be told.
 */
export const endings = {
  version: 110,
  up(db: Database): void {
    db.exec(`
ALTER TABLE removals ADD COLUMN deed INTEGER;
ALTER TABLE removals ADD COLUMN deedAt REAL;
DROP INDEX audit_pending;
CREATE INDEX audit_open ON audit (id) WHERE state IN ('pending', 'waiting');
ALTER TABLE events ADD COLUMN hushed INTEGER NOT NULL DEFAULT 0 CHECK (hushed IN (0, 1));
`)
  },
}
