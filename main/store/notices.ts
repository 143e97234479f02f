import type { Database } from 'better-sqlite3'
import * as v from 'valibot'
import { notices as bounds } from '../lib/bounds.ts'
import type { Log } from '../lib/log.ts'
import type { WorkOf } from './messages.ts'
import { NoticeMarkSchema, type NoticeMark } from './records.ts'

type Row = Record<string, unknown>

export function openNotices(db: Database, log: Log): WorkOf<'notices'> {
  const all = db.prepare<[string], Row>(
    'SELECT daemon, hash, kind, at, name, waits FROM notices WHERE daemon = ? ORDER BY at',
  )
  // A daemon can be removed while its last marks are on their way.
  const put = db.prepare(
    `INSERT INTO notices (daemon, hash, kind, at, name, waits)
     SELECT @daemon, @hash, @kind, @at, @name, @waits WHERE EXISTS (SELECT 1 FROM daemons WHERE id = @daemon)
     ON CONFLICT (daemon, hash, kind) DO UPDATE SET at = excluded.at, name = excluded.name, waits = excluded.waits`,
  )
  const drop = db.prepare('DELETE FROM notices WHERE daemon = @daemon AND hash = @hash AND kind = @kind')
  const count = db.prepare<[string], number>('SELECT count(*) FROM notices WHERE daemon = ?').pluck()
  // What a daemon is at itself stays: there are only a few of it. Of the rest, what was told goes before what waits.
  const prune = db.prepare(
    `DELETE FROM notices WHERE daemon = ? AND (hash, kind) IN
       (SELECT hash, kind FROM notices WHERE daemon = ? AND hash <> '' ORDER BY waits, at LIMIT ?)`,
  )

  const write = db.transaction((marks: readonly NoticeMark[], gone: readonly NoticeMark[]) => {
    for (const { daemon, hash, kind } of gone) drop.run({ daemon, hash, kind })
    for (const mark of marks) put.run({ ...mark, waits: Number(mark.waits) })
    for (const daemon of new Set(marks.map((mark) => mark.daemon))) {
      const over = (count.get(daemon) ?? 0) - bounds.perDaemon
      if (over > 0) prune.run(daemon, daemon, over)
    }
  })

  function read(row: Row): NoticeMark[] {
    const parsed = v.safeParse(NoticeMarkSchema, { ...row, waits: row['waits'] === 1 })
    if (parsed.success) return [parsed.output]
    log.error({ daemon: row['daemon'], issues: v.flatten(parsed.issues).nested }, 'a mark of a notice is damaged')
    return []
  }

  return {
    'notices.list': (daemon) => all.all(daemon).flatMap(read),
    'notices.write': (marks, gone) => write.immediate(marks, gone),
  }
}
