import type { Database } from 'better-sqlite3'
import * as v from 'valibot'
import type { Log } from '../lib/log.ts'
import { endDeed } from './audit.ts'
import type { DeedEnd, RemovalText, WorkOf } from './messages.ts'
import { type RemovalPart, RemovalPartSchema } from './records.ts'
import { durably } from './run.ts'

export function openRemovals(db: Database, log: Log): WorkOf<'removals'> {
  const all = db.prepare<[], Record<string, unknown>>('SELECT * FROM removals ORDER BY begunAt, id, daemon')
  // A daemon that was removed meanwhile has nothing to keep.
  const put = db.prepare(
    `INSERT INTO removals (id, daemon, phase, withFiles, begunAt, name, hashes, running, deed, deedAt)
     SELECT @id, @daemon, @phase, @withFiles, @begunAt, @name, @hashes, @running, @deed, @deedAt
     WHERE EXISTS (SELECT 1 FROM daemons WHERE id = @daemon)
     ON CONFLICT (id, daemon) DO UPDATE SET phase = excluded.phase, hashes = excluded.hashes,
       running = excluded.running, deed = excluded.deed, deedAt = excluded.deedAt`,
  )
  const drop = db.prepare('DELETE FROM removals WHERE id = ? AND daemon = ?')
  const end = endDeed(db)
  const putAll = db.transaction((parts: readonly RemovalText[], deed: DeedEnd | null) => {
    for (const { deed: ref, ...part } of parts)
      put.run({ ...part, withFiles: Number(part.withFiles), deed: ref?.id ?? null, deedAt: ref?.at ?? null })
    if (deed) end(deed)
  })
  const dropAll = db.transaction((id: string, daemons: readonly string[], deed: DeedEnd | null) => {
    for (const daemon of daemons) drop.run(id, daemon)
    if (deed) end(deed)
  })

  function read(row: Record<string, unknown>): RemovalPart[] {
    const { deed: id, deedAt: at, ...rest } = row
    const given = {
      ...rest,
      deed: id === null ? null : { id, at },
      withFiles: row['withFiles'] === 1,
      hashes: list(row['hashes']),
      running: list(row['running']),
    }
    const parsed = v.safeParse(RemovalPartSchema, given)
    if (parsed.success) return [parsed.output]
    log.error({ id: row['id'], issues: v.flatten(parsed.issues).nested }, 'a kept removal is damaged and left out')
    return []
  }

  return {
    'removals.list': () => all.all().flatMap(read),
    'removals.put': (parts, deed) => durably(db, () => putAll.immediate(parts, deed)),
    'removals.drop': (id, daemons, deed) => durably(db, () => dropAll.immediate(id, daemons, deed)),
  }
}

function list(text: unknown): string[] {
  return String(text).split(' ').filter(Boolean)
}
