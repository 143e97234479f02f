import type { Database } from 'better-sqlite3'

/*
 * Lines of history are read by the time at which it happened, narrowed and counted by kind and daemon, and know the
 * absence of their daemon in which it happened. The index by daemon alone is the first part of the one by kind.
 */
const schema = `
ALTER TABLE events ADD COLUMN awayFrom REAL;
ALTER TABLE events ADD COLUMN awayTo REAL;
CREATE INDEX events_at ON events (at);
CREATE INDEX events_kind ON events (daemon, kind);
CREATE INDEX events_away ON events (awayTo) WHERE awayTo IS NOT NULL;
DROP INDEX events_daemon;
`

export const events = {
  version: 80,
  up(db: Database): void {
    db.exec(schema)
  },
}
