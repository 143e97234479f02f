import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultOf, listeningLog, modesIn, pathOf, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord, hashOf, newEvent, torrent } from './records.ts'

/** Changes the file behind the store's back, as damage or another program would. */
function meddle(folder: string, ...statements: string[]): void {
  const db = new Database(pathOf(folder))
  for (const statement of statements) db.exec(statement)
  db.close()
}

describe('opening', () => {
  it('makes the folder and its files for their owner only', () => {
    const folder = join(tempFolder(), 'new', 'data')
    const store = storeIn(folder)
    store.settings.write({ theme: 'dark' })
    const modes = modesIn(folder)
    expect(Object.keys(modes).sort()).toEqual(['estuary.db', 'estuary.db-shm', 'estuary.db-wal'])
    if (process.platform === 'win32') return
    expect(new Set(Object.values(modes))).toEqual(new Set(['600']))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('has nothing to tell about an ordinary start', () => {
    expect(storeIn(tempFolder()).notices).toEqual([])
  })

  it('keeps a write-ahead log', () => {
    const folder = tempFolder()
    storeIn(folder)
    const db = new Database(pathOf(folder), { readonly: true })
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })

  it('may be closed twice, and says so when it is used afterwards', () => {
    const store = storeIn(tempFolder())
    store.close()
    store.close()
    expect(faultOf(() => store.daemons.list())).toMatchObject({
      code: 'closed',
      message: 'Estuary could not read the list of daemons: it is closing.',
    })
  })
})

describe('daemons', () => {
  it('come back in the person’s order with every field', () => {
    const folder = tempFolder()
    const full = daemonRecord('beta', {
      position: 0,
      connect: false,
      fingerprint: 'AA:BB',
      trustedAt: 12.5,
      version: '2.1.1',
      dialect: '2',
      lastSeenAt: 1_700_000_000_123,
      folder: '/srv/Überfluss\0',
      freeBytes: 2 ** 52 + 1,
    })
    const first = storeIn(folder)
    first.daemons.insert(daemonRecord('alpha', { position: 1 }))
    first.daemons.insert(full)
    first.close()
    expect(storeIn(folder).daemons.list()).toEqual([full, daemonRecord('alpha', { position: 1 })])
  })

  it('refuse an id that is taken and keep the first', () => {
    const store = storeIn(tempFolder())
    store.daemons.insert(daemonRecord())
    expect(faultOf(() => store.daemons.insert(daemonRecord('alpha', { name: 'Another' }))).code).toBe('invalid')
    expect(store.daemons.list()).toEqual([daemonRecord()])
  })

  it('change only in the fields given', () => {
    const store = storeIn(tempFolder())
    store.daemons.insert(daemonRecord('alpha', { version: '2.0.3' }))
    store.daemons.insert(daemonRecord('beta'))
    expect(store.daemons.update('alpha', { connect: false, version: null, name: 'Harbour' })).toBe(true)
    expect(store.daemons.update('alpha', {})).toBe(true)
    expect(store.daemons.list()).toEqual([
      daemonRecord('alpha', { connect: false, version: null, name: 'Harbour' }),
      daemonRecord('beta'),
    ])
  })

  it('say when a late change comes to one that was removed', () => {
    const store = storeIn(tempFolder())
    expect(store.daemons.update('alpha', { lastSeenAt: 1 })).toBe(false)
    expect(store.daemons.update('alpha', {})).toBe(false)
    expect(store.daemons.remove('alpha')).toBe(false)
  })

  it('leave nothing behind when they are removed, and nothing of others goes with them', () => {
    const store = storeIn(tempFolder())
    for (const id of ['alpha', 'beta']) {
      store.daemons.insert(daemonRecord(id))
      store.torrents.write(id, [torrent(1), torrent(2)], [])
      store.events.append([newEvent(id, { daemon: id, hash: hashOf(1) })])
    }
    store.events.append([newEvent('ours')])
    expect(store.daemons.remove('alpha')).toBe(true)
    expect(store.daemons.list()).toEqual([daemonRecord('beta')])
    expect(store.torrents.load('alpha')).toEqual([])
    expect(store.torrents.load('beta')).toHaveLength(2)
    expect(store.torrents.search('torrent', 10).map(({ daemon }) => daemon)).toEqual(['beta', 'beta'])
    expect(store.events.list({ limit: 10 }).map(({ text }) => text)).toEqual(['ours', 'beta'])
  })

  it('whose record is damaged are left out alone, and the log names them', () => {
    const folder = tempFolder()
    const { log, errors } = listeningLog()
    const store = storeIn(folder, { log })
    store.daemons.insert(daemonRecord('alpha'))
    store.daemons.insert(daemonRecord('beta'))
    meddle(folder, "UPDATE daemons SET kind = 'steamboat' WHERE id = 'alpha'")
    expect(store.daemons.list()).toEqual([daemonRecord('beta')])
    expect(errors).toMatchObject([{ facts: { id: 'alpha' } }])
  })
})

describe('history', () => {
  it('numbers its lines and lists them newest first, page by page', () => {
    const store = storeIn(tempFolder())
    store.daemons.insert(daemonRecord())
    const lines = [
      newEvent('one'),
      newEvent('two', { daemon: 'alpha', hash: hashOf(7), kind: 'finished', away: true, at: 5 }),
      newEvent('three'),
    ]
    const kept = store.events.append(lines)
    expect(kept).toEqual(lines.map((line, i) => ({ ...line, id: i + 1 })))
    expect(store.events.append([])).toEqual([])
    const [newest, second] = store.events.list({ limit: 2 })
    expect([newest, second]).toEqual([kept[2], kept[1]])
    expect(store.events.list({ before: second?.id ?? 0, limit: 2 })).toEqual([kept[0]])
    expect(store.events.list({ before: 1, limit: 2 })).toEqual([])
    expect(store.events.list({ limit: 0 })).toEqual([])
    expect(store.events.list({ limit: -1 })).toEqual([])
  })

  it('drops lines about a daemon that was removed meanwhile and keeps those beside them', () => {
    const store = storeIn(tempFolder())
    const kept = store.events.append([newEvent('gone', { daemon: 'alpha' }), newEvent('ours')])
    expect(kept.map(({ text }) => text)).toEqual(['ours'])
    expect(store.events.list({ limit: 10 })).toEqual(kept)
  })

  it('never gives a number twice, even after the newest lines went with their daemon', () => {
    const folder = tempFolder()
    const store = storeIn(folder)
    store.daemons.insert(daemonRecord())
    store.events.append([newEvent('ours'), newEvent('theirs', { daemon: 'alpha' })])
    store.daemons.remove('alpha')
    store.close()
    expect(storeIn(folder).events.append([newEvent('later')])).toMatchObject([{ id: 3 }])
  })

  it('keeps the newest lines up to its maximum', () => {
    const store = storeIn(tempFolder(), { mostEvents: 10 })
    for (let n = 1; n <= 25; n++) store.events.append([newEvent(String(n))])
    const texts = store.events.list({ limit: 100 }).map(({ text }) => text)
    expect(texts).toEqual(Array.from({ length: 10 }, (_, i) => String(25 - i)))
  })

  it('cuts a long history back at once when the maximum is smaller than before', () => {
    const folder = tempFolder()
    const first = storeIn(folder)
    first.events.append(Array.from({ length: 500 }, (_, i) => newEvent(String(i))))
    first.close()
    const second = storeIn(folder, { mostEvents: 100 })
    second.events.append([newEvent('last')])
    expect(second.events.list({ limit: 1000 })).toHaveLength(100)
  })

  it('leaves out a damaged line alone', () => {
    const folder = tempFolder()
    const { log, errors } = listeningLog()
    const store = storeIn(folder, { log })
    store.events.append([newEvent('one'), newEvent('two')])
    meddle(folder, "UPDATE events SET kind = 'sung' WHERE text = 'one'")
    expect(store.events.list({ limit: 10 }).map(({ text }) => text)).toEqual(['two'])
    expect(errors).toMatchObject([{ facts: { id: 1 } }])
  })
})

describe('settings', () => {
  it('come back as they were written, and writing some leaves the others', () => {
    const folder = tempFolder()
    const first = storeIn(folder)
    expect(first.settings.read()).toEqual({})
    first.settings.write({ theme: 'dark', columns: [{ id: 'name', width: 120.5, visible: true }], none: null })
    first.settings.write({ theme: 'light', columns: undefined })
    first.close()
    expect(storeIn(folder).settings.read()).toEqual({
      theme: 'light',
      columns: [{ id: 'name', width: 120.5, visible: true }],
      none: null,
    })
  })

  it('treat no key as special', () => {
    const store = storeIn(tempFolder())
    store.settings.write(JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, unknown>)
    expect(Object.entries(store.settings.read())).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ])
  })

  it('lose a damaged value alone, which the next writing mends', () => {
    const folder = tempFolder()
    const { log, errors } = listeningLog()
    const store = storeIn(folder, { log })
    store.settings.write({ theme: 'dark', density: 'compact' })
    meddle(folder, `UPDATE settings SET value = '"dar' WHERE key = 'theme'`)
    expect(store.settings.read()).toEqual({ density: 'compact' })
    expect(errors).toMatchObject([{ facts: { key: 'theme' } }])
    store.settings.write({ theme: 'light' })
    expect(store.settings.read()).toEqual({ theme: 'light', density: 'compact' })
  })
})
