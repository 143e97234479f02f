import Database from 'better-sqlite3'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../../main/lib/log.ts'
import { durably } from '../../../main/store/run.ts'
import type { Store } from '../../../main/store/records.ts'
import { StoreThread, workerFile } from '../../../main/store/thread.ts'
import { type Child, startChild } from './child.ts'
import { laterFaultOf, pathOf, rowsOf, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord, hashOf, line, lines, torrent } from './records.ts'

/** Another program that holds the database until it is killed. */
async function heldBy(folder: string): Promise<Child> {
  const locker = startChild('locker.ts', pathOf(folder))
  await locker.line('held')
  return locker
}

/** Counts how often the main thread's loop has gone round. */
function countTurns(): { turns: number } {
  const count = { turns: 0, on: true }
  const again = (): void => {
    count.turns += 1
    if (count.on) setImmediate(again)
  }
  setImmediate(again)
  onTestFinished(() => void (count.on = false))
  return count
}

function blockThisThread(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** Whether a promise has ended, either way. */
function watched(promise: Promise<unknown>): { over: boolean } {
  const state = { over: false }
  const end = (): void => void (state.over = true)
  promise.then(end, end)
  return state
}

function threadOf(file: string): StoreThread {
  const thread = new StoreThread(file, silentLog)
  onTestFinished(() => thread.end())
  return thread
}

/** A store, and the thread that it has begun. */
async function storeAndWorker(folder: string): Promise<{ store: Store; worker: Worker }> {
  const begun = new Promise<Worker>((resolve) => process.once('worker', resolve))
  const store = await storeIn(folder)
  return { store, worker: await begun }
}

describe('the store’s thread', () => {
  it('waits for another program that holds the database, and the main thread does not wait with it', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder)
    const locker = await heldBy(folder)
    const writing = store.settings.write({ theme: 'dark' })
    const state = watched(writing)
    const count = countTurns()
    while (count.turns < 1000) await nextTurn()
    expect(state.over).toBe(false)
    await locker.kill()
    await writing
    expect(await store.settings.read()).toEqual({ theme: 'dark' })
  })

  it('carries out everything in the order in which it was asked', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder)
    const many = Array.from({ length: 2500 }, (_, n) => torrent(n))
    const renamed = (label: string): Promise<void> => store.torrents.write('alpha', [torrent(2499, { label })], [])
    const asked = [
      store.daemons.update('alpha', { name: 'too early' }),
      store.daemons.insert(daemonRecord('alpha')),
      store.torrents.write('alpha', many, [hashOf(1)]),
      ...Array.from({ length: 20 }, (_, n) => renamed(`label ${n}`)),
      store.daemons.insert(daemonRecord('beta')),
      store.torrents.write('beta', many, []),
      store.daemons.remove('beta'),
      store.torrents.write('beta', many, []),
      store.daemons.insert(daemonRecord('beta')),
      store.daemons.update('alpha', { name: 'in time' }),
    ]
    const rows = await rowsOf(store, 'alpha')
    expect(rows).toHaveLength(2499)
    expect(rows.at(-1)?.label).toBe('label 19')
    expect(await rowsOf(store, 'beta')).toEqual([])
    expect((await store.daemons.list()).map(({ name }) => name)).toEqual(['in time', 'The beta one'])
    expect((await Promise.all(asked)).filter((answer) => answer === false)).toHaveLength(1)
  })

  it('has written what was asked before the closing, though nobody waited for it', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder)
    const rows = Array.from({ length: 3000 }, (_, n) => torrent(n))
    const asked = [
      store.daemons.insert(daemonRecord()),
      store.torrents.write('alpha', rows, []),
      store.events.append(lines(1, 1500)),
      store.settings.write({ theme: 'dark' }),
    ]
    const closing = store.close()
    expect((await laterFaultOf(store.settings.write({ theme: 'late' }))).code).toBe('closed')
    expect(await closing).toBe('written')
    await Promise.all(asked)
    const again = await storeIn(folder)
    expect(await rowsOf(again, 'alpha')).toEqual(rows)
    expect(again.events.lastId).toBe(1500)
    expect(await again.settings.read()).toEqual({ theme: 'dark' })
  })

  it('keeps no program from ending that has forgotten to close it', async () => {
    const child = startChild('idle.ts', tempFolder())
    expect(await child.line('ended')).toBe('ended by itself')
  })

  it('takes up its work again after something that cannot be sent to it', async () => {
    const store = await storeIn(tempFolder())
    const name = (() => 'no text') as unknown as string
    expect((await laterFaultOf(store.daemons.insert(daemonRecord('alpha', { name })))).code).toBe('internal')
    await store.daemons.insert(daemonRecord())
    expect(await store.daemons.list()).toHaveLength(1)
  })
})

describe('reading many rows', () => {
  async function storeWithRows(count: number): Promise<Store> {
    const store = await storeIn(tempFolder())
    await store.daemons.insert(daemonRecord())
    const rows = Array.from({ length: count }, (_, n) => torrent(n))
    await store.torrents.write('alpha', rows, [])
    return store
  }

  it('brings them in parts, and everything else gets its turn between two of them', async () => {
    const store = await storeWithRows(6500)
    const count = countTurns()
    const parts: { size: number; turn: number }[] = []
    for await (const part of store.torrents.load('alpha')) {
      parts.push({ size: part.length, turn: count.turns })
      // Longer than the next part takes to be read: it is there at once when this one is done with.
      blockThisThread(30)
    }
    expect(parts.map(({ size }) => size)).toEqual([1000, 1000, 1000, 1000, 1000, 1000, 500])
    expect(new Set(parts.map(({ turn }) => turn)).size).toBe(7)
  })

  it('holds up nothing else while the reader takes its time, and lets it leave', async () => {
    const store = await storeWithRows(3500)
    let taken = 0
    for await (const part of store.torrents.load('alpha')) {
      taken += part.length
      await store.settings.write({ taken })
      if (taken === 2000) break
    }
    expect(await store.settings.read()).toEqual({ taken: 2000 })
    expect(await store.close()).toBe('written')
  })

  it('brings no empty part when the rows end with a part, or there are none', async () => {
    const store = await storeWithRows(2000)
    const sizes: number[] = []
    for await (const part of store.torrents.load('alpha')) sizes.push(part.length)
    for await (const part of store.torrents.load('nobody')) sizes.push(part.length)
    expect(sizes).toEqual([1000, 1000])
  })

  it('fails in words when the store is closed in its midst', async () => {
    const store = await storeWithRows(3500)
    const parts = store.torrents.load('alpha')[Symbol.asyncIterator]()
    await parts.next()
    await store.close()
    const rest = async (): Promise<void> => {
      while (!(await parts.next()).done);
    }
    expect((await laterFaultOf(rest())).message).toBe('Estuary could not read the kept torrents: it is closing.')
  })
})

describe('closing while another program holds the database', () => {
  it('gives up after its time, and what was not written says so', async () => {
    const folder = tempFolder()
    const store = await storeIn(folder)
    await store.settings.write({ theme: 'dark' })
    const locker = await heldBy(folder)
    const asked = [store.settings.write({ theme: 'light' }), store.events.append([line(1, 'late')])]
    const faults = asked.map((promise) => laterFaultOf(promise))
    expect(await store.close(50)).toBe('given-up')
    for (const fault of faults)
      expect((await fault).message).toMatch(/^Estuary could not save the .*: it is closing\.$/)
    expect((await laterFaultOf(store.settings.read())).code).toBe('closed')
    expect(await store.close()).toBe('given-up')
    await locker.kill()
    const db = new Database(pathOf(folder))
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
    const again = await storeIn(folder)
    expect([again.remarks, await again.settings.read()]).toEqual([[], { theme: 'dark' }])
  })

  it('lets the program end by itself', async () => {
    const child = startChild('giving-up.ts', tempFolder())
    await child.ended
    expect(child.lines).toEqual([
      'close given-up',
      'write Fault: Estuary could not save the settings: it is closing.',
      'ended by itself',
    ])
  })
})

describe('a store whose thread has ended', () => {
  it('fails whatever is asked in words, and nothing else fails', async () => {
    const folder = tempFolder()
    const { store, worker } = await storeAndWorker(folder)
    const locker = await heldBy(folder)
    const waiting = [
      store.settings.write({ theme: 'dark' }),
      store.daemons.list(),
      store.events.append([line(1, 'lost')]),
    ].map((promise) => laterFaultOf(promise))
    await worker.terminate()
    for (const fault of waiting) expect(await fault).toMatchObject({ code: 'internal', retry: 'later' })
    const later = await laterFaultOf(rowsOf(store, 'alpha'))
    expect(later.message).toBe(
      'Estuary could not read the kept torrents: the part of it that keeps the database has ended (exit code 1). Try again in a moment; if that does not help, start Estuary again.',
    )
    expect(await store.close()).toBe('given-up')
    await locker.kill()
    expect((await storeIn(folder)).remarks).toEqual([])
  })

  it('because of an error says which', async () => {
    const thread = threadOf(join(import.meta.dirname, 'fixtures/dying.ts'))
    const [first, ...others] = [1, 2, 3].map(() => thread.ask('daemons.list'))
    const faults = others.map((promise) => laterFaultOf(promise))
    expect(await first).toEqual([])
    for (const fault of faults) expect((await fault).message).toContain('has ended (the disk caught fire)')
    expect((await laterFaultOf(thread.ask('settings.read'))).message).toContain('the disk caught fire')
  })

  it('before it began, too', async () => {
    const thread = threadOf(join(tempFolder(), 'missing.cjs'))
    const fault = await laterFaultOf(thread.ask('settings.read'))
    expect(fault.code).toBe('internal')
    expect(fault.message).toContain('Cannot find module')
  })
})

describe('the thread’s program', () => {
  it('lies beside the sources, or under its own name beside the built program', () => {
    expect(workerFile()).toBe(join(import.meta.dirname, '../../../main/store/worker.ts'))
    expect(workerFile('/app/dist/main/index.cjs')).toBe(join('/app/dist/main/store-worker.cjs'))
  })

  it('is taken from beside the archive of a packed program where it lies there', () => {
    const folder = tempFolder()
    const inside = join(folder, 'app.asar', 'dist', 'main')
    const beside = join(folder, 'app.asar.unpacked', 'dist', 'main')
    mkdirSync(beside, { recursive: true })
    expect(workerFile(join(inside, 'index.cjs'))).toBe(join(inside, 'store-worker.cjs'))
    writeFileSync(join(beside, 'store-worker.cjs'), '')
    expect(workerFile(join(inside, 'index.cjs'))).toBe(join(beside, 'store-worker.cjs'))
  })
})

describe('what must be on the disk', () => {
  it('is waited for, and nothing behind it', () => {
    const db = new Database(':memory:')
    onTestFinished(() => void db.close())
    const level = (): unknown => db.pragma('synchronous', { simple: true })
    const [normal, full] = [1, 2]
    expect(durably(db, level)).toBe(full)
    expect(level()).toBe(normal)
    const fail = (): never => {
      throw new Error('no room')
    }
    expect(() => durably(db, fail)).toThrow('no room')
    expect(level()).toBe(normal)
  })
})
