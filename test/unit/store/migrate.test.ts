import Database from 'better-sqlite3'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate, migrations, newestVersion, versionOf, type Migration } from '../../../main/store/migrate.ts'
import { faultOf, laterFaultOf, modesIn, pathOf, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord, moment, stamp, torrent } from './records.ts'

const create: Migration = { version: 10, up: (db) => void db.exec('CREATE TABLE boats (name TEXT) STRICT') }
const fill: Migration = { version: 20, up: (db) => void db.exec("INSERT INTO boats VALUES ('canoe')") }
const fail: Migration = {
  version: 30,
  up(db) {
    db.exec('DELETE FROM boats')
    throw new Error('the dog ate it')
  },
}

function database() {
  const folder = tempFolder()
  const path = join(folder, 'boats.db')
  const db = new Database(path)
  onTestFinished(() => void db.close())
  db.pragma('journal_mode = WAL')
  const boats = (): unknown[] => db.prepare('SELECT name FROM boats').pluck().all()
  return { folder, path, db, boats }
}

describe('migrating', () => {
  it('takes a new database through every step without a copy', () => {
    const { folder, path, db, boats } = database()
    expect(migrate(db, path, moment, [create, fill])).toEqual({ from: 0, to: 20, backup: null })
    expect([versionOf(db), boats()]).toEqual([20, ['canoe']])
    expect(readdirSync(folder).filter((name) => name.includes('schema'))).toEqual([])
  })

  it('does nothing to a database that is up to date', () => {
    const { path, db, boats } = database()
    migrate(db, path, moment, [create, fill])
    expect(migrate(db, path, moment, [create, fill])).toEqual({ from: 20, to: 20, backup: null })
    expect(boats()).toEqual(['canoe'])
  })

  it('copies an existing database first, with what is still in its log, for its owner only', () => {
    const { folder, path, db, boats } = database()
    migrate(db, path, moment, [create])
    db.exec("INSERT INTO boats VALUES ('barge')")
    const { backup } = migrate(db, path, moment, [create, fill])
    expect(backup).toBe(`${path}.schema-10-${stamp}`)
    expect(boats()).toEqual(['barge', 'canoe'])
    const copy = new Database(backup ?? '', { readonly: true })
    expect([versionOf(copy), copy.prepare('SELECT name FROM boats').pluck().all()]).toEqual([10, ['barge']])
    copy.close()
    if (process.platform !== 'win32') expect(modesIn(folder)[basename(backup ?? '')]).toBe('600')
  })

  it('never writes over an older copy', () => {
    const { path, db } = database()
    writeFileSync(`${path}.schema-10-${stamp}`, 'an older copy')
    migrate(db, path, moment, [create])
    expect(migrate(db, path, moment, [create, fill]).backup).toBe(`${path}.schema-10-${stamp}-2`)
    expect(readFileSync(`${path}.schema-10-${stamp}`, 'utf8')).toBe('an older copy')
  })

  it('leaves everything as it was when one step fails', () => {
    const { path, db, boats } = database()
    migrate(db, path, moment, [create])
    db.exec("INSERT INTO boats VALUES ('barge')")
    expect(() => migrate(db, path, moment, [create, fill, fail])).toThrow('the dog ate it')
    expect([versionOf(db), boats()]).toEqual([10, ['barge']])
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it('refuses a step that leaves rows pointing at nothing', () => {
    const { path, db, boats } = database()
    const loose: Migration = {
      version: 20,
      up: (on) =>
        void on.exec(`CREATE TABLE crews (boat INTEGER REFERENCES boats (rowid)) STRICT; DROP TABLE boats;
          CREATE TABLE boats (rowid INTEGER PRIMARY KEY, name TEXT) STRICT; INSERT INTO crews VALUES (9)`),
    }
    migrate(db, path, moment, [create])
    expect(faultOf(() => migrate(db, path, moment, [create, loose])).message).toMatch(/left loose ends/)
    expect([versionOf(db), boats()]).toEqual([10, []])
  })

  it('lets a step rebuild a table that others refer to, without losing what refers to it', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder)
    await store.daemons.insert(daemonRecord())
    await store.torrents.write('alpha', [torrent(1)], [])
    await store.close()
    const db = new Database(pathOf(folder))
    const rebuild: Migration = {
      version: 99_990,
      up(on) {
        on.exec('CREATE TABLE rebuilt AS SELECT * FROM daemons')
        on.exec('DELETE FROM daemons; INSERT INTO daemons SELECT * FROM rebuilt; DROP TABLE rebuilt')
      },
    }
    migrate(db, pathOf(folder), moment, [...migrations, rebuild])
    expect(db.prepare('SELECT count(*) FROM torrents').pluck().get()).toBe(1)
    db.close()
  })

  it('refuses steps that are out of order', () => {
    const { path, db } = database()
    for (const steps of [
      [fill, create],
      [create, create],
      [{ ...create, version: 0 }],
      [{ ...create, version: 1.5 }],
    ]) {
      expect(faultOf(() => migrate(db, path, moment, steps)).message).toMatch(/^Migrations are out of order/)
    }
    expect(versionOf(db)).toBe(0)
  })

  it('refuses a database from the future and does not touch it', () => {
    const { path, db } = database()
    migrate(db, path, moment, [create, fill])
    const fault = faultOf(() => migrate(db, path, moment, [create]))
    expect([fault.code, fault.details]).toEqual(['future', { path, version: 20, known: 10 }])
    expect(versionOf(db)).toBe(20)
  })
})

describe('the shipped migrations', () => {
  it('are numbered by tens, and each has a file and a test of its number', () => {
    const numbers = migrations.map(({ version }) => version)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    const filesIn = (folder: string): number[] =>
      readdirSync(folder)
        .map((name) => Number(name.slice(0, 4)))
        .sort((a, b) => a - b)
    expect(filesIn(join(import.meta.dirname, '../../../main/store/migrations'))).toEqual(numbers)
    expect(filesIn(join(import.meta.dirname, 'migrations'))).toEqual(numbers)
  })
})

describe('a store from the future', () => {
  it('is refused in words that name both schemas, and stays byte for byte as it was', async () => {
    const folder = tempFolder()
    await (await storeIn(folder)).close()
    const db = new Database(pathOf(folder))
    db.pragma('user_version = 4010')
    db.close()
    const before = readFileSync(pathOf(folder))
    const fault = await laterFaultOf(storeIn(folder))
    expect(fault.code).toBe('future')
    expect(fault.message).toBe(
      `The database ${pathOf(folder)} was written by a newer Estuary: it has schema 4010, this one knows schemas up to ${newestVersion()}. Start the newer Estuary, or move that file away to begin a new one.`,
    )
    expect(readFileSync(pathOf(folder)).equals(before)).toBe(true)
    expect(readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(['estuary.db'])
  })
})
