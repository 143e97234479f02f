import Database from 'better-sqlite3'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inEnglish, say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { createRun } from '../../../main/store/run.ts'
import { codeOf, storageFault } from '../../../main/store/trouble.ts'
import {
  asOrdinaryUser,
  databaseIn,
  faultOf,
  laterFaultOf,
  listeningLog,
  modesIn,
  openToAll,
  pathOf,
  rowsOf,
  storeIn,
  tempFolder,
} from './helpers.ts'
import { daemonRecord, line, lines, stamp, torrent } from './records.ts'

/** A folder with a database of some size that was closed in order. */
async function filledFolder(): Promise<string> {
  const folder = tempFolder()
  const store = await storeIn(folder)
  const rows = Array.from({ length: 50 }, (_, n) => torrent(n))
  await store.daemons.insert(daemonRecord())
  await store.torrents.write('alpha', rows, [])
  await store.events.append(lines(1, 50))
  await store.settings.write({ theme: 'dark' })
  await store.close()
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
async function expectNewBeginning(folder: string, aside = `${pathOf(folder)}.corrupt-${stamp}`): Promise<void> {
  const store = await storeIn(folder)
  expect(store.remarks.map(inEnglish)).toEqual([
    `The database was damaged. It is kept as ${aside}, and Estuary began a new one: add your daemons again. Nothing changed on the daemons themselves.`,
  ])
  expect(await store.daemons.list()).toEqual([])
  await store.daemons.insert(daemonRecord('beta'))
  await store.close()
  const again = await storeIn(folder)
  expect(again.remarks).toEqual([])
  expect(await again.daemons.list()).toEqual([daemonRecord('beta')])
  await again.close()
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
    it(`${name} is set aside whole, and a new one begun`, async () => {
      const folder = await filledFolder()
      damage(folder)
      const before = readFileSync(pathOf(folder))
      await expectNewBeginning(folder)
      expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}`).equals(before)).toBe(true)
    })
  }

  it('is set aside with its log and its index of the log', async () => {
    const folder = await filledFolder()
    const log = Buffer.from('a log that nobody has folded in')
    change(folder, (bytes) => bytes.fill(0xa5))
    writeFileSync(`${pathOf(folder)}-wal`, log)
    writeFileSync(`${pathOf(folder)}-shm`, 'index')
    await expectNewBeginning(folder)
    expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}-wal`).equals(log)).toBe(true)
    expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}-shm`, 'utf8')).toBe('index')
  })

  it('whose log holds the last writes is set aside with that log unchanged', async () => {
    const folder = await filledFolder()
    const store = await storeIn(folder)
    await store.settings.write({ theme: 'light' })
    // As a killed process would leave them, but with the middle of the database overwritten.
    const files = ['', '-wal', '-shm'].map((tail) => [tail, readFileSync(pathOf(folder) + tail)] as const)
    await store.close()
    for (const [tail, bytes] of files)
      writeFileSync(pathOf(folder) + tail, tail === '' ? bytes.fill(0x5a, 8192) : bytes)
    await expectNewBeginning(folder)
    const wal = readFileSync(`${pathOf(folder)}.corrupt-${stamp}-wal`)
    expect(wal.equals(files[1]?.[1] ?? Buffer.alloc(0))).toBe(true)
  })

  it('whose main file is gone leaves a log that is set aside, not deleted', async () => {
    const folder = await filledFolder()
    rmSync(pathOf(folder))
    writeFileSync(`${pathOf(folder)}-wal`, 'all that is left')
    await expectNewBeginning(folder, `${pathOf(folder)}.corrupt-${stamp}-wal`)
    expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}-wal`, 'utf8')).toBe('all that is left')
  })

  it('never takes the place of one that was set aside in the same second', async () => {
    const folder = await filledFolder()
    writeFileSync(pathOf(folder), 'first')
    await expectNewBeginning(folder)
    writeFileSync(pathOf(folder), 'second')
    await expectNewBeginning(folder, `${pathOf(folder)}.corrupt-${stamp}-2`)
    expect(readFileSync(`${pathOf(folder)}.corrupt-${stamp}`, 'utf8')).toBe('first')
  })

  it('is named in the log with what is wrong', async () => {
    const folder = await filledFolder()
    const { log, errors } = listeningLog()
    truncateSync(pathOf(folder), 10_000)
    await storeIn(folder, { log })
    expect(errors).toMatchObject([{ facts: { path: pathOf(folder), aside: `${pathOf(folder)}.corrupt-${stamp}` } }])
    expect(String(errors[0]?.facts['why'])).toMatch(/malformed|page|corrupt/i)
  })

  it('may also be just empty: that is a new one', async () => {
    const folder = tempFolder()
    writeFileSync(pathOf(folder), '')
    const store = await storeIn(folder)
    expect([store.remarks, await store.daemons.list()]).toEqual([[], []])
  })

  it(
    'anywhere at random opens, or is set aside, or is refused, but never ends in anything else',
    { timeout: 60_000 },
    async () => {
      const original = readFileSync(pathOf(await filledFolder()))
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
    },
  )
})

/** What became of opening and using a folder; a failure that is no Fault of a known kind fails the test. */
function outcomeOf(folder: string): string {
  try {
    const database = databaseIn(folder)
    const fresh = database.remarks.length > 0
    try {
      database.carryOut('daemons.list', [])
      database.carryOut('torrents.load', ['alpha', ''])
      database.carryOut('settings.read', [])
      database.carryOut('events.append', [[line(1000, 'after')]])
      expect(database.carryOut('events.part', [{ limit: 1 }])).toMatchObject({ lines: [{ text: 'after' }] })
    } catch (error) {
      // Damage inside a page that no check of the structure can see.
      if (!(error instanceof Fault) || error.code !== 'corrupt') throw error
      return 'opened'
    } finally {
      database.carryOut('close', [])
    }
    return fresh ? 'set aside' : 'opened'
  } catch (error) {
    if (error instanceof Fault && error.code === 'future') return 'future'
    throw error
  }
}

describe('a folder that cannot be used', () => {
  it('because something else is in its place is named', async () => {
    const place = join(tempFolder(), 'data')
    writeFileSync(place, '')
    const fault = await laterFaultOf(storeIn(place))
    expect([fault.code, fault.retry, fault.details]).toEqual([
      'internal',
      'after-change',
      { path: place, reason: 'kind' },
    ])
    expect(fault.message).toBe(
      `Estuary could not use the data folder (${place}). Something else is in its place. Move that away or choose another data folder.`,
    )
  })

  it('because a folder has the database’s name is named', async () => {
    const folder = tempFolder()
    mkdirSync(join(pathOf(folder), 'inside'), { recursive: true })
    const fault = await laterFaultOf(storeIn(folder))
    expect(fault.details).toMatchObject({ path: pathOf(folder) })
    expect(fault.message).toContain('Estuary could not open the database')
    expect(readdirSync(folder)).toEqual(['estuary.db'])
  })

  it('because its permissions forbid it is named', async () => {
    const folder = tempFolder()
    openToAll(folder)
    const data = join(folder, 'closed')
    mkdirSync(data, { mode: 0o500 })
    const fault = faultOf(() => asOrdinaryUser(() => databaseIn(data)))
    expect(fault.details).toMatchObject({ reason: 'permission' })
    expect(fault.message).toContain(data)
    expect(fault.message).toContain('Your user account may not use it.')
  })

  it('because the database may not be written is named, and nothing is set aside', async () => {
    const folder = await filledFolder()
    openToAll(folder)
    chmodSync(pathOf(folder), 0o400)
    const fault = faultOf(() => asOrdinaryUser(() => databaseIn(folder)))
    expect(fault.details).toEqual({ path: pathOf(folder), reason: 'permission' })
    expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([])
  })

  it('is used when others may write to it, and the person is told', async () => {
    const folder = tempFolder()
    chmodSync(folder, 0o777)
    const told = [`Other users of this computer may write to the data folder ${folder}. Close it to them (mode 700).`]
    expect((await storeIn(folder)).remarks.map(inEnglish)).toEqual(process.platform === 'win32' ? [] : told)
  })

  it('gets back files that others could read', async () => {
    const folder = await filledFolder()
    chmodSync(pathOf(folder), 0o664)
    await (await storeIn(folder)).close()
    if (process.platform !== 'win32') expect(modesIn(folder)[basename(pathOf(folder))]).toBe('600')
  })
})

describe('trouble while running', () => {
  it('with another program that holds the database is named, after some patience', () => {
    const path = join(tempFolder(), 'held.db')
    const holder = new Database(path)
    holder.exec('BEGIN EXCLUSIVE')
    const other = new Database(path)
    let tries = 0
    const run = createRun(other, path, listeningLog().log, 100)
    const fault = faultOf(() =>
      run(say('doing.torrents.write'), () => {
        tries += 1
        other.exec('CREATE TABLE t (x)')
      }),
    )
    holder.close()
    other.close()
    expect(fault.details).toEqual({ path, reason: 'busy' })
    expect(fault.message).toBe(
      `Estuary could not save the torrents (${path}). Another program is using it. Close that program and try again.`,
    )
    expect(tries).toBeGreaterThan(1)
  })

  it('with a full disk is named', async () => {
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
    expect(storageFault(thrown, say('doing.events.append'), '/data/estuary.db').message).toBe(
      'Estuary could not save the history (/data/estuary.db). The disk is full. Free some space and try again.',
    )
  })

  it('with damage that shows only then says that starting again mends it', async () => {
    const folder = await filledFolder()
    const store = await storeIn(folder)
    // Behind the index, where the rows themselves are: all of it but what the store has read already.
    change(folder, (bytes) => bytes.fill(0x5a, 4096))
    const fault = await laterFaultOf(rowsOf(store, 'alpha'))
    expect([fault.code, fault.retry, fault.details]).toEqual(['corrupt', 'after-change', { path: pathOf(folder) }])
    expect(fault.message).toContain('Start Estuary again')
  })

  it('of a kind that nobody foresaw keeps the system’s words', async () => {
    const fault = storageFault(new Error('the moon is in the wrong house'), say('doing.settings.write'), '/x')
    expect([fault.code, fault.retry, fault.details]).toEqual(['internal', 'never', { path: '/x', reason: 'other' }])
    expect(fault.message).toContain('the moon is in the wrong house')
    expect(storageFault(fault, say('doing.look'), '/y')).toBe(fault)
  })
})
