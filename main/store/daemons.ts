import type { Database } from 'better-sqlite3'
import * as v from 'valibot'
import type { DaemonId } from '../../preload/contract/keys.ts'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { DaemonRecordSchema, type DaemonRecord, type DaemonStore } from './records.ts'
import type { Run } from './run.ts'

const columns = Object.keys(DaemonRecordSchema.entries) as (keyof DaemonRecord)[]

/** A row as SQLite has it: flags are 0 and 1. */
type Row = Record<string, unknown>

export function openDaemons(db: Database, run: Run, log: Log): DaemonStore {
  const all = db.prepare<[], Row>(`SELECT ${columns.join(', ')} FROM daemons ORDER BY position, id`)
  const insert = db.prepare(
    `INSERT INTO daemons (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})
     ON CONFLICT (id) DO NOTHING`,
  )
  const remove = db.prepare('DELETE FROM daemons WHERE id = ?')

  function read(row: Row): DaemonRecord[] {
    const parsed = v.safeParse(DaemonRecordSchema, { ...row, connect: row['connect'] === 1 })
    if (parsed.success) return [parsed.output]
    log.error({ id: row['id'], issues: v.flatten(parsed.issues).nested }, 'a daemon’s record is damaged and left out')
    return []
  }

  return {
    list: () => run('read the list of daemons', () => all.all().flatMap(read)),
    insert: (record) =>
      run('save the new daemon', () => {
        if (insert.run({ ...record, connect: Number(record.connect) }).changes > 0) return
        throw new Fault('invalid', `There is a daemon with the id ${record.id} already.`)
      }),
    update: (id: DaemonId, fields) =>
      run('save the daemon', () => {
        const given = columns.filter((name) => name !== 'id' && (fields as Row)[name] !== undefined)
        const values: Row = { ...fields, id }
        if (fields.connect !== undefined) values['connect'] = Number(fields.connect)
        // Without fields it still says whether the daemon is there.
        const set = given.length > 0 ? given.map((name) => `${name} = @${name}`).join(', ') : 'id = id'
        return db.prepare(`UPDATE daemons SET ${set} WHERE id = @id`).run(values).changes > 0
      }),
    remove: (id) => run('forget the daemon', () => remove.run(id).changes > 0),
  }
}
