import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../../../main/store/migrate.ts'
import { first } from '../../../../main/store/migrations/0010-first.ts'
import { address } from '../../../../main/store/migrations/0020-address.ts'
import { says } from '../../../../main/store/migrations/0030-says.ts'
import type { RemovalPart } from '../../../../main/store/records.ts'
import { listeningLog, pathOf, storeIn, tempFolder } from '../helpers.ts'
import { daemonRecord, hashOf, moment } from '../records.ts'

function part(more: Partial<RemovalPart> = {}): RemovalPart {
  const hashes = [hashOf(1), hashOf(2)]
  const usual = { id: 'a', daemon: 'alpha', phase: 'waiting', withFiles: true, begunAt: moment, name: 'one' } as const
  return { ...usual, hashes, running: [hashOf(2)], deed: null, ...more }
}

it('keeps removals that wait, daemon by daemon, in a database from before there were any', async () => {
  const folder = tempFolder()
  const db = new Database(pathOf(folder))
  migrate(db, pathOf(folder), moment, [first, address, says])
  db.close()
  const store = await storeIn(folder)
  for (const id of ['alpha', 'beta']) await store.daemons.insert(daemonRecord(id))
  await store.removals.put([part(), part({ daemon: 'beta', withFiles: false, running: [] })])
  await store.close()
  const again = await storeIn(folder)
  expect(await again.removals.list()).toEqual([part(), part({ daemon: 'beta', withFiles: false, running: [] })])
  await again.removals.put([part({ phase: 'sending', hashes: [hashOf(2)] })])
  await again.removals.drop('a', ['beta'])
  expect(await again.removals.list()).toEqual([part({ phase: 'sending', hashes: [hashOf(2)] })])
})

it('forgets them with their daemon, and takes none of a daemon that is gone', async () => {
  const store = await storeIn(tempFolder())
  await store.daemons.insert(daemonRecord('alpha'))
  await store.removals.put([part(), part({ id: 'b', daemon: 'gone' })])
  expect(await store.removals.list()).toEqual([part()])
  await store.daemons.remove('alpha')
  expect(await store.removals.list()).toEqual([])
})

it('leaves out what is damaged, and says so in the log', async () => {
  const folder = tempFolder()
  const { log, errors } = listeningLog()
  const store = await storeIn(folder, { log })
  await store.daemons.insert(daemonRecord('alpha'))
  await store.removals.put([part(), part({ id: 'b' })])
  const db = new Database(pathOf(folder))
  db.exec("UPDATE removals SET hashes = 'not a hash' WHERE id = 'b'")
  db.close()
  expect(await store.removals.list()).toEqual([part()])
  expect(errors).toHaveLength(1)
})
