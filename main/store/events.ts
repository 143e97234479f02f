import type { Database } from 'better-sqlite3'
import * as v from 'valibot'
import { EventSchema, type HistoryEvent } from '../../preload/contract/events.ts'
import { type Says, SaysSchema } from '../../preload/contract/says.ts'
import type { Log } from '../lib/log.ts'
import { type WorkOf, mostRows } from './messages.ts'

type Row = Record<string, unknown>

/** The work, and the highest number ever given to a line. */
interface OpenedEvents {
  work: WorkOf<'events'>
  lastId: number
}

export function openEvents(db: Database, log: Log, most: number): OpenedEvents {
  // A daemon can be removed while its last events are on their way: those lines have nowhere to go.
  const insert = db.prepare(
    `INSERT INTO events (id, at, kind, daemon, hash, name, text, says, away)
     SELECT @id, @at, @kind, @daemon, @hash, @name, @text, @says, @away
     WHERE @daemon IS NULL OR EXISTS (SELECT 1 FROM daemons WHERE id = @daemon)`,
  )
  const page = db.prepare<[number, number], Row>(
    'SELECT id, at, kind, daemon, hash, name, text, says, away FROM events WHERE id < ? ORDER BY id DESC LIMIT ?',
  )
  // A daemon's lines are few enough to be looked through for those of a torrent.
  const ofTorrent = db.prepare<[string, string, number, number], Row>(
    `SELECT id, at, kind, daemon, hash, name, text, says, away FROM events
     WHERE daemon = ? AND hash = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  )
  const count = db.prepare<[string | null], number>('SELECT count(*) FROM events WHERE daemon IS ?').pluck()
  const prune = db.prepare(
    'DELETE FROM events WHERE id IN (SELECT id FROM events WHERE daemon IS ? ORDER BY id LIMIT ?)',
  )
  // SQLite keeps the highest number that was ever kept; a line that is dropped had one, too.
  const last = db.prepare<[], number>(
    `SELECT max((SELECT coalesce(max(id), 0) FROM events),
                (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'))`,
  )
  const raise = db.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'events'")

  // Counting reads an index of a daemon's lines, so it is done once per hundredth part of them.
  const slack = Math.max(1, Math.ceil(most / 100))
  /** Lines kept since the last counting, by daemon; absent = they were never counted. */
  let sinceCount = new Map<string | null, number>()

  /** What was kept since the last counting. Each daemon's lines make room for their own, never for another's. */
  const append = db.transaction((events: readonly HistoryEvent[]) => {
    const kept = new Map(sinceCount)
    for (const event of events) {
      const { changes } = insert.run({
        ...event,
        says: event.says ? JSON.stringify(event.says) : null,
        away: Number(event.away),
      })
      if (changes === 0) raise.run(event.id)
      else kept.set(event.daemon, (kept.get(event.daemon) ?? slack) + 1)
    }
    for (const [daemon, lines] of kept) {
      if (lines < slack) continue
      const over = (count.get(daemon) ?? 0) - most
      if (over > 0) prune.run(daemon, over)
      kept.set(daemon, 0)
    }
    return kept
  })

  function read(row: Row): HistoryEvent[] {
    const parsed = v.safeParse(EventSchema, { ...row, says: sentenceOf(row['says']), away: row['away'] === 1 })
    if (parsed.success) return [parsed.output]
    log.error({ id: row['id'], issues: v.flatten(parsed.issues).nested }, 'a line of history is damaged and left out')
    return []
  }

  const work: WorkOf<'events'> = {
    'events.append': (events) => {
      if (events.length > 0) sinceCount = append.immediate(events)
    },
    'events.list': ({ before, limit }) => {
      const lines = Math.min(Math.max(0, Math.floor(limit)), mostRows)
      return page.all(before ?? Number.MAX_SAFE_INTEGER, lines).flatMap(read)
    },
    'events.of': ({ daemon, hash, before, limit }) =>
      ofTorrent.all(daemon, hash, before, Math.min(Math.max(0, Math.floor(limit)), mostRows)).flatMap(read),
  }
  return { work, lastId: last.pluck().get() ?? 0 }
}

/** Damage here costs the translation only: the same stands beside it in English. */
function sentenceOf(json: unknown): Says | undefined {
  if (typeof json !== 'string') return undefined
  try {
    const parsed = v.safeParse(SaysSchema, JSON.parse(json))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
