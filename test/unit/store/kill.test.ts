import Database from 'better-sqlite3'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startChild } from './child.ts'
import { pathOf, rowsOf, storeIn, tempFolder } from './helpers.ts'
import { hashOf } from './records.ts'

/** Twelve by default; ESTUARY_TEST_KILLS says otherwise. */
const rounds = Number(process.env['ESTUARY_TEST_KILLS'] ?? 12)

/** What a killed writer had said before it died: its last number, and the events it was given. */
interface Said {
  last: number
  events: Map<number, string>
}

/** Starts a writer and kills it `afterMs` after it said `when`. */
async function writeAndDie(folder: string, from: number, when: string, afterMs: number): Promise<Said> {
  const writer = startChild('writer.ts', folder, String(from))
  await writer.line(when)
  await wait(afterMs)
  await writer.kill()
  const pairs = writer.lines.filter((text) => !text.startsWith('open')).map((text) => text.split(' ').map(Number))
  const events = new Map(pairs.map(([n, id]) => [id ?? 0, `event ${n}`]))
  return { last: pairs.at(-1)?.[0] ?? from, events }
}

async function expectEverythingSaid(folder: string, { last, events }: Said): Promise<void> {
  const store = await storeIn(folder)
  expect(store.remarks).toEqual([])
  if (last > 0) {
    expect((await store.settings.read())['counter']).toBeGreaterThanOrEqual(last)
    expect((await store.daemons.list())[0]?.lastSeenAt).toBeGreaterThanOrEqual(last)
    const marked = (await rowsOf(store, 'alpha')).find(({ hash }) => hash === hashOf(1000))
    expect(marked?.uploadedBytes).toBeGreaterThanOrEqual(last)
  }
  const kept = new Map<number, string>()
  for (let before = { at: Number.MAX_SAFE_INTEGER, id: 0 }; ;) {
    const page = await store.events.list({ before, limit: 1000 })
    for (const { id, text } of page) kept.set(id, text)
    if (page.length < 1000) break
    before = page.at(-1) ?? before
  }
  expect([...events].filter(([id, text]) => kept.get(id) !== text)).toEqual([])
  await store.close()
}

function expectIntegrity(folder: string): void {
  const db = new Database(pathOf(folder))
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.close()
}

describe('a process that is killed while it writes', () => {
  it(
    'loses nothing that it was told is kept, however often and whenever it happens',
    async () => {
      const folder = tempFolder()
      const all: Said = { last: 0, events: new Map() }
      for (let round = 0; round < rounds; round++) {
        // The first moments too, when the database is made.
        const early = round < 6
        const said = await writeAndDie(
          folder,
          all.last,
          early ? 'opening' : 'opened',
          Math.random() * (early ? 300 : 150),
        )
        all.last = said.last
        for (const [id, text] of said.events) all.events.set(id, text)
        await expectEverythingSaid(folder, all)
        expectIntegrity(folder)
      }
      // Otherwise nothing was written between two deaths, and the test has shown nothing.
      expect(all.events.size).toBeGreaterThan(rounds)
    },
    rounds * 4_000,
  )

  it('loses no daemon’s change that was promised to be kept, even in that very moment', async () => {
    for (const name of ['first', 'second', 'third']) {
      const folder = tempFolder()
      const child = startChild('lastword.ts', folder, name)
      await child.line('kept')
      await child.ended
      const store = await storeIn(folder)
      expect((await store.daemons.list()).map((record) => record.name)).toEqual([name])
      // What was asked before is there, too.
      expect(await store.settings.read()).toEqual({ name })
      await store.close()
    }
  }, 60_000)
})
