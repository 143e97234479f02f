import type { Database } from 'better-sqlite3'

/**
 * What a person was told of, or is to be told of later: by the torrent (or '' for the daemon itself) and the kind of
 * news, so that the same is not told twice, over a restart either.
 */
export const notices = {
  version: 100,
  up(db: Database): void {
    db.exec(`
CREATE TABLE notices (
  daemon TEXT NOT NULL REFERENCES daemons (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  at REAL NOT NULL,
  name TEXT NOT NULL,
  waits INTEGER NOT NULL CHECK (waits IN (0, 1)),
  PRIMARY KEY (daemon, hash, kind)
) STRICT, WITHOUT ROWID;
`)
  },
}
