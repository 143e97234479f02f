import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { first } from '../../../../main/store/migrations/0010-first.ts'

function migrated(): Database.Database {
  const db = new Database(':memory:')
  onTestFinished(() => void db.close())
  db.pragma('foreign_keys = ON')
  first.up(db)
  return db
}

describe('migration 10', () => {
  it('makes strict tables for daemons, torrents, events and settings', () => {
    const tables = migrated()
      .prepare("SELECT name FROM pragma_table_list WHERE strict = 1 AND schema = 'main' ORDER BY name")
      .pluck()
      .all()
    expect(tables).toEqual(['daemons', 'events', 'settings', 'torrents'])
  })

  it('refuses values of the wrong type, flags that are none, and rows of unknown daemons', () => {
    const db = migrated()
    const daemon = "'alpha', 'deluge', 'A', 'a.example', 58846, 'anna', 0, 0"
    const insert = (rest: string): void => void db.exec(`INSERT INTO daemons VALUES (${rest})`)
    expect(() => insert(`${daemon}, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`)).toThrow(/CHECK/)
    expect(() => insert(`${daemon}, 1, NULL, 'long ago', NULL, NULL, NULL, NULL, NULL, NULL`)).toThrow(/REAL/)
    insert(`${daemon}, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`)
    const event = (of: string): void =>
      void db.exec(`INSERT INTO events (at, kind, daemon, name, text, away) VALUES (1, 'lost', '${of}', '', '', 0)`)
    event('alpha')
    expect(() => event('beta')).toThrow(/FOREIGN KEY/)
  })

  it('can find one daemon’s history without reading all of it', () => {
    const plan = migrated().prepare<[], { detail: string }>("EXPLAIN QUERY PLAN DELETE FROM events WHERE daemon = 'a'")
    expect(
      plan
        .all()
        .map(({ detail }) => detail)
        .join(),
    ).toMatch(/USING (COVERING )?INDEX events_daemon/)
  })
})
