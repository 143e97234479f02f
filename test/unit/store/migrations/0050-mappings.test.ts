import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../../../main/store/migrate.ts'
import { first } from '../../../../main/store/migrations/0010-first.ts'
import { address } from '../../../../main/store/migrations/0020-address.ts'
import { says } from '../../../../main/store/migrations/0030-says.ts'
import { pathOf, storeIn, tempFolder } from '../helpers.ts'
import { daemonRecord, moment } from '../records.ts'

const mappings = [{ remote: '/srv/films', local: 'smb://nas/films' }]

/** A folder as the schema before this one left it, with one daemon. */
function olderFolder(): string {
  const folder = tempFolder()
  const db = new Database(pathOf(folder))
  migrate(db, pathOf(folder), moment, [first, address, says])
  db.prepare(
    `INSERT INTO daemons (id, kind, name, address, username, mark, position, connect, unreviewed)
     VALUES ('alpha', 'deluge', 'nas', '{"way":"tls","host":"nas","port":1}', 'ada', 0, 0, 1, 0)`,
  ).run()
  db.close()
  return folder
}

it('gives daemons from before no folders here, and keeps those that are said', async () => {
  const folder = olderFolder()
  const store = await storeIn(folder)
  expect((await store.daemons.list()).map((record) => record.mappings)).toEqual([[]])
  await store.daemons.update('alpha', { mappings })
  await store.daemons.insert(daemonRecord('beta', { mappings, position: 1 }))
  await store.close()
  const again = await storeIn(folder)
  expect((await again.daemons.list()).map((record) => record.mappings)).toEqual([mappings, mappings])
  await again.close()
})

it('loses no daemon for folders that make no sense', async () => {
  const folder = olderFolder()
  await (await storeIn(folder)).close()
  const db = new Database(pathOf(folder))
  for (const damaged of ['', '{}', '[{"remote":"srv","local":"/mnt"}]', '[1]', 'null']) {
    db.prepare('UPDATE daemons SET mappings = ?').run(damaged)
    const store = await storeIn(folder)
    expect((await store.daemons.list()).map(({ id, mappings: read }) => [id, read])).toEqual([['alpha', []]])
    await store.close()
  }
  db.close()
})
