import type { Database } from 'better-sqlite3'

/*
 * The first schema. A migration's text is never changed after a release: what was written once must mean the same
 * for ever, so nothing here is derived from the present model.
 *
 * - REAL for whatever a daemon counts or measures: every JavaScript number fits, so that no number of a daemon can
 *   make a whole batch fail, and SQLite stores whole REALs as compactly as integers.
 * - search is an index without a text of its own: it reads the torrents table. Triggers keep it right, for cascades
 *   too, and leave it alone when only numbers move, which is what happens every second.
 * - events counts with AUTOINCREMENT: a number is never given twice, even after the newest line was removed.
 */
const schema = `
CREATE TABLE daemons (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  username TEXT NOT NULL,
  mark INTEGER NOT NULL,
  position REAL NOT NULL,
  connect INTEGER NOT NULL CHECK (connect IN (0, 1)),
  fingerprint TEXT,
  trustedAt REAL,
  version TEXT,
  dialect TEXT,
  lastSeenAt REAL,
  folder TEXT,
  freeBytes REAL,
  keptTwin TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE torrents (
  id INTEGER PRIMARY KEY,
  daemon TEXT NOT NULL REFERENCES daemons (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  message TEXT NOT NULL,
  progress REAL NOT NULL,
  sizeBytes REAL NOT NULL,
  wantedBytes REAL NOT NULL,
  doneBytes REAL NOT NULL,
  remainingBytes REAL NOT NULL,
  downloadedBytes REAL NOT NULL,
  uploadedBytes REAL NOT NULL,
  downBytesPerSecond REAL NOT NULL,
  upBytesPerSecond REAL NOT NULL,
  downLimitBytesPerSecond REAL,
  upLimitBytesPerSecond REAL,
  leftMs REAL,
  ratio REAL,
  seeds REAL NOT NULL,
  seedsTotal REAL,
  peers REAL NOT NULL,
  peersTotal REAL,
  seedsPeersRatio REAL,
  availability REAL,
  addedAt REAL,
  completedAt REAL,
  seenCompleteAt REAL,
  lastTransferAt REAL,
  queue REAL,
  tracker TEXT NOT NULL,
  trackerState TEXT NOT NULL,
  trackerStatus TEXT NOT NULL,
  label TEXT NOT NULL,
  owner TEXT NOT NULL,
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  private INTEGER NOT NULL CHECK (private IN (0, 1)),
  autoManaged INTEGER NOT NULL CHECK (autoManaged IN (0, 1)),
  folder TEXT NOT NULL,
  comment TEXT NOT NULL,
  UNIQUE (daemon, hash)
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
  name, comment, tracker, label, folder,
  content = 'torrents', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
-- What the best match is: a word in the name counts most, then the label.
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 1.0, 1.0, 4.0, 1.0)');

CREATE TRIGGER torrents_inserted AFTER INSERT ON torrents BEGIN
  INSERT INTO search (rowid, name, comment, tracker, label, folder)
    VALUES (new.id, new.name, new.comment, new.tracker, new.label, new.folder);
END;
CREATE TRIGGER torrents_deleted AFTER DELETE ON torrents BEGIN
  INSERT INTO search (search, rowid, name, comment, tracker, label, folder)
    VALUES ('delete', old.id, old.name, old.comment, old.tracker, old.label, old.folder);
END;
CREATE TRIGGER torrents_reworded AFTER UPDATE OF name, comment, tracker, label, folder ON torrents
WHEN old.name <> new.name OR old.comment <> new.comment OR old.tracker <> new.tracker OR old.label <> new.label
  OR old.folder <> new.folder
BEGIN
  INSERT INTO search (search, rowid, name, comment, tracker, label, folder)
    VALUES ('delete', old.id, old.name, old.comment, old.tracker, old.label, old.folder);
  INSERT INTO search (rowid, name, comment, tracker, label, folder)
    VALUES (new.id, new.name, new.comment, new.tracker, new.label, new.folder);
END;

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at REAL NOT NULL,
  kind TEXT NOT NULL,
  daemon TEXT REFERENCES daemons (id) ON DELETE CASCADE,
  hash TEXT,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  away INTEGER NOT NULL CHECK (away IN (0, 1))
) STRICT;
-- Without it, removing one daemon would read all of history.
CREATE INDEX events_daemon ON events (daemon);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`

export const first = {
  version: 10,
  up(db: Database): void {
    db.exec(schema)
  },
}
