import type { Database } from 'better-sqlite3'

/**
 * A removal knows its line in the audit (by number and time, because in a database that a disk brings back the number
 * may be another deed's), and that line is open until the removal is over. One from before has none.
 */
export const deeds = {
  version: 110,
  up(db: Database): void {
    db.exec(`
ALTER TABLE removals ADD COLUMN deed INTEGER;
ALTER TABLE removals ADD COLUMN deedAt REAL;
DROP INDEX audit_pending;
CREATE INDEX audit_open ON audit (id) WHERE state IN ('pending', 'waiting');
`)
  },
}
