import Database from 'better-sqlite3'
import { readdirSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TorrentSchema } from '../../../../preload/contract/torrents.ts'
import { migrate, versionOf } from '../../../../main/store/migrate.ts'
import { first } from '../../../../main/store/migrations/0010-first.ts'
import { address } from '../../../../main/store/migrations/0020-address.ts'
import { DaemonRecordSchema } from '../../../../main/store/records.ts'
import { pathOf, rowsOf, storeIn, tempFolder } from '../helpers.ts'
import { daemonRecord, hashOf, line, moment, stamp, torrent } from '../records.ts'

type Row = Record<string, unknown>

/** A daemon as the first schema kept it. */
function firstDaemon(id: string, changes: Row = {}): Row {
  const { address: _address, memo: _memo, connect: _connect, unreviewed: _unreviewed, ...later } = daemonRecord(id)
  const { mappings: _mappings, ...rest } = later
  return { ...rest, connect: 1, host: `${id}.example.org`, port: 58_846, dialect: null, ...changes }
}

function insert(db: Database.Database, table: string, row: Row): void {
  const names = Object.keys(row)
  db.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`).run(row)
}

function firstTorrent(daemon: string, n: number): Row {
  const row: Row = { daemon, ...torrent(n, { comment: `comment ${n}` }) }
  for (const [name, value] of Object.entries(row)) if (typeof value === 'boolean') row[name] = Number(value)
  return row
}

function firstDatabase(path: string): Database.Database {
  const db = new Database(path)
  onTestFinished(() => void db.close())
  db.pragma('foreign_keys = ON')
  first.up(db)
  return db
}

function migrated(prepare: (db: Database.Database) => void = () => {}): Database.Database {
  const db = firstDatabase(':memory:')
  prepare(db)
  db.pragma('foreign_keys = OFF')
  address.up(db)
  db.pragma('foreign_keys = ON')
  return db
}

function columnsOf(db: Database.Database, table: string): string[] {
  return db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
}

/** A folder as the first version left it: everything written, some of it removed again. */
function firstVersionFolder(): string {
  const folder = tempFolder()
  const db = firstDatabase(pathOf(folder))
  db.pragma('journal_mode = WAL')
  db.pragma('user_version = 10')
  insert(db, 'daemons', firstDaemon('alpha', { dialect: '2', fingerprint: 'AA:BB', freeBytes: 2 ** 40, position: 1 }))
  insert(db, 'daemons', firstDaemon('beta', { host: '2001:db8::1', port: 1, connect: 0 }))
  insert(db, 'daemons', firstDaemon('gone'))
  for (let n = 0; n < 1200; n += 1) insert(db, 'torrents', firstTorrent('alpha', n))
  insert(db, 'torrents', firstTorrent('beta', 1))
  for (const { id: _id, ...event } of [line(1, 'one', { daemon: 'alpha' }), line(2, 'two'), line(3, 'three')])
    insert(db, 'events', { ...event, away: Number(event.away) })
  insert(db, 'events', { ...line(4, 'last', { daemon: 'gone' }), away: 1 })
  db.exec("DELETE FROM daemons WHERE id = 'gone'")
  db.exec(`INSERT INTO settings VALUES ('theme', '"dark"')`)
  db.close()
  return folder
}

describe('migration 20', () => {
  it('has a column for every field of a daemon’s record and of a torrent', () => {
    const db = migrated()
    // That one came later.
    const fields = Object.keys(DaemonRecordSchema.entries).filter((name) => name !== 'mappings')
    expect(columnsOf(db, 'daemons').sort()).toEqual(fields.sort())
    const own = ['id', 'daemon']
    expect(columnsOf(db, 'torrents').sort()).toEqual([...own, ...Object.keys(TorrentSchema.entries)].sort())
  })

  it('leaves strict tables and nothing of the search', () => {
    const names = migrated().prepare("SELECT name FROM sqlite_schema WHERE type <> 'index' ORDER BY name").pluck().all()
    expect(names).toEqual(['daemons', 'events', 'settings', 'sqlite_sequence', 'torrents'])
    const strict = migrated().prepare("SELECT name FROM pragma_table_list WHERE strict = 1 AND schema = 'main'").pluck()
    expect(strict.all().sort()).toEqual(['daemons', 'events', 'settings', 'torrents'])
  })

  it('keeps torrents and history tied to their daemon', () => {
    const db = migrated((old) => {
      insert(old, 'daemons', firstDaemon('alpha'))
      insert(old, 'torrents', firstTorrent('alpha', 1))
      insert(old, 'events', { ...line(1, 'one', { daemon: 'alpha' }), away: 0 })
    })
    expect(() => insert(db, 'torrents', firstTorrent('beta', 1))).toThrow(/FOREIGN KEY/)
    db.exec("DELETE FROM daemons WHERE id = 'alpha'")
    expect(db.prepare('SELECT count(*) FROM torrents').pluck().get()).toBe(0)
    expect(db.prepare('SELECT count(*) FROM events').pluck().get()).toBe(0)
  })

  it('takes what no address may hold out of a host that was taken over from elsewhere', () => {
    const hosts = { aaaa: 'anna@box.example/', bbbb: '[::1]', cccc: ' two words\n', dddd: '@', eeee: 'x'.repeat(300) }
    const db = migrated((old) => {
      for (const [id, host] of Object.entries(hosts)) insert(old, 'daemons', firstDaemon(id, { host, port: 70_000 }))
    })
    const addresses = db.prepare<[], string>('SELECT address FROM daemons ORDER BY id').pluck().all()
    const expected = ['annabox.example', '::1', 'twowords', 'unknown', 'x'.repeat(255)]
    expect(addresses.map((text) => JSON.parse(text) as unknown)).toEqual(
      expected.map((host) => ({ way: 'tls', host, port: 65_535 })),
    )
  })
})

describe('a database of the first version', () => {
  it('comes with everything into the second, and a copy of it stays', async () => {
    const folder = firstVersionFolder()
    const store = await storeIn(folder)
    expect(store.remarks).toEqual([])
    expect(await store.daemons.list()).toEqual([
      daemonRecord('beta', { address: { way: 'tls', host: '2001:db8::1', port: 1 }, connect: false }),
      daemonRecord('alpha', { memo: '2', fingerprint: 'AA:BB', freeBytes: 2 ** 40, position: 1 }),
    ])
    const rows = Array.from({ length: 1200 }, (_, n) => torrent(n, { comment: `comment ${n}` }))
    expect(await rowsOf(store, 'alpha')).toEqual(rows)
    expect((await rowsOf(store, 'beta')).map(({ hash }) => hash)).toEqual([hashOf(1)])
    expect((await store.events.list({ limit: 10 })).map(({ id, text }) => [id, text])).toEqual([
      [3, 'three'],
      [2, 'two'],
      [1, 'one'],
    ])
    expect(store.events.lastId).toBe(4)
    expect(await store.settings.read()).toEqual({ theme: 'dark' })
    await store.close()
    const copy = new Database(`${pathOf(folder)}.schema-10-${stamp}`, { readonly: true })
    expect([versionOf(copy), copy.prepare('SELECT count(*) FROM torrents').pluck().get()]).toEqual([10, 1201])
    copy.close()
  })

  it('is migrated once', async () => {
    const folder = firstVersionFolder()
    await (await storeIn(folder)).close()
    const names = readdirSync(folder)
    await (await storeIn(folder)).close()
    expect(readdirSync(folder)).toEqual(names)
  })

  it('stays as it was when the migration fails in its midst', () => {
    const folder = firstVersionFolder()
    const db = new Database(pathOf(folder))
    onTestFinished(() => void db.close())
    const fail = {
      version: 20,
      up(on: Database.Database): void {
        address.up(on)
        throw new Error('no room')
      },
    }
    expect(() => migrate(db, pathOf(folder), moment, [first, fail])).toThrow('no room')
    expect([versionOf(db), columnsOf(db, 'daemons').includes('host')]).toEqual([10, true])
  })
})
