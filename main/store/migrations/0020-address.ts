import type { Database } from 'better-sqlite3'

/*
 * A daemon's place is an address of its kind (JSON) instead of a host and port that were always reached by TLS, and
 * what its backend wants remembered has a name that suits every kind. That a certificate waits for a person is
 * remembered, too. The full-text index goes: nothing ever asked
 * it, and it was most of the work of writing a row.
 */
const dropSearch = `
DROP TRIGGER torrents_inserted;
DROP TRIGGER torrents_deleted;
DROP TRIGGER torrents_reworded;
DROP TABLE search;
`

const schema = `
CREATE TABLE daemons_20 (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  username TEXT NOT NULL,
  mark INTEGER NOT NULL,
  position REAL NOT NULL,
  connect INTEGER NOT NULL CHECK (connect IN (0, 1)),
  fingerprint TEXT,
  trustedAt REAL,
  unreviewed INTEGER NOT NULL DEFAULT 0 CHECK (unreviewed IN (0, 1)),
  version TEXT,
  memo TEXT,
  lastSeenAt REAL,
  folder TEXT,
  freeBytes REAL,
  keptTwin TEXT
) STRICT, WITHOUT ROWID;
`

const kept = 'id, kind, name, username, mark, position, connect, fingerprint, trustedAt, version'
const keptBehind = 'lastSeenAt, folder, freeBytes, keptTwin'

/** A place of the first schema. */
interface Place {
  id: string
  host: string
  port: number
}

/**
 * Hosts were taken over from other programs' lists as they stood there; what no address may hold goes, so that the
 * daemon stays in the list for the person to correct.
 */
function addressOf({ host, port }: Place): string {
  const name = host.replace(/[\s/@[\]]+/g, '').slice(0, 255) || 'unknown'
  return JSON.stringify({ way: 'tls', host: name, port: Math.min(Math.max(port, 1), 65_535) })
}

export const address = {
  version: 20,
  up(db: Database): void {
    db.exec(dropSearch)
    db.exec(schema)
    const move = db.prepare(
      `INSERT INTO daemons_20 (${kept}, ${keptBehind}, address, memo)
       SELECT ${kept}, ${keptBehind}, ?, dialect FROM daemons WHERE id = ?`,
    )
    const places = db.prepare<[], Place>('SELECT id, host, port FROM daemons').all()
    for (const place of places) move.run(addressOf(place), place.id)
    db.exec('DROP TABLE daemons; ALTER TABLE daemons_20 RENAME TO daemons')
    // The numbers of lines come from outside now; there is always a row that remembers the highest.
    db.exec(`INSERT INTO sqlite_sequence (name, seq)
      SELECT 'events', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')`)
  },
}
