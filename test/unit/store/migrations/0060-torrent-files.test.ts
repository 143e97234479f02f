import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate, migrations } from '../../../../main/store/migrate.ts'
import { pathOf, storeIn, tempFolder } from '../helpers.ts'
import { hashOf, moment } from '../records.ts'

it('gives a database from before a place for torrent files, which are there again after a restart', async () => {
  const folder = tempFolder()
  const db = new Database(pathOf(folder))
  const older = migrations.filter(({ version }) => version < 60)
  migrate(db, pathOf(folder), moment, older)
  db.close()
  const store = await storeIn(folder)
  await store.torrentFiles.keep(hashOf(1), new Uint8Array([100, 101]), moment)
  expect(await store.torrentFiles.find(hashOf(2))).toBeNull()
  await store.close()
  const again = await storeIn(folder)
  expect([...((await again.torrentFiles.find(hashOf(1))) ?? [])]).toEqual([100, 101])
  await again.close()
})
