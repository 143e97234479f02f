import type { Database } from 'better-sqlite3'
import { keptFiles } from '../lib/bounds.ts'
import type { WorkOf } from './messages.ts'

export function openTorrentFiles(db: Database): WorkOf<'torrentFiles'> {
  const put = db.prepare(
    `INSERT INTO torrent_files (hash, keptAt, bytes, content) VALUES (@hash, @keptAt, length(@content), @content)
     ON CONFLICT (hash) DO UPDATE SET keptAt = excluded.keptAt, bytes = excluded.bytes, content = excluded.content`,
  )
  // The oldest go: those behind which, from the newest on, there are enough or too much.
  const prune = db.prepare(
    `DELETE FROM torrent_files WHERE hash IN (
       SELECT hash FROM (
         SELECT hash, row_number() OVER newest AS place, sum(bytes) OVER newest AS together FROM torrent_files
         WINDOW newest AS (ORDER BY keptAt DESC, hash ROWS UNBOUNDED PRECEDING)
       ) WHERE place > ? OR together > ?
     )`,
  )
  const find = db.prepare<[string], Uint8Array>('SELECT content FROM torrent_files WHERE hash = ?').pluck()
  const keep = db.transaction((hash: string, content: Uint8Array, keptAt: number) => {
    put.run({ hash, keptAt, content: Buffer.from(content) })
    prune.run(keptFiles.number, keptFiles.bytes)
  })
  return {
    'torrentFiles.keep': (hash, content, keptAt) => {
      if (content.length <= keptFiles.eachBytes) keep.immediate(hash, content, keptAt)
    },
    'torrentFiles.find': (hash) => find.get(hash) ?? null,
  }
}
