import type { Database } from 'better-sqlite3'
import * as v from 'valibot'
import { EventSchema, type HistoryEvent } from '../../preload/contract/events.ts'
import type { Log } from '../lib/log.ts'
import type { EventStore, NewEvent } from './records.ts'
import type { Run } from './run.ts'

export const defaultMostEvents = 100_000
const mostAtOnce = 1000

type Row = Record<string, unknown>

export function openEvents(db: Database, run: Run, log: Log, most: number): EventStore {
  // A daemon can be removed while its last events are on their way: those lines have nowhere to go.
  const insert = db.prepare(
    `INSERT INTO events (at, kind, daemon, hash, name, text, away)
     SELECT @at, @kind, @daemon, @hash, @name, @text, @away
     WHERE @daemon IS NULL OR EXISTS (SELECT 1 FROM daemons WHERE id = @daemon)`,
  )
  const page = db.prepare<[number, number], Row>(
    'SELECT id, at, kind, daemon, hash, name, text, away FROM events WHERE id < ? ORDER BY id DESC LIMIT ?',
  )
  const count = db.prepare<[], number>('SELECT count(*) FROM events').pluck()
  const prune = db.prepare('DELETE FROM events WHERE id IN (SELECT id FROM events ORDER BY id LIMIT ?)')

  // Counting reads an index of all lines (1 ms at 100,000), so it is done once per hundredth part of them.
  const slack = Math.max(1, Math.ceil(most / 100))
  let sinceCount = slack

  const append = db.transaction((events: readonly NewEvent[]) => {
    const kept: HistoryEvent[] = []
    for (const event of events) {
      const { changes, lastInsertRowid } = insert.run({ ...event, away: Number(event.away) })
      if (changes > 0) kept.push({ ...event, id: Number(lastInsertRowid) })
    }
    return kept
  })

  function pruneNow(): void {
    const over = (count.get() ?? 0) - most
    if (over > 0) prune.run(over)
  }

  function read(row: Row): HistoryEvent[] {
    const parsed = v.safeParse(EventSchema, { ...row, away: row['away'] === 1 })
    if (parsed.success) return [parsed.output]
    log.error({ id: row['id'], issues: v.flatten(parsed.issues).nested }, 'a line of history is damaged and left out')
    return []
  }

  return {
    append: (events) =>
      run('save the history', () => {
        if (events.length === 0) return []
        const kept = append(events)
        sinceCount += kept.length
        if (sinceCount >= slack) {
          pruneNow()
          sinceCount = 0
        }
        return kept
      }),
    list: ({ before, limit }) =>
      run('read the history', () => {
        const lines = Math.min(Math.max(0, Math.floor(limit)), mostAtOnce)
        return page.all(before ?? Number.MAX_SAFE_INTEGER, lines).flatMap(read)
      }),
  }
}
