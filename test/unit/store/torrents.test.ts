import Database from 'better-sqlite3'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { TorrentSchema } from '../../../preload/contract/torrents.ts'
import { wrongField } from '../../../main/store/torrents.ts'
import { listeningLog, pathOf, rowsOf, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord, hashOf, torrent } from './records.ts'

async function storeWithDaemons(folder = tempFolder()) {
  const listening = listeningLog()
  const store = await storeIn(folder, { log: listening.log })
  await store.daemons.insert(daemonRecord('alpha'))
  await store.daemons.insert(daemonRecord('beta'))
  return { store, folder, errors: listening.errors }
}

/** Values that some field or other may not have. */
const oddValues = [
  null,
  undefined,
  '',
  'seeding',
  'ok',
  -1,
  0,
  0.5,
  7,
  1e300,
  NaN,
  Infinity,
  true,
  false,
  [],
  {},
  'é\0',
]

describe('torrents', () => {
  it('come back field by field as they were written, each under its own daemon', async () => {
    const { store, folder } = await storeWithDaemons()
    const odd = torrent(2, { name: 'Ü\0 "quoted" \u{1f30a}', uploadedBytes: 2 ** 53 - 1, seeds: 1e300, leftMs: 1.5 })
    await store.torrents.write('alpha', [torrent(1), odd], [])
    await store.torrents.write('beta', [torrent(1, { name: 'The same hash elsewhere', shared: true })], [])
    await store.close()
    const again = await storeIn(folder)
    expect(await rowsOf(again, 'alpha')).toEqual([torrent(1), odd])
    expect(await rowsOf(again, 'beta')).toEqual([torrent(1, { name: 'The same hash elsewhere', shared: true })])
    expect(await rowsOf(again, 'gamma')).toEqual([])
  })

  it('may have hashes of both lengths, and none of another', async () => {
    const { store, errors } = await storeWithDaemons()
    const both = [torrent(1), torrent(2, { hash: 'f'.repeat(64) })]
    const wrong = ['f'.repeat(39), 'f'.repeat(41), 'f'.repeat(63), 'F'.repeat(40), ''].map((hash) =>
      torrent(3, { hash }),
    )
    await store.torrents.write('alpha', [...both, ...wrong], [])
    expect(await rowsOf(store, 'alpha')).toEqual(both)
    expect(errors).toMatchObject([{ facts: { count: wrong.length } }])
    await store.torrents.write('alpha', [], ['f'.repeat(64)])
    expect(await rowsOf(store, 'alpha')).toEqual([torrent(1)])
  })

  it('are changed and dropped one by one, the rest untouched', async () => {
    const { store } = await storeWithDaemons()
    await store.torrents.write('alpha', [torrent(1), torrent(2), torrent(3)], [])
    const put = [torrent(2, { state: 'paused' }), torrent(4), torrent(5)]
    await store.torrents.write('alpha', put, [hashOf(3), hashOf(5)])
    await store.torrents.write('alpha', [], [])
    expect(await rowsOf(store, 'alpha')).toEqual([torrent(1), torrent(2, { state: 'paused' }), torrent(4)])
  })

  it('are written and dropped in any number, however they are cut into parts', async () => {
    const { store } = await storeWithDaemons()
    const rows = Array.from({ length: 2345 }, (_, n) => torrent(n))
    await store.torrents.write('alpha', rows, [])
    expect(await rowsOf(store, 'alpha')).toEqual(rows)
    const put = rows.slice(0, 1500).map((row) => ({ ...row, label: 'new' }))
    const drop = rows.slice(1400, 2300).map(({ hash }) => hash)
    await store.torrents.write('alpha', put, drop)
    expect(await rowsOf(store, 'alpha')).toEqual([...put.slice(0, 1400), ...rows.slice(2300)])
  })

  it('of a daemon that was removed meanwhile are ignored', async () => {
    const { store } = await storeWithDaemons()
    await store.daemons.remove('alpha')
    await store.torrents.write('alpha', [torrent(1)], [hashOf(2)])
    expect(await rowsOf(store, 'alpha')).toEqual([])
  })

  it('that are damaged cost only themselves, are reported once and forgotten', async () => {
    const { store, folder, errors } = await storeWithDaemons()
    await store.torrents.write('alpha', [torrent(1), torrent(2), torrent(3), torrent(4)], [])
    const db = new Database(pathOf(folder))
    db.exec(`UPDATE torrents SET state = 'sunk' WHERE queue = 2; UPDATE torrents SET sizeBytes = -5 WHERE queue = 3`)
    db.exec("UPDATE torrents SET hash = 'not a hash' WHERE queue = 4")
    db.close()
    expect(await rowsOf(store, 'alpha')).toEqual([torrent(1)])
    const examples = [
      { hash: hashOf(2), field: 'state' },
      { hash: hashOf(3), field: 'sizeBytes' },
      { hash: 'not a hash', field: 'hash' },
    ]
    expect(errors).toMatchObject([{ facts: { daemon: 'alpha', count: 3, examples } }])
    errors.length = 0
    expect(await rowsOf(store, 'alpha')).toEqual([torrent(1)])
    expect(errors).toEqual([])
  })

  it('that make no sense are not kept and do not keep the others from being kept', async () => {
    const { store, errors } = await storeWithDaemons()
    await store.torrents.write('alpha', [torrent(1), torrent(2, { ratio: NaN }), torrent(3)], [])
    expect(await rowsOf(store, 'alpha')).toEqual([torrent(1), torrent(3)])
    const examples = [{ hash: hashOf(2), field: 'ratio' }]
    expect(errors).toMatchObject([{ facts: { daemon: 'alpha', count: 1, examples } }])
  })

  it('are named in the log in one line, however many are damaged', async () => {
    const { store, errors } = await storeWithDaemons()
    const rows = Array.from({ length: 500 }, (_, n) => torrent(n, { ratio: NaN }))
    await store.torrents.write('alpha', rows, [])
    expect(errors.map(({ facts }) => [facts['count'], (facts['examples'] as unknown[]).length])).toEqual([[500, 10]])
  })

  it('are checked as the contract says', () => {
    const fields = Object.keys(TorrentSchema.entries)
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.constantFrom(...oddValues), (field, value) => {
        const row: Record<string, unknown> = { ...torrent(1), [field]: value }
        expect(wrongField(row)).toBe(v.is(TorrentSchema, row) ? null : field)
      }),
      { numRuns: 2000 },
    )
  })
})
