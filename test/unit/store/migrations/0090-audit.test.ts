import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { Deed } from '../../../../preload/contract/audit.ts'
import { migrate } from '../../../../main/store/migrate.ts'
import { first } from '../../../../main/store/migrations/0010-first.ts'
import { address } from '../../../../main/store/migrations/0020-address.ts'
import { says } from '../../../../main/store/migrations/0030-says.ts'
import { pathOf, storeIn, tempFolder } from '../helpers.ts'
import { daemonRecord, moment } from '../records.ts'

const deed: Deed = {
  id: 0,
  at: moment,
  endedAt: null,
  state: 'pending',
  door: 'web',
  who: 'window',
  call: 'torrents.pause',
  subject: '',
  daemons: [{ id: 'alpha', name: 'Alpha' }],
  torrents: [],
  torrentCount: 2,
  changes: [],
  args: '{}',
  failures: [],
}

it('knows of nothing that was done before there was an audit', async () => {
  const folder = tempFolder()
  const db = new Database(pathOf(folder))
  migrate(db, pathOf(folder), moment, [first, address, says])
  db.close()
  const store = await storeIn(folder)
  expect(await store.audit.list({ limit: 10 })).toEqual([])
})

it('outlives the daemons that it names, and never gives a number twice', async () => {
  const folder = tempFolder()
  const store = await storeIn(folder)
  await store.daemons.insert(daemonRecord('alpha'))
  const id = await store.audit.begin(deed)
  await store.daemons.remove('alpha')
  await store.close()
  const again = await storeIn(folder)
  expect(await again.audit.list({ limit: 10 })).toEqual([{ ...deed, id }])
  expect(await again.audit.begin(deed)).toBeGreaterThan(id)
})
