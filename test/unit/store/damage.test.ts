import Database from 'better-sqlite3'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { codeOf, storageFault } from '../../../main/store/trouble.ts'
import { asOrdinaryUser, faultOf, listeningLog, modesIn, openToAll, pathOf, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord, newEvent, stamp, torrent } from './records.ts'

/** A folder with a database of some size that was closed in order. */
function filledFolder(): string {
  const folder = tempFolder()
  const store = storeIn(folder)
  store.daemons.insert(daemonRecord())
  store.torrents.write(
    'alpha',
    Array.from({ length: 50 }, (_, n) => torrent(n)),
    [],
  )
  store.events.append(Array.from({ length: 50 }, (_, n) => newEvent(`line ${n}`)))
  store.settings.write({ theme: 'dark' })
  store.close()
  return folder
}

function change(folder: string, work: (bytes: Buffer) => void): void {
  const bytes = readFileSync(pathOf(folder))
  work(bytes)
  writeFileSync(pathOf(folder), bytes)
}

/** A small generator with a seed, so that a failure can be seen again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Opens a damaged folder and checks that a new database was begun and the old one kept under `aside`. */
function expectNewBeginning(folder: string, aside = `${pathOf(folder)}.corrupt-${stamp}`): void {
  const store = storeIn(folder)
  expect(store.notices).toEqual([
    `The database was damaged. It is kept as ${aside}, and Estuary began a new one: add your daemons again. Nothing changed on the daemons themselves.`,
  ])
  expect(store.daemons.list()).toEqual([])
  store.daemons.insert(daemonRecord('beta'))
  store.close()
  const again = storeIn(folder)
  expect(again.notices).toEqual([])
  expect(again.daemons.list()).toEqual([daemonRecord('beta')])
  again.close()
}

describe('a damaged database', () => {
  const damages: Record<string, (folder: string) => void> = {
    'that is plain garbage': (folder) => change(folder, (bytes) => bytes.fill(0xa5)),
    'that is all zeros': (folder) => change(folder, (bytes) => bytes.fill(0)),
    'that is some bytes of text': (folder) => writeFileSync(pathOf(folder), 'hello'),
    'that was cut in the middle of a page': (folder) => truncateSync(pathOf(folder), 10_000),
    'that was cut to its first page': (folder) => truncateSync(pathOf(folder), 4096),
    'whose header’s name is wrong in one bit': (folder) => change(folder, (bytes) => void (bytes[3] = 0x54 ^ 0x01)),
    'whose header names a format that SQLite would only read': (folder) =>
      change(folder, (bytes) => void (bytes[18] = 9)),
    'whose schema version is beyond every future': (folder) => change(folder, (bytes) => void (bytes[60] = 0x80)),
    'whose pages behind the first are noise': (folder) => change(folder, (bytes) => void bytes.fill(0x5a, 4096)),
    'that is another program’s': (folder) => {
      rmSync(pathOf(folder))
      const db = new Database(pathOf(folder))
      db.exec('CREATE TABLE songs (title TEXT)')
      db.close()
    },
  }
  for (const [name, damage] of Object.entries(damages)) {
    it(`${name} is set aside whole, and a new one begun`, () => {
      const folder = filledFolder()
      damage(folder)
      const before = readFileSync(pathOf(folder))
      expectNewBeginning(folder)
      expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}`).equals(before)).toBe(true)
    })
  }

  it('is set aside with its log and its index of the log', () => {
    const folder = filledFolder()
    const log = Buffer.from('a log that nobody has folded in')
    change(folder, (bytes) => bytes.fill(0xa5))
    writeFileSync(`${pathOf(folder)}-wal`, log)
    writeFileSync(`${pathOf(folder)}-shm`, 'index')
    expectNewBeginning(folder)
    expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}-wal`).equals(log)).toBe(true)
    expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}-shm`, 'utf8')).toBe('index')
  })

  it('whose log holds the last writes is set aside with that log unchanged', () => {
    const folder = filledFolder()
    const store = storeIn(folder)
    store.settings.write({ theme: 'light' })
    // As a killed process would leave them, but with the middle of the database overwritten.
    const files = ['', '-wal', '-shm'].map((tail) => [tail, readFileSync(pathOf(folder) + tail)] as const)
    store.close()
    for (const [tail, bytes] of files)
      writeFileSync(pathOf(folder) + tail, tail === '' ? bytes.fill(0x5a, 8192) : bytes)
    expectNewBeginning(folder)
    const wal = readFileSync(`${pathOf(folder)}.corrupt-${stamp}-wal`)
    expect(wal.equals(files[1]?.[1] ?? Buffer.alloc(0))).toBe(true)
  })

  it('whose main file is gone leaves a log that is set aside, not deleted', () => {
    const folder = filledFolder()
    rmSync(pathOf(folder))
    writeFileSync(`${pathOf(folder)}-wal`, 'all that is left')
    expectNewBeginning(folder, `${pathOf(folder)}.corrupt-${stamp}-wal`)
    expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}-wal`, 'utf8')).toBe('all that is left')
  })

  it('never takes the place of one that was set aside in the same second', () => {
    const folder = filledFolder()
    writeFileSync(pathOf(folder), 'first')
    expectNewBeginning(folder)
    writeFileSync(pathOf(folder), 'second')
    expectNewBeginning(folder, `${pathOf(folder)}.corrupt-${stamp}-2`)
    expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}`, 'utf8')).toBe('first')
  })

  it('is named in the log with what is wrong', () => {
    const folder = filledFolder()
    const { log, errors } = listeningLog()
    truncateSync(pathOf(folder), 10_000)
    storeIn(folder, { log })
    expect(errors).toMatchObject([{ facts: { path: pathOf(folder), aside: `${pathOf(folder)}.corrupt-${stamp}` } }])
    expect(String(errors[0]?.facts['why'])).toMatch(/malformed|page|corrupt/i)
  })

  it('may also be just empty: that is a new one', () => {
    const folder = tempFolder()
    writeFileSync(pathOf(folder), '')
    const store = storeIn(folder)
    expect([store.notices, store.daemons.list()]).toEqual([[], []])
  })

  it('of which only the search index is damaged keeps everything and gets a new index', () => {
    const folder = filledFolder()
    const { log, warnings } = listeningLog()
    const db = new Database(pathOf(folder))
    db.unsafeMode(true)
    db.exec("UPDATE search_data SET block = x'ffffffffffff'")
    db.close()
    const store = storeIn(folder, { log })
    expect(store.notices).toEqual([])
    expect(warnings).toContain('the search index was damaged and is made anew')
    expect(store.torrents.load('alpha')).toHaveLength(50)
    expect(store.torrents.search('number 7', 10)).toHaveLength(1)
  })

  it('anywhere at random opens, or is set aside, or is refused, but never ends in anything else', () => {
    const original = readFileSync(pathOf(filledFolder()))
    const outcomes = new Set<string>()
    for (let seed = 1; seed <= 150; seed++) {
      const folder = tempFolder()
      const random = randomFrom(seed)
      const bytes = Buffer.from(original)
      // Half of them hit the header and the first page, where everything hangs.
      const reach = seed % 2 === 0 ? 200 : bytes.length
      for (let n = 0; n < 1 + (seed % 4); n++) bytes[random(reach)] = random(256)
      writeFileSync(pathOf(folder), bytes)
      outcomes.add(outcomeOf(folder))
    }
    expect([...outcomes].sort()).toEqual(['future', 'opened', 'set aside'])
  })
})

/** What became of opening and using a folder; a failure that is no Fault of a known kind fails the test. */
function outcomeOf(folder: string): string {
  try {
    const store = storeIn(folder)
    const fresh = store.notices.length > 0
    let events: HistoryEvent[] = []
    try {
      store.daemons.list()
      store.torrents.load('alpha')
      store.settings.read()
      events = store.events.append([newEvent('after')])
    } catch (error) {
      // Damage inside a page that no check of the structure can see.
      if (!(error instanceof Fault) || error.code !== 'corrupt') throw error
      return 'opened'
    } finally {
      store.close()
    }
    expect(events).toHaveLength(1)
    return fresh ? 'set aside' : 'opened'
  } catch (error) {
    if (error instanceof Fault && error.code === 'future') return 'future'
    throw error
  }
}

describe('a folder that cannot be used', () => {
  it('because something else is in its place is named', () => {
    const place = join(tempFolder(), 'data')
    writeFileSync(place, '')
    const fault = faultOf(() => storeIn(place))
    expect([fault.code, fault.retry, fault.details]).toEqual([
      'internal',
      'after-change',
      { path: place, reason: 'kind' },
    ])
    expect(fault.message).toBe(
      `Estuary could not use the data folder (${place}). Something else is in its place. Move that away or choose another data folder.`,
    )
  })

  it('because a folder has the database’s name is named', () => {
    const folder = tempFolder()
    mkdirSync(join(pathOf(folder), 'inside'), { recursive: true })
    const fault = faultOf(() => storeIn(folder))
    expect(fault.details).toMatchObject({ path: pathOf(folder) })
    expect(fault.message).toContain('Estuary could not open the database')
    expect(readdirSync(folder)).toEqual(['estuary.db'])
  })

  it('because its permissions forbid it is named', () => {
    const folder = tempFolder()
    openToAll(folder)
    const data = join(folder, 'closed')
    mkdirSync(data, { mode: 0o500 })
    const fault = faultOf(() => asOrdinaryUser(() => storeIn(data)))
    expect(fault.details).toMatchObject({ reason: 'permission' })
    expect(fault.message).toContain(data)
    expect(fault.message).toContain('Your user account may not use it.')
  })

  it('because the database may not be written is named, and nothing is set aside', () => {
    const folder = filledFolder()
    openToAll(folder)
    chmodSync(pathOf(folder), 0o400)
    const fault = faultOf(() => asOrdinaryUser(() => storeIn(folder)))
    expect(fault.details).toEqual({ path: pathOf(folder), reason: 'permission' })
    expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([])
  })

  it('is used when others may write to it, and the person is told', () => {
    const folder = tempFolder()
    chmodSync(folder, 0o777)
    const told = [`Other users of this computer may write to the data folder ${folder}. Close it to them (mode 700).`]
    expect(storeIn(folder).notices).toEqual(process.platform === 'win32' ? [] : told)
  })

  it('gets back files that others could read', () => {
    const folder = filledFolder()
    chmodSync(pathOf(folder), 0o664)
    storeIn(folder).close()
    if (process.platform !== 'win32') expect(modesIn(folder)[basename(pathOf(folder))]).toBe('600')
  })
})

describe('trouble while running', () => {
  it('with another program that holds the database is named', () => {
    const path = join(tempFolder(), 'held.db')
    const holder = new Database(path)
    holder.exec('BEGIN EXCLUSIVE')
    const other = new Database(path, { timeout: 0 })
    const fault = faultOf(() => {
      try {
        other.exec('CREATE TABLE t (x)')
      } catch (error) {
        throw storageFault(error, 'save the torrents', path)
      }
    })
    holder.close()
    other.close()
    expect(fault.message).toBe(
      `Estuary could not save the torrents (${path}). Another program is using it. Close that program and try again.`,
    )
  })

  it('with a full disk is named', () => {
    const db = new Database(join(tempFolder(), 'full.db'))
    db.exec('CREATE TABLE t (x)')
    db.pragma('max_page_count = 2')
    let thrown: unknown
    try {
      db.exec('INSERT INTO t VALUES (zeroblob(100000))')
    } catch (error) {
      thrown = error
    }
    db.close()
    expect(codeOf(thrown)).toBe('SQLITE_FULL')
    expect(storageFault(thrown, 'save the history', '/data/estuary.db').message).toBe(
      'Estuary could not save the history (/data/estuary.db). The disk is full. Free some space and try again.',
    )
  })

  it('with damage that shows only then says that starting again mends it', () => {
    const folder = filledFolder()
    const store = storeIn(folder)
    const db = new Database(pathOf(folder))
    db.unsafeMode(true)
    db.exec("UPDATE search_data SET block = x'ffffffffffff'")
    db.close()
    const fault = faultOf(() => store.torrents.search('number', 10))
    expect([fault.code, fault.retry]).toEqual(['corrupt', 'after-change'])
    expect(fault.message).toContain('Start Estuary again')
  })

  it('of a kind that nobody foresaw keeps the system’s words', () => {
    const fault = storageFault(new Error('the moon is in the wrong house'), 'save the settings', '/x')
    expect([fault.code, fault.retry, fault.details]).toEqual(['internal', 'never', { path: '/x', reason: 'other' }])
    expect(fault.message).toContain('the moon is in the wrong house')
    expect(storageFault(fault, 'do something else', '/y')).toBe(fault)
  })
})
