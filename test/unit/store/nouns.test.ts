import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Address } from '../../../preload/contract/address.ts'
import type { Store } from '../../../main/store/records.ts'
import { laterFaultOf, listeningLog, modesIn, pathOf, rowsOf, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord, hashOf, line, lines, torrent, moment } from './records.ts'

/** Changes the file behind the store's back, as damage or another program would. */
function meddle(folder: string, ...statements: string[]): void {
  const db = new Database(pathOf(folder))
  for (const statement of statements) db.exec(statement)
  db.close()
}

describe('opening', () => {
  it('makes the folder and its files for their owner only', async () => {
    const folder = join(tempFolder(), 'new', 'data')
    const store = await storeIn(folder)
    await store.settings.write({ theme: 'dark' })
    const modes = modesIn(folder)
    expect(Object.keys(modes).sort()).toEqual(['estuary.db', 'estuary.db-shm', 'estuary.db-wal'])
    if (process.platform === 'win32') return
    expect(new Set(Object.values(modes))).toEqual(new Set(['600']))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('has nothing to tell about an ordinary start', async () => {
    expect((await storeIn(tempFolder())).remarks).toEqual([])
  })

  it('keeps a write-ahead log', async () => {
    const folder = tempFolder()
    await storeIn(folder)
    const db = new Database(pathOf(folder), { readonly: true })
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })

  it('may be closed twice, and says so when it is used afterwards', async () => {
    const store = await storeIn(tempFolder())
    expect([await store.close(), await store.close()]).toEqual(['written', 'written'])
    expect(await laterFaultOf(store.daemons.list())).toMatchObject({
      code: 'closed',
      message: 'Estuary could not read the list of daemons: it is closing.',
    })
    for (const asked of [store.events.append([line(1, 'late')]), store.settings.read(), rowsOf(store, 'alpha')])
      expect((await laterFaultOf(asked)).code).toBe('closed')
  })
})

describe('daemons', () => {
  it('come back in the person’s order with every field', async () => {
    const folder = tempFolder()
    const full = daemonRecord('beta', {
      position: 0,
      connect: false,
      fingerprint: 'AA:BB',
      trustedAt: 12.5,
      version: '2.1.1',
      memo: '{"spoke": 2}',
      lastSeenAt: 1_700_000_000_123,
      folder: '/srv/Überfluss\0',
      freeBytes: 2 ** 52 + 1,
    })
    const first = await storeIn(folder)
    await first.daemons.insert(daemonRecord('alpha', { position: 1 }))
    await first.daemons.insert(full)
    await first.close()
    expect(await (await storeIn(folder)).daemons.list()).toEqual([full, daemonRecord('alpha', { position: 1 })])
  })

  it('come back with an address of any way, and of any kind', async () => {
    const store = await storeIn(tempFolder())
    const addresses: Address[] = [
      { way: 'tls', host: '2001:db8::7', port: 58_846 },
      { way: 'tcp', host: 'bücher.example', port: 1 },
      { way: 'unix', path: '/run/user/1000/a "socket".sock' },
      { way: 'url', url: 'https://box.example/RPC2?a=b' },
    ]
    const records = addresses.map((address, n) => daemonRecord(`daemon${n}`, { address, kind: `kind-${n}` }))
    for (const record of records) await store.daemons.insert(record)
    expect(await store.daemons.list()).toEqual(records)
    await store.daemons.update('daemon0', { address: { way: 'unix', path: '/run/x' } })
    expect((await store.daemons.list())[0]?.address).toEqual({ way: 'unix', path: '/run/x' })
  })

  it('refuse an id that is taken and keep the first', async () => {
    const store = await storeIn(tempFolder())
    await store.daemons.insert(daemonRecord())
    const fault = await laterFaultOf(store.daemons.insert(daemonRecord('alpha', { name: 'Another' })))
    expect([fault.code, fault.retry]).toEqual(['invalid', 'after-change'])
    expect(await store.daemons.list()).toEqual([daemonRecord()])
  })

  it('change only in the fields given', async () => {
    const store = await storeIn(tempFolder())
    await store.daemons.insert(daemonRecord('alpha', { version: '2.0.3' }))
    await store.daemons.insert(daemonRecord('beta'))
    expect(await store.daemons.update('alpha', { connect: false, version: null, name: 'Harbour' })).toBe(true)
    expect(await store.daemons.update('alpha', {})).toBe(true)
    expect(await store.daemons.list()).toEqual([
      daemonRecord('alpha', { connect: false, version: null, name: 'Harbour' }),
      daemonRecord('beta'),
    ])
  })

  it('say when a late change comes to one that was removed', async () => {
    const store = await storeIn(tempFolder())
    expect(await store.daemons.update('alpha', { lastSeenAt: 1 })).toBe(false)
    expect(await store.daemons.update('alpha', {})).toBe(false)
    expect(await store.daemons.remove('alpha')).toBe(false)
  })

  it('leave nothing behind when they are removed, and nothing of others goes with them', async () => {
    const store = await storeIn(tempFolder())
    for (const [n, id] of ['alpha', 'beta'].entries()) {
      await store.daemons.insert(daemonRecord(id))
      await store.torrents.write(id, [torrent(1), torrent(2)], [])
      await store.events.append([line(n + 1, id, { daemon: id, hash: hashOf(1) })])
    }
    await store.events.append([line(3, 'ours')])
    expect(await store.daemons.remove('alpha')).toBe(true)
    expect(await store.daemons.list()).toEqual([daemonRecord('beta')])
    expect(await rowsOf(store, 'alpha')).toEqual([])
    expect(await rowsOf(store, 'beta')).toHaveLength(2)
    expect((await store.events.list({ limit: 10 })).map(({ text }) => text)).toEqual(['ours', 'beta'])
  })

  it('whose record is damaged are left out alone, and the log names them', async () => {
    const damages = [
      "kind = 'Steam boat'",
      "address = 'not even JSON'",
      `address = '{"way":"tls","host":"two words","port":1}'`,
      `address = '{"way":"carrier pigeon"}'`,
      "address = 'null'",
    ]
    for (const damage of damages) {
      const folder = tempFolder()
      const { log, errors } = listeningLog()
      const store = await storeIn(folder, { log })
      await store.daemons.insert(daemonRecord('alpha'))
      await store.daemons.insert(daemonRecord('beta'))
      meddle(folder, `UPDATE daemons SET ${damage} WHERE id = 'alpha'`)
      expect(await store.daemons.list()).toEqual([daemonRecord('beta')])
      expect(errors).toMatchObject([{ facts: { id: 'alpha' } }])
    }
  })
})

describe('history', () => {
  it('keeps its lines under the numbers given and lists them newest first, page by page', async () => {
    const store = await storeIn(tempFolder())
    await store.daemons.insert(daemonRecord())
    const kept = [
      line(1, 'one'),
      line(2, 'two', { daemon: 'alpha', hash: hashOf(7), kind: 'finished', away: true, at: 5 }),
      line(5, 'three'),
    ]
    expect(store.events.lastId).toBe(0)
    await store.events.append(kept)
    await store.events.append([])
    expect(store.events.lastId).toBe(5)
    // The second happened long before the others, and was learnt between them.
    const [newest, second] = await store.events.list({ limit: 2 })
    expect([newest, second]).toEqual([kept[2], kept[0]])
    expect(await store.events.list({ before: { at: moment, id: 1 }, limit: 2 })).toEqual([kept[1]])
    expect(await store.events.list({ before: { at: 5, id: 2 }, limit: 2 })).toEqual([])
    expect(await store.events.list({ after: { at: 5, id: 2 }, limit: 1 })).toEqual([kept[0]])
    expect(await store.events.list({ after: { at: moment, id: 5 }, limit: 1 })).toEqual([])
    expect(await store.events.list({ limit: 0 })).toEqual([])
    expect(await store.events.list({ limit: -1 })).toEqual([])
  })

  it('lists the lines of one torrent, page by page, and nothing of the same torrent on another daemon', async () => {
    const store = await storeIn(tempFolder())
    await store.daemons.insert(daemonRecord())
    await store.daemons.insert(daemonRecord('beta'))
    const [one, two] = [hashOf(1), hashOf(2)]
    const own = [1, 4, 5].map((id) => line(id, `own ${id}`, { daemon: 'alpha', hash: one }))
    await store.events.append([
      ...own.slice(0, 1),
      line(2, 'its neighbour', { daemon: 'alpha', hash: two }),
      line(3, 'elsewhere', { daemon: 'beta', hash: one }),
      ...own.slice(1),
      line(6, 'the daemon itself', { daemon: 'alpha' }),
    ])
    const asked = { daemon: 'alpha', hash: one, limit: 2 }
    expect(await store.events.of({ ...asked, before: 100 })).toEqual([own[2], own[1]])
    expect(await store.events.of({ ...asked, before: 4 })).toEqual([own[0]])
    expect(await store.events.of({ ...asked, before: 1 })).toEqual([])
  })

  it('drops lines about a daemon that was removed meanwhile and keeps those beside them', async () => {
    const store = await storeIn(tempFolder())
    await store.events.append([line(1, 'gone', { daemon: 'alpha' }), line(2, 'ours')])
    expect(await store.events.list({ limit: 10 })).toEqual([line(2, 'ours')])
  })

  it('keeps none of several lines when the number of one is taken', async () => {
    const store = await storeIn(tempFolder())
    await store.events.append(lines(1, 3))
    expect((await laterFaultOf(store.events.append([line(4, 'new'), line(2, 'taken')]))).code).toBe('internal')
    expect(await store.events.list({ limit: 10 })).toEqual(lines(1, 3).reverse())
  })

  it('never gives a number twice, even after the newest lines went with their daemon', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder)
    await store.daemons.insert(daemonRecord())
    await store.events.append([line(1, 'ours'), line(2, 'theirs', { daemon: 'alpha' })])
    await store.daemons.remove('alpha')
    await store.close()
    expect((await storeIn(folder)).events.lastId).toBe(2)
  })

  it('never gives a number twice that a line had which was dropped', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder)
    await store.events.append([line(1, 'gone', { daemon: 'alpha' })])
    await store.close()
    const again = await storeIn(folder)
    expect(again.events.lastId).toBe(1)
    await again.events.append([line(2, 'ours'), line(3, 'gone', { daemon: 'alpha' })])
    await again.close()
    expect((await storeIn(folder)).events.lastId).toBe(3)
  })

  it('keeps the newest lines up to its maximum, and the last number when all are gone', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder, { mostEvents: 10 })
    for (let n = 1; n <= 25; n++) await store.events.append([line(n, String(n))])
    const texts = (await store.events.list({ limit: 100 })).map(({ text }) => text)
    expect(texts).toEqual(Array.from({ length: 10 }, (_, i) => String(25 - i)))
    await store.close()
    meddle(folder, 'DELETE FROM events')
    expect((await storeIn(folder)).events.lastId).toBe(25)
  })

  it('lets the lines of a daemon push out its own, and never those of another or of none', async () => {
    const store = await storeIn(tempFolder(), { mostEvents: 10 })
    await store.daemons.insert(daemonRecord('alpha'))
    await store.daemons.insert(daemonRecord('beta'))
    await store.events.append([line(1, 'ours'), line(2, 'beta’s', { daemon: 'beta' })])
    await store.events.append(Array.from({ length: 500 }, (_, n) => line(3 + n, 'alpha’s', { daemon: 'alpha' })))
    const kept = (await store.events.list({ limit: 1000 })).map(({ text }) => text)
    expect(kept).toEqual([...Array<string>(10).fill('alpha’s'), 'beta’s', 'ours'])
  })

  it('cuts a long history back at once when the maximum is smaller than before', async () => {
    const folder = tempFolder()
    const first = await storeIn(folder)
    await first.events.append(lines(1, 500))
    await first.close()
    const second = await storeIn(folder, { mostEvents: 100 })
    await second.events.append([line(501, 'last')])
    expect(await second.events.list({ limit: 1000 })).toHaveLength(100)
  })

  it('takes more lines at once than cross at a time', async () => {
    const store = await storeIn(tempFolder())
    await store.events.append(lines(1, 2500))
    const found = await store.events.list({ limit: 5000 })
    expect([found.length, found[0]?.id, found.at(-1)?.id]).toEqual([1000, 2500, 1501])
    expect(await store.events.list({ before: { at: moment, id: 3 }, limit: 10 })).toHaveLength(2)
  })

  it('leaves out a damaged line alone', async () => {
    const folder = tempFolder()
    const { log, errors } = listeningLog()
    const store = await storeIn(folder, { log })
    await store.events.append([line(1, 'one'), line(2, 'two')])
    meddle(folder, "UPDATE events SET kind = 'sung' WHERE text = 'one'")
    expect((await store.events.list({ limit: 10 })).map(({ text }) => text)).toEqual(['two'])
    expect(errors).toMatchObject([{ facts: { id: 1 } }])
  })
})

describe('settings', () => {
  const columns = [{ id: 'name', width: 120.5, visible: true }]

  it('come back as they were written, and writing some leaves the others', async () => {
    const folder = tempFolder()
    const first = await storeIn(folder)
    expect(await first.settings.read()).toEqual({})
    await first.settings.write({ theme: 'dark', columns, none: null })
    await first.settings.write({ theme: 'light', columns: undefined })
    await first.close()
    expect(await (await storeIn(folder)).settings.read()).toEqual({ theme: 'light', columns, none: null })
  })

  it('treat no key as special', async () => {
    const store = await storeIn(tempFolder())
    await store.settings.write(JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, unknown>)
    expect(Object.entries(await store.settings.read())).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ])
  })

  it('are those of the moment in which the writing was asked for, and a value that is none costs nothing', async () => {
    const store: Store = await storeIn(tempFolder())
    const values = { theme: 'dark' }
    const asked = [store.settings.write({ first: 1 }), store.settings.write(values)]
    values.theme = 'changed'
    await Promise.all(asked)
    expect((await laterFaultOf(store.settings.write({ theme: 7n }))).code).toBe('internal')
    expect(await store.settings.read()).toEqual({ first: 1, theme: 'dark' })
  })

  it('lose a damaged value alone, which the next writing mends', async () => {
    const folder = tempFolder()
    const { log, errors } = listeningLog()
    const store = await storeIn(folder, { log })
    await store.settings.write({ theme: 'dark', density: 'compact' })
    meddle(folder, `UPDATE settings SET value = '"dar' WHERE key = 'theme'`)
    expect(await store.settings.read()).toEqual({ density: 'compact' })
    expect(errors).toMatchObject([{ facts: { key: 'theme' } }])
    await store.settings.write({ theme: 'light' })
    expect(await store.settings.read()).toEqual({ theme: 'light', density: 'compact' })
  })
})
