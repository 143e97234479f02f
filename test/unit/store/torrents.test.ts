import Database from 'better-sqlite3'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { TorrentSchema, type Torrent } from '../../../preload/contract/torrents.ts'
import { searchQuery } from '../../../main/store/search.ts'
import { wrongField } from '../../../main/store/torrents.ts'
import { listeningLog, pathOf, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord, hashOf, torrent } from './records.ts'

function storeWithDaemons(folder = tempFolder()) {
  const listening = listeningLog()
  const store = storeIn(folder, { log: listening.log })
  store.daemons.insert(daemonRecord('alpha'))
  store.daemons.insert(daemonRecord('beta'))
  return { store, folder, errors: listening.errors }
}

const byHash = (a: Torrent, b: Torrent): number => (a.hash < b.hash ? -1 : 1)

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
  it('come back field by field as they were written, each under its own daemon', () => {
    const { store, folder } = storeWithDaemons()
    const odd = torrent(2, { name: 'Ü\0 "quoted" \u{1f30a}', uploadedBytes: 2 ** 53 - 1, seeds: 1e300, leftMs: 1.5 })
    store.torrents.write('alpha', [torrent(1), odd], [])
    store.torrents.write('beta', [torrent(1, { name: 'The same hash elsewhere', shared: true })], [])
    store.close()
    const again = storeIn(folder)
    expect(again.torrents.load('alpha').sort(byHash)).toEqual([torrent(1), odd])
    expect(again.torrents.load('beta')).toEqual([torrent(1, { name: 'The same hash elsewhere', shared: true })])
    expect(again.torrents.load('gamma')).toEqual([])
  })

  it('are changed and dropped one by one, the rest untouched', () => {
    const { store } = storeWithDaemons()
    store.torrents.write('alpha', [torrent(1), torrent(2), torrent(3)], [])
    store.torrents.write('alpha', [torrent(2, { state: 'paused' }), torrent(4), torrent(5)], [hashOf(3), hashOf(5)])
    store.torrents.write('alpha', [], [])
    expect(store.torrents.load('alpha').sort(byHash)).toEqual([torrent(1), torrent(2, { state: 'paused' }), torrent(4)])
  })

  it('of a daemon that was removed meanwhile are ignored', () => {
    const { store } = storeWithDaemons()
    store.daemons.remove('alpha')
    store.torrents.write('alpha', [torrent(1)], [hashOf(2)])
    expect(store.torrents.load('alpha')).toEqual([])
  })

  it('of one daemon are forgotten without those of another', () => {
    const { store } = storeWithDaemons()
    store.torrents.write('alpha', [torrent(1)], [])
    store.torrents.write('beta', [torrent(1)], [])
    store.torrents.clear('alpha')
    expect(store.torrents.load('alpha')).toEqual([])
    expect(store.torrents.load('beta')).toHaveLength(1)
    expect(store.torrents.search('number', 10)).toEqual([{ daemon: 'beta', hash: hashOf(1) }])
  })

  it('that are damaged cost only themselves, are reported once and forgotten', () => {
    const { store, folder, errors } = storeWithDaemons()
    store.torrents.write('alpha', [torrent(1), torrent(2), torrent(3), torrent(4)], [])
    const db = new Database(pathOf(folder))
    db.exec(`UPDATE torrents SET state = 'sunk' WHERE queue = 2; UPDATE torrents SET sizeBytes = -5 WHERE queue = 3`)
    db.exec("UPDATE torrents SET hash = 'not a hash' WHERE queue = 4")
    db.close()
    expect(store.torrents.load('alpha')).toEqual([torrent(1)])
    expect(errors.map(({ facts }) => [facts['hash'], facts['field']])).toEqual([
      [hashOf(2), 'state'],
      [hashOf(3), 'sizeBytes'],
      ['not a hash', 'hash'],
    ])
    errors.length = 0
    expect(store.torrents.load('alpha')).toEqual([torrent(1)])
    expect(errors).toEqual([])
  })

  it('that make no sense are not kept and do not keep the others from being kept', () => {
    const { store, errors } = storeWithDaemons()
    store.torrents.write('alpha', [torrent(1), torrent(2, { ratio: NaN }), torrent(3)], [])
    expect(store.torrents.load('alpha').sort(byHash)).toEqual([torrent(1), torrent(3)])
    expect(errors).toMatchObject([{ facts: { daemon: 'alpha', hash: hashOf(2), field: 'ratio' } }])
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

describe('search', () => {
  it('finds words by their beginnings in name, comment, tracker, label and folder', () => {
    const { store } = storeWithDaemons()
    const rows = [
      torrent(1, { name: 'Nile.Delta-2024.tar', tracker: '' }),
      torrent(2, { comment: 'from the Rhône basin', tracker: '' }),
      torrent(3, { tracker: 'tracker.fjord.example' }),
      torrent(4, { label: 'harbours', tracker: '' }),
      torrent(5, { folder: '/srv/lagoon/blue', tracker: '' }),
    ]
    store.torrents.write('alpha', rows, [])
    const found = (text: string): string[] => store.torrents.search(text, 10).map(({ hash }) => hash)
    expect(found('delt')).toEqual([hashOf(1)])
    expect(found('2024 NILE')).toEqual([hashOf(1)])
    expect(found('delta-20')).toEqual([hashOf(1)])
    expect(found('rhone')).toEqual([hashOf(2)])
    expect(found('fjord.ex')).toEqual([hashOf(3)])
    expect(found('harbour')).toEqual([hashOf(4)])
    expect(found('lagoon torrent')).toEqual([hashOf(5)])
    expect(found('elta')).toEqual([])
    expect(found('nile fjord')).toEqual([])
  })

  it('puts a word of the name before one of the folder, and stops at the limit', () => {
    const { store } = storeWithDaemons()
    store.torrents.write(
      'alpha',
      [torrent(1, { folder: '/srv/delta' }), torrent(2, { name: 'The delta of three' })],
      [],
    )
    expect(store.torrents.search('delta', 10).map(({ hash }) => hash)).toEqual([hashOf(2), hashOf(1)])
    expect(store.torrents.search('delta', 1)).toEqual([{ daemon: 'alpha', hash: hashOf(2) }])
    expect(store.torrents.search('delta', 0)).toEqual([])
    expect(store.torrents.search('delta', -1)).toEqual([])
  })

  it('follows a row that is renamed, dropped and added again', () => {
    const { store } = storeWithDaemons()
    const count = (text: string): number => store.torrents.search(text, 10).length
    store.torrents.write('alpha', [torrent(1, { name: 'amber' })], [])
    store.torrents.write('alpha', [torrent(1, { name: 'basin' })], [])
    expect([count('amber'), count('basin')]).toEqual([0, 1])
    store.torrents.write('alpha', [], [hashOf(1)])
    expect(count('basin')).toBe(0)
    store.torrents.write('alpha', [torrent(1, { name: 'basin' })], [])
    expect(count('basin')).toBe(1)
  })

  it('follows a change of any one of the five texts', () => {
    const { store } = storeWithDaemons()
    for (const field of ['name', 'comment', 'tracker', 'label', 'folder']) {
      store.torrents.write('alpha', [torrent(1)], [])
      store.torrents.write('alpha', [torrent(1, { [field]: 'jetty' })], [])
      expect([field, store.torrents.search('jetty', 10).length]).toEqual([field, 1])
    }
    store.torrents.write('alpha', [torrent(1)], [])
    expect(store.torrents.search('jetty', 10)).toEqual([])
  })

  it('finds nothing for a text without words', () => {
    const { store } = storeWithDaemons()
    store.torrents.write('alpha', [torrent(1, { comment: '- "" *' })], [])
    for (const text of ['', '   ', '-', '"', '* ^ ()', '\0']) expect(store.torrents.search(text, 10)).toEqual([])
  })

  it('takes operators, quotes and columns as the plain words they are', () => {
    const { store } = storeWithDaemons()
    store.torrents.write('alpha', [torrent(1, { name: 'cats AND dogs NEAR "water" name:fish' }), torrent(2)], [])
    const found = (text: string): number => store.torrents.search(text, 10).length
    for (const text of [
      'AND',
      'cats AND dogs',
      'NEAR',
      '"water"',
      'name:fish',
      'cats*',
      '^cats',
      '(dogs)',
      'dogs - ',
    ]) {
      expect([text, found(text)]).toEqual([text, 1])
    }
    for (const text of ['cats OR birds', 'cats NOT dogs', 'fish"'])
      expect([text, found(text)]).toEqual([text, text === 'fish"' ? 1 : 0])
  })

  it('fails for no text whatever', () => {
    const { store } = storeWithDaemons()
    store.torrents.write('alpha', [torrent(1)], [])
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('"', '""*', 'a"b', 'a\0b', 'x'.repeat(5000)),
    )
    fc.assert(
      fc.property(text, (typed) => void store.torrents.search(typed, 5)),
      { numRuns: 500 },
    )
    expect(searchQuery('word '.repeat(5000))?.split(' ')).toHaveLength(32)
  })

  it('agrees with the rows after any sequence of changes', () => {
    const word = fc.constantFrom('amber', 'amb', 'basin', 'Bâsin', 'canal', 'can\0al', 'delta.eddy', '')
    const words = fc.record({ name: word, comment: word, tracker: word, label: word, folder: word })
    const change = fc.record({
      daemon: fc.constantFrom('alpha', 'beta'),
      put: fc.array(fc.tuple(fc.nat(5), words), { maxLength: 4 }),
      drop: fc.array(fc.nat(5), { maxLength: 2 }),
      clear: fc.boolean(),
    })
    const { store, folder } = storeWithDaemons()
    const db = new Database(pathOf(folder))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        for (const { daemon, put, drop, clear } of changes) {
          if (clear) store.torrents.clear(daemon)
          store.torrents.write(
            daemon,
            put.map(([n, texts]) => torrent(n, texts)),
            drop.map(hashOf),
          )
        }
        // Fails unless the index holds exactly the words that the rows hold.
        db.exec("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
      }),
      { numRuns: 60 },
    )
    db.close()
  })
})
