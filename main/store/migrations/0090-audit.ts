import type { Database } from 'better-sqlite3'

/*
 * What was done from here. A line is written before it is done and gets its end later: while state is 'pending',
 * nobody knows what became of it. It outlives the daemons that it names, which stand in it by the names they had.
 * - facts: everything else as JSON, as it was when it began; failures: what was not done, as JSON
 * - words: what it is found by, folded
 */
const schema = `
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at REAL NOT NULL,
  endedAt REAL,
  state TEXT NOT NULL,
  daemons TEXT NOT NULL,
  facts TEXT NOT NULL,
  failures TEXT NOT NULL,
  words TEXT NOT NULL
) STRICT;
CREATE INDEX audit_pending ON audit (id) WHERE state = 'pending';
`

export const audit = {
  version: 90,
  up(db: Database): void {
    db.exec(schema)
  },
}
