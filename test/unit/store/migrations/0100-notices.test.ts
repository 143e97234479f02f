import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { notices as bounds } from '../../../../main/lib/bounds.ts'
import { migrate } from '../../../../main/store/migrate.ts'
import { address } from '../../../../main/store/migrations/0020-address.ts'
import { first } from '../../../../main/store/migrations/0010-first.ts'
import { says } from '../../../../main/store/migrations/0030-says.ts'
import type { NoticeMark } from '../../../../main/store/records.ts'
import { pathOf, storeIn, tempFolder } from '../helpers.ts'
import { daemonRecord, hashOf, moment } from '../records.ts'

const mark = (n: number, more: Partial<NoticeMark> = {}): NoticeMark => ({
  daemon: 'alpha',
  hash: hashOf(n),
  kind: 'finished',
  at: moment + n,
  name: `torrent ${n}`,
  waits: false,
  ...more,
})

it('knows of nothing that was told before there were marks', async () => {
  const folder = tempFolder()
  const db = new Database(pathOf(folder))
  migrate(db, pathOf(folder), moment, [first, address, says])
  db.close()
  const store = await storeIn(folder)
  expect(await store.notices.list('alpha')).toEqual([])
})

it('keeps one mark of each torrent and kind, over a new start, until its daemon is forgotten', async () => {
  const folder = tempFolder()
  const store = await storeIn(folder)
  await store.daemons.insert(daemonRecord('alpha'))
  await store.notices.write([
    mark(1, { waits: true }),
    mark(2),
    mark(2, { kind: 'failed' }),
    mark(3, { daemon: 'gone' }),
  ])
  await store.notices.write([mark(1)], [mark(2)])
  await store.close()
  const again = await storeIn(folder)
  expect(await again.notices.list('alpha')).toEqual([mark(1), mark(2, { kind: 'failed' })])
  expect(await again.notices.list('gone')).toEqual([])
  await again.daemons.remove('alpha')
  expect(await again.notices.list('alpha')).toEqual([])
})

it('keeps so many of a daemon: what was told goes first, what the daemon is at itself stays', async () => {
  const store = await storeIn(tempFolder())
  await store.daemons.insert(daemonRecord('alpha'))
  const lost = mark(0, { hash: '', kind: 'lost', at: 0 })
  const waiting = mark(1, { waits: true })
  const many = Array.from({ length: bounds.perDaemon + 500 }, (_, at) => mark(at + 2))
  await store.notices.write([lost, waiting, ...many])
  const kept = await store.notices.list('alpha')
  expect(kept).toHaveLength(bounds.perDaemon)
  expect(kept.slice(0, 2)).toEqual([lost, waiting])
  expect(kept.at(-1)).toEqual(many.at(-1))
})

it('leaves out a damaged one', async () => {
  const folder = tempFolder()
  const store = await storeIn(folder)
  await store.daemons.insert(daemonRecord('alpha'))
  await store.notices.write([mark(1), mark(2)])
  const db = new Database(pathOf(folder))
  db.prepare("UPDATE notices SET kind = 'danced' WHERE name = 'torrent 1'").run()
  db.close()
  expect(await store.notices.list('alpha')).toEqual([mark(2)])
})
