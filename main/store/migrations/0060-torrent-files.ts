import type { Database } from 'better-sqlite3'

/** Torrent files that were added here, by the info-hash that their daemon knows them by. */
export const torrentFiles = {
  version: 60,
  up(db: Database): void {
    db.exec(`
      CREATE TABLE torrent_files (
        hash TEXT PRIMARY KEY NOT NULL,
        keptAt INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        content BLOB NOT NULL
      ) STRICT;
      CREATE INDEX torrent_files_by_age ON torrent_files (keptAt, bytes);
    `)
  },
}
