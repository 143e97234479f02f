import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { Deed } from '../../../../preload/contract/audit.ts'
import type { RemovalPart } from '../../../../main/store/records.ts'
import { pathOf, storeIn, tempFolder } from '../helpers.ts'
import { daemonRecord, hashOf, moment } from '../records.ts'

const begun: Deed = {
  ...{ id: 0, at: moment, endedAt: null, state: 'pending', door: 'web', who: 'window', call: 'removals.begin' },
  ...{ subject: '', daemons: [], torrents: [], torrentCount: 2, changes: [], args: '{}', failures: [] },
}

function part(deed: RemovalPart['deed']): RemovalPart {
  const facts = { id: 'a', daemon: 'alpha', phase: 'waiting', withFiles: false, begunAt: moment, name: 'one' } as const
  return { ...facts, hashes: [hashOf(1), hashOf(2)], running: [], deed }
}

it('brings along removals from before that have no line in the audit', async () => {
  const folder = tempFolder()
  const before = await storeIn(folder)
  await before.daemons.insert(daemonRecord('alpha'))
  await before.close()
  const db = new Database(pathOf(folder))
  // As it was at schema 100.
  db.exec(`
    ALTER TABLE removals DROP COLUMN deed;
    ALTER TABLE removals DROP COLUMN deedAt;
    DROP INDEX audit_open;
    ALTER TABLE events DROP COLUMN hushed;
    CREATE INDEX audit_pending ON audit (id) WHERE state = 'pending';
  `)
  db.pragma('user_version = 100')
  db.prepare('INSERT INTO removals VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...['a', 'alpha', 'waiting', 0, moment, 'one', `${hashOf(1)} ${hashOf(2)}`, ''],
  )
  db.close()
  const store = await storeIn(folder)
  expect(await store.removals.list()).toEqual([part(null)])
})

it('writes a removal and how its deed goes together, or neither', async () => {
  const folder = tempFolder()
  const store = await storeIn(folder)
  await store.daemons.insert(daemonRecord('alpha'))
  const ref = { id: await store.audit.begin(begun), at: moment }
  await store.removals.put([part(ref)], { ...ref, state: 'waiting', endedAt: null, failures: [] })
  expect(await store.audit.list({ limit: 1 })).toMatchObject([{ state: 'waiting' }])
  const other = new Database(pathOf(folder))
  other.exec("CREATE TRIGGER full BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
  await expect(
    store.removals.drop('a', ['alpha'], { ...ref, state: 'done', endedAt: moment, failures: [] }),
  ).rejects.toThrow()
  other.exec('DROP TRIGGER full')
  other.close()
  expect(await store.removals.list()).toEqual([part(ref)])
  expect(await store.audit.lose([])).toBe(0)
  await store.removals.drop('a', ['alpha'])
  // Nothing waits for it any more: it ended as is known of it.
  expect(await store.audit.lose([])).toBe(0)
  expect(await store.audit.list({ limit: 1 })).toMatchObject([{ state: 'done', endedAt: null }])
})
