import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../../../main/store/migrate.ts'
import { first } from '../../../../main/store/migrations/0010-first.ts'
import { address } from '../../../../main/store/migrations/0020-address.ts'
import { pathOf, storeIn, tempFolder } from '../helpers.ts'
import { daemonRecord, line, moment } from '../records.ts'

const hidden = { id: 'history.hidden', with: { number: 3 } }

/** A folder as the schema before this one left it, with one line of history. */
function olderFolder(): string {
  const folder = tempFolder()
  const db = new Database(pathOf(folder))
  migrate(db, pathOf(folder), moment, [first, address])
  db.prepare(
    "INSERT INTO events (id, at, kind, daemon, hash, name, text, away) VALUES (1, ?, 'acted', NULL, NULL, 'nas', 'Paused debian.iso.', 0)",
  ).run(moment)
  db.close()
  return folder
}

it('keeps lines from before the catalogue readable as they were written', async () => {
  const store = await storeIn(olderFolder())
  const [old] = await store.events.list({ limit: 10 })
  await store.close()
  expect(old).toMatchObject({ id: 1, text: 'Paused debian.iso.' })
  expect(old).not.toHaveProperty('says', expect.anything())
})

it('keeps the sentence of a new line beside its English', async () => {
  const folder = olderFolder()
  const store = await storeIn(folder)
  await store.daemons.insert(daemonRecord('alpha'))
  await store.events.append([line(2, '3 torrents …', { kind: 'hidden', says: hidden })])
  await store.close()
  const again = await storeIn(folder)
  const [kept] = await again.events.list({ limit: 1 })
  await again.close()
  expect(kept).toMatchObject({ id: 2, text: '3 torrents …', says: hidden })
})

it('reads a line whose sentence is damaged by its English', async () => {
  const folder = olderFolder()
  await (await storeIn(folder)).close()
  const db = new Database(pathOf(folder))
  for (const says of ['{"id":', '{"id":7}', '[]', '{"id":"a","with":{"b":{"c":{}}}}']) {
    db.prepare('UPDATE events SET says = ?').run(says)
    const store = await storeIn(folder)
    const [read] = await store.events.list({ limit: 10 })
    expect([read?.text, read?.says]).toEqual(['Paused debian.iso.', undefined])
    await store.close()
  }
  db.close()
})
