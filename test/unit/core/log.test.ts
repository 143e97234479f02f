import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../preload/contract/log.ts'
import { openCore } from '../../../main/core/app.ts'
import { pagesOnly } from '../../../main/core/means.ts'
import { Registry } from '../../../main/backend/registry.ts'
import { logBook } from '../../../main/lib/bounds.ts'
import { createLog, type Log } from '../../../main/lib/log.ts'
import { LogBook } from '../../../main/lib/logbook.ts'
import { weigh } from '../../../main/store/weigh.ts'
import { ManualClock } from './clock.ts'
import { carefulBackend } from './fake-backend.ts'
import { nas, newPlace, open, Window } from './house.ts'
import { openStoreHere } from './store-here.ts'

function noted(level = 'silent'): { log: Log; book: LogBook } {
  const book = new LogBook()
  return { book, log: createLog(level, { write: () => {} }, book) }
}

const textsOf = (lines: readonly LogLine[]): string[] => lines.map(({ text }) => text)

/** A core whose log is kept. */
async function openNoted(level = 'silent') {
  const { log, book } = noted(level)
  const clock = new ManualClock()
  const place = newPlace()
  const core = await openCore(
    { door: 'web', version: '1.2.3', outside: pagesOnly, ...place },
    { log, book, clock, registry: new Registry([carefulBackend({})]), openStore: openStoreHere },
  )
  return { core, log, book, clock, place, window: new Window(core) }
}

describe('the book of the log', () => {
  it('keeps lines from information on, also where fewer are written, and all where all are', () => {
    for (const [level, kept] of [
      ['silent', ['error', 'warn', 'info']],
      ['warn', ['error', 'warn', 'info']],
      ['debug', ['error', 'warn', 'info', 'debug']],
    ] as const) {
      const { log, book } = noted(level)
      for (const one of ['debug', 'info', 'warn', 'error'] as const) log[one](`a line of ${one}`)
      expect(book.list({ limit: 10 }).map((line) => line.level)).toEqual(kept)
    }
  })

  it('says what else was said, the daemon apart, and of an exception its stack', () => {
    const { log, book } = noted()
    log.child({ daemon: 'nas1', part: 'store' }).warn({ tookMs: 12, err: new TypeError('no row') }, 'slow')
    const [line] = book.list({ limit: 1 })
    expect(line).toMatchObject({ level: 'warn', text: 'slow', daemon: 'nas1' })
    expect(line?.facts).toMatch(/^part: store\ntookMs: 12\nerr: TypeError: no row\n\s+at /)
    expect(Date.now() - (line?.at ?? 0)).toBeLessThan(60_000)
  })

  it('lists the newest first, in pages, by level and by text', () => {
    const { log, book } = noted()
    for (let n = 0; n < 30; n += 1) log[n % 3 === 0 ? 'warn' : 'info']({ daemon: `box${n}` }, `line ${n}`)
    const first = book.list({ limit: 4 })
    expect(textsOf(first)).toEqual(['line 29', 'line 28', 'line 27', 'line 26'])
    expect(textsOf(book.list({ limit: 2, before: first.at(-1)!.id }))).toEqual(['line 25', 'line 24'])
    expect(textsOf(book.list({ limit: 3, least: 'warn' }))).toEqual(['line 27', 'line 24', 'line 21'])
    expect(textsOf(book.list({ limit: 9, text: ' LINE 17 ' }))).toEqual(['line 17'])
    expect(textsOf(book.list({ limit: 2, text: 'Line 2' }))).toEqual(['line 29', 'line 28'])
    expect(textsOf(book.list({ limit: 9, text: 'box7' }))).toEqual(['line 7'])
  })

  it('has a bound in lines and in characters; the oldest go', () => {
    const book = new LogBook()
    for (let n = 0; n < logBook.lines + 50; n += 1) book.keep({ level: 30, time: n, msg: `line ${n}` })
    const all = book.list({ limit: Infinity })
    expect(all).toHaveLength(logBook.lines)
    expect(all.at(-1)?.text).toBe('line 50')
    for (let n = 0; n < 1_000; n += 1)
      book.keep({ level: 30, time: n, msg: 'x'.repeat(20_000), said: 'y'.repeat(20_000) })
    const long = book.list({ limit: Infinity })
    expect(long[0]?.text).toHaveLength(logBook.text)
    const characters = long.reduce((sum, { text, facts }) => sum + text.length + facts.length, 0)
    expect(characters).toBeLessThanOrEqual(logBook.characters)
  })
})

describe('the log at a window', () => {
  it('begins with the start, and tells what is new in the order in which it came', async () => {
    const { core, log, clock, window } = await openNoted()
    expect(await window.value('log.list', { limit: 1 })).toMatchObject([
      { text: 'Estuary has started', facts: expect.stringContaining('version: 1.2.3') as string },
    ])
    const told: LogLine[][] = []
    window.listen('log', { least: 'warn', text: 'disk' }, (lines) => told.push(lines))
    log.info('the disk is fine')
    log.warn('the disk is slow')
    log.warn('the network is slow')
    log.error('the disk is gone')
    expect(told).toEqual([])
    await clock.advance(300)
    expect(told.map(textsOf)).toEqual([['the disk is slow', 'the disk is gone']])
    await core.close()
  })

  it('tells of a flood only the last lines', async () => {
    const { core, book, clock, window } = await openNoted()
    const told: LogLine[] = []
    window.listen('log', {}, (lines) => told.push(...lines))
    for (let n = 0; n < 3_000; n += 1) book.keep({ level: 30, time: n, msg: `line ${n}` })
    await clock.advance(300)
    expect(told).toHaveLength(1_000)
    expect(told.at(-1)?.text).toBe('line 2999')
    await core.close()
  })

  it('has no password in it, whether it was kept, tried or taken over', async () => {
    const { core, log, book, window } = await openNoted('debug')
    await window.value('daemons.add', { ...nas, password: 'kept-in-the-keeper' })
    await window.call('daemons.test', { ...nas, password: 'only-tried' })
    log.error({ said: 'bad login kept-in-the-keeper', args: ['me', 'only-tried'] }, 'refused kept-in-the-keeper')
    const all = JSON.stringify(book.list({ limit: 1_000 }))
    expect(all).toContain('bad login [redacted]')
    expect(all).not.toMatch(/kept-in-the-keeper|only-tried/)
    await core.close()
  })
})

describe('the data folder', () => {
  it('is told with what lies in it, and opened only where the door can', async () => {
    const { window, place } = await open(carefulBackend({}))
    mkdirSync(join(place.dataFolder, 'window'))
    writeFileSync(join(place.dataFolder, 'window', 'cache'), Buffer.alloc(5_000_000))
    const folder = await window.value('app.folder', {})
    expect(folder).toMatchObject({ path: place.dataFolder, torrents: 0, canOpen: false })
    expect(folder.bytes).toBeGreaterThan(5_000_000)
    expect(await window.call('app.openFolder', {})).toMatchObject({ ok: false, error: { code: 'invalid' } })
    expect(await window.value('app.saveFile', { name: 'estuary.log', content: 'x' })).toBe('yours')
  })

  it('weighs what is in it and not what is linked to; what is gone weighs nothing that is known', async () => {
    const { dataFolder } = newPlace()
    const other = newPlace().dataFolder
    const empty = (await weigh(dataFolder)) ?? 0
    writeFileSync(join(dataFolder, 'one'), 'x'.repeat(1_000))
    writeFileSync(join(other, 'far'), 'x'.repeat(1_000_000))
    symlinkSync(other, join(dataFolder, 'folder'))
    symlinkSync(join(other, 'far'), join(dataFolder, 'file'))
    expect(await weigh(dataFolder)).toBe(empty + 1_000)
    expect(await weigh(join(dataFolder, 'nowhere'))).toBeNull()
  })

  it.each(['../x.json', 'a/b.json', 'x.exe', '.json', 'x.json.sh', 'x\u202e.json', `${'x'.repeat(99)}.json`])(
    'has no part in names for files that a page gives: %j',
    async (name) => {
      const { window } = await open(carefulBackend({}))
      expect(await window.call('app.saveFile', { name, content: '' })).toMatchObject({
        ok: false,
        error: { code: 'invalid' },
      })
    },
  )
})
