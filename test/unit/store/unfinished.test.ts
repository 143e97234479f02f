import Database from 'better-sqlite3'
import { copyFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { daemonRecord } from './records.ts'
import { pathOf, storeIn, tempFolder } from './helpers.ts'

/**
 * What a process leaves that is killed in the middle of making its first tables: a database half written, and beside
 * it the journal that undoes that.
 */
function killedInFirstMigration(): string {
  const folder = tempFolder()
  const elsewhere = pathOf(tempFolder())
  const db = new Database(elsewhere)
  // So small a cache that SQLite writes to the file (and so completes the journal) before the end of the transaction.
  db.pragma('cache_size = 2')
  db.exec('BEGIN IMMEDIATE; CREATE TABLE half (made TEXT)')
  const insert = db.prepare('INSERT INTO half VALUES (?)')
  for (let n = 0; n < 500; n += 1) insert.run('x'.repeat(200))
  copyFileSync(elsewhere, pathOf(folder))
  copyFileSync(`${elsewhere}-journal`, `${pathOf(folder)}-journal`)
  db.close()
  return folder
}

describe('a database that was never finished', () => {
  it('is undone and made anew, without a word of damage', async () => {
    const store = await storeIn(killedInFirstMigration())
    expect(store.remarks).toEqual([])
    await store.daemons.insert(daemonRecord())
    expect(await store.daemons.list()).toHaveLength(1)
  })
})
