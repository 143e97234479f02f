import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../../../main/store/migrate.ts'
import { first } from '../../../../main/store/migrations/0010-first.ts'
import { address } from '../../../../main/store/migrations/0020-address.ts'
import { says } from '../../../../main/store/migrations/0030-says.ts'
import { events } from '../../../../main/store/migrations/0080-events.ts'
import { pathOf, storeIn, tempFolder } from '../helpers.ts'
import { moment } from '../records.ts'

/** A database from before, with these lines of history. */
function before(lines: number): { folder: string; db: Database.Database } {
  const folder = tempFolder()
  const db = new Database(pathOf(folder))
  migrate(db, pathOf(folder), moment, [first, address, says])
  const insert = db.prepare("INSERT INTO events (id, at, kind, name, text, away) VALUES (?, ?, 'added', '', ?, 0)")
  for (let line = 1; line <= lines; line += 1) insert.run(line, moment - line, `line ${line}`)
  return { folder, db }
}

it('keeps every line of before, and reads them by the time at which it happened', async () => {
  const { folder, db } = before(3)
  db.close()
  const store = await storeIn(folder)
  const lines = await store.events.list({ limit: 10 })
  expect(lines.map(({ id, text }) => [id, text])).toEqual([
    [1, 'line 1'],
    [2, 'line 2'],
    [3, 'line 3'],
  ])
  expect(lines.every((line) => line.absence === undefined)).toBe(true)
})

it('has an index by time, by kind and by absence, and none twice', () => {
  const { folder, db } = before(0)
  migrate(db, pathOf(folder), moment, [first, address, says, events])
  const indexes = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'events'")
  const names = indexes.pluck().all()
  expect(names).toEqual(expect.arrayContaining(['events_at', 'events_kind', 'events_away']))
  expect(names).not.toContain('events_daemon')
  db.close()
})
