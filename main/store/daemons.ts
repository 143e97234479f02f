import type { Database } from 'better-sqlite3'
import * as v from 'valibot'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import type { WorkOf } from './messages.ts'
import { DaemonRecordSchema, type DaemonFields, type DaemonRecord } from './records.ts'
import { durably } from './run.ts'

const columns = Object.keys(DaemonRecordSchema.entries) as (keyof DaemonRecord)[]

const flags = ['connect', 'unreviewed'] as const
const structured = ['address', 'mappings'] as const

/** A row as SQLite has it: flags are 0 and 1, what has parts is JSON. */
type Row = Record<string, unknown>

export function openDaemons(db: Database, log: Log): WorkOf<'daemons'> {
  const all = db.prepare<[], Row>(`SELECT ${columns.join(', ')} FROM daemons ORDER BY position, id`)
  const insert = db.prepare(
    `INSERT INTO daemons (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})
     ON CONFLICT (id) DO NOTHING`,
  )
  const remove = db.prepare('DELETE FROM daemons WHERE id = ?')

  function read(row: Row): DaemonRecord[] {
    const parsed = v.safeParse(DaemonRecordSchema, {
      ...row,
      ...Object.fromEntries(flags.map((name) => [name, row[name] === 1])),
      ...Object.fromEntries(structured.map((name) => [name, parseJson(row[name])])),
    })
    if (parsed.success) return [parsed.output]
    log.error({ id: row['id'], issues: v.flatten(parsed.issues).nested }, 'a daemon’s record is damaged and left out')
    return []
  }

  return {
    'daemons.list': () => all.all().flatMap(read),
    'daemons.insert': (record) =>
      durably(db, () => {
        if (insert.run(stored(record)).changes > 0) return
        throw new Fault('invalid', say('log.only', { text: `There is a daemon with the id ${record.id} already.` }))
      }),
    'daemons.update': (id, fields) =>
      durably(db, () => {
        const given = columns.filter((name) => name !== 'id' && (fields as Row)[name] !== undefined)
        // Without fields it still says whether the daemon is there.
        const set = given.length > 0 ? given.map((name) => `${name} = @${name}`).join(', ') : 'id = id'
        return db.prepare(`UPDATE daemons SET ${set} WHERE id = @id`).run({ ...stored(fields), id }).changes > 0
      }),
    'daemons.remove': (id) => durably(db, () => remove.run(id).changes > 0),
  }
}

function stored(fields: DaemonFields): Row {
  const row: Row = { ...fields }
  for (const name of flags) if (fields[name] !== undefined) row[name] = Number(fields[name])
  for (const name of structured) if (fields[name] !== undefined) row[name] = JSON.stringify(fields[name])
  return row
}

/** undefined = that is no JSON. */
function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
