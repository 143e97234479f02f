import type { Database } from 'better-sqlite3'

/**
 * A line of history may carry its sentence as data (JSON) beside its English words, so that it can be said in another
 * language. Older lines have their words only.
 */
export const says = {
  version: 30,
  up(db: Database): void {
    db.exec('ALTER TABLE events ADD COLUMN says TEXT')
  },
}
