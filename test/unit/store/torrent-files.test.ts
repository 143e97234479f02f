import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { keptFiles } from '../../../main/lib/bounds.ts'
import type { WorkOf } from '../../../main/store/messages.ts'
import { torrentFiles } from '../../../main/store/migrations/0060-torrent-files.ts'
import { openTorrentFiles } from '../../../main/store/torrent-files.ts'
import { hashOf } from './records.ts'

let db: Database.Database
let work: WorkOf<'torrentFiles'>

beforeEach(() => {
  db = new Database(':memory:')
  torrentFiles.up(db)
  work = openTorrentFiles(db)
  onTestFinished(() => void db.close())
})

const count = (): unknown => db.prepare('SELECT count(*) FROM torrent_files').pluck().get()

describe('torrent files that are kept', () => {
  it('are found by their info-hash, the last one of each', () => {
    work['torrentFiles.keep'](hashOf(1), new Uint8Array([1]), 1)
    work['torrentFiles.keep'](hashOf(1), new Uint8Array([2, 3]), 2)
    expect([...(work['torrentFiles.find'](hashOf(1)) ?? [])]).toEqual([2, 3])
    expect(count()).toBe(1)
  })

  it('are no more than there is room for: the oldest go', () => {
    const large = new Uint8Array(keptFiles.eachBytes)
    const most = Math.floor(keptFiles.bytes / keptFiles.eachBytes)
    for (let n = 1; n <= most + 2; n += 1) work['torrentFiles.keep'](hashOf(n), large, n)
    expect(count()).toBe(most)
    expect(work['torrentFiles.find'](hashOf(2))).toBeNull()
    expect(work['torrentFiles.find'](hashOf(3))).not.toBeNull()
  })

  it('are no more than a number, however small they are', () => {
    const insert = db.prepare('INSERT INTO torrent_files (hash, keptAt, bytes, content) VALUES (?, ?, 1, ?)')
    db.transaction(() => {
      for (let n = 1; n <= keptFiles.number; n += 1) insert.run(hashOf(n), n, Buffer.from([1]))
    })()
    work['torrentFiles.keep'](hashOf(keptFiles.number + 1), new Uint8Array([1]), keptFiles.number + 1)
    expect(count()).toBe(keptFiles.number)
    expect(work['torrentFiles.find'](hashOf(1))).toBeNull()
  })

  it('are none that is too large', () => {
    work['torrentFiles.keep'](hashOf(1), new Uint8Array(keptFiles.eachBytes + 1), 1)
    expect(count()).toBe(0)
  })
})
