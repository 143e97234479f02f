import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { databaseIn, pathOf, storeIn, tempFolder } from './helpers.ts'
import { daemonRecord, hashOf, line, moment } from './records.ts'

const many = 100_000

/** A hundred thousand lines of ten daemons, a second apart; one in a thousand failed, and the last fifty while away. */
async function longHistory(): Promise<string> {
  const folder = tempFolder()
  const store = await storeIn(folder)
  for (let n = 0; n < 10; n += 1) await store.daemons.insert(daemonRecord(`daemon${n}`))
  await store.close()
  const db = new Database(pathOf(folder))
  const insert = db.prepare(
    `INSERT INTO events (id, at, kind, daemon, hash, name, text, away, awayFrom, awayTo)
     VALUES (@id, @at, @kind, @daemon, @hash, @name, '', @away, @awayFrom, @awayTo)`,
  )
  db.transaction(() => {
    for (let n = 1; n <= many; n += 1) {
      const away = n > many - 50
      insert.run({
        id: n,
        at: moment + n * 1000,
        kind: n % 1000 === 0 ? 'failed' : 'finished',
        daemon: `daemon${n % 10}`,
        hash: hashOf(n),
        name: n === 7 ? 'Grüße aus Łódź' : `backup ${n}`,
        away: Number(away),
        awayFrom: away ? moment : null,
        awayTo: away ? moment + many * 1000 : null,
      })
    }
  })()
  db.close()
  return folder
}

it('finds what is rare among a hundred thousand lines in bounded parts, and reads no page twice', async () => {
  const folder = await longHistory()
  const store = await storeIn(folder)
  // By pages from either end, the same lines in the same order.
  const older = await store.events.list({ before: { at: moment + 301_000, id: 301 }, limit: 300 })
  expect([older.length, older[0]?.id, older.at(-1)?.id]).toEqual([300, 300, 1])
  const newer = await store.events.list({ after: { at: moment, id: 0 }, limit: 300 })
  expect(newer).toEqual(older)
  // The only one of its words is among the oldest.
  expect(await store.events.list({ text: 'lodz GRUSSE', limit: 10 })).toMatchObject([{ id: 7 }])
  const failed = await store.events.list({ kinds: ['failed'], daemons: ['daemon0'], limit: 1000 })
  expect([failed.length, failed[0]?.id, failed.at(-1)?.id]).toEqual([100, many, 1000])
  expect(await store.events.list({ kinds: ['failed'], daemons: ['daemon1'], limit: 1000 })).toEqual([])
  // What the person calls a daemon counts as if it stood in its lines.
  expect(await store.events.list({ text: 'the daemon3 one 13', limit: 5 })).toHaveLength(5)
  const { counts, firstAt } = await store.events.tally({})
  expect(counts.reduce((sum, { lines }) => sum + lines, 0)).toBe(many)
  expect(counts).toContainEqual({ kind: 'failed', daemon: 'daemon0', lines: 100 })
  expect(firstAt).toBe(moment + 1000)
  const found = await store.events.tally({ text: 'backup 9999' })
  expect(found.counts.reduce((sum, { lines }) => sum + lines, 0)).toBe(19)
  expect(await store.events.unread(many - 20, ['failed'], 1000)).toBe(19)
  expect(await store.events.unread(0, [], 1000)).toBe(1000)
  const absences = await store.events.absences(moment, 100)
  expect(absences).toHaveLength(11)
  expect(absences.find(({ kind }) => kind === 'failed')).toMatchObject({
    daemon: 'daemon0',
    from: moment,
    to: moment + many * 1000,
    lines: 1,
    first: [{ id: many, absence: { from: moment, to: moment + many * 1000 } }],
  })
  await store.close()
  // A bounded number of them is looked at in one go, however few fit.
  const database = databaseIn(folder)
  const parts = [{ text: 'lodz' }, { kinds: ['trusted'] }].map((wanted) => {
    const questions: unknown[] = []
    for (let before: unknown; before !== null;) {
      questions.push(before)
      const asked = { ...wanted, limit: 10, ...(before === undefined ? {} : { before }) }
      before = (database.carryOut('events.part', [asked]) as { next: unknown }).next
    }
    return questions.length
  })
  expect(parts).toEqual([20, 2])
  database.carryOut('close', [])
})

it('keeps in which absence a line was learnt, and reads such as were kept before without one', async () => {
  const folder = tempFolder()
  const store = await storeIn(folder)
  const absence = { from: moment - 5000, to: moment }
  await store.events.append([line(1, 'a', { away: true, absence }), line(2, 'b', { away: true })])
  expect(await store.events.list({ limit: 2 })).toMatchObject([{ id: 2 }, { id: 1, absence }])
  expect(await store.events.list({ away: absence, limit: 2 })).toMatchObject([{ id: 1 }])
})
