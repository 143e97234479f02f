import type { Database } from 'better-sqlite3'
import * as v from 'valibot'
import { EventSchema, type HistoryEvent, type PlaceInTime } from '../../preload/contract/events.ts'
import { type Says, SaysSchema } from '../../preload/contract/says.ts'
import { fitsEvents, newestFirst } from '../../preload/listing/events.ts'
import type { Log } from '../lib/log.ts'
import {
  type AbsenceKept,
  type EventsAsked,
  type EventsPart,
  type TallyPart,
  type WorkOf,
  mostRows,
} from './messages.ts'

type Row = Record<string, unknown>

/** The work, and the highest number ever given to a line. */
interface OpenedEvents {
  work: WorkOf<'events'>
  lastId: number
}

/** Lines that are looked at in one go, where what fits may be rare: in words it costs a hundred times as much. */
const mostLooked = { plain: 50_000, words: 5_000 }
/** Lines of each kind of an absence that are named. */
const mostNamed = 3

const columns = 'id, at, kind, daemon, hash, name, text, says, away, awayFrom, awayTo, hushed'

export function openEvents(db: Database, log: Log, most: number): OpenedEvents {
  // SQLite keeps the highest number that was ever kept; a line that is dropped had one, too.
  const last = db.prepare<[], number>(
    `SELECT max((SELECT coalesce(max(id), 0) FROM events),
                (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'))`,
  )
  const read = (row: Row): HistoryEvent[] => readLine(row, log)
  const work: WorkOf<'events'> = {
    'events.append': appending(db, most),
    'events.of': ofTorrent(db, read),
    ...looking(db, read),
    ...absences(db, read),
  }
  return { work, lastId: last.pluck().get() ?? 0 }
}

function appending(db: Database, most: number): WorkOf<'events'>['events.append'] {
  // A daemon can be removed while its last events are on their way: those lines have nowhere to go.
  const insert = db.prepare(
    `INSERT INTO events (${columns})
     SELECT @id, @at, @kind, @daemon, @hash, @name, @text, @says, @away, @awayFrom, @awayTo, @hushed
     WHERE @daemon IS NULL OR EXISTS (SELECT 1 FROM daemons WHERE id = @daemon)`,
  )
  const count = db.prepare<[string | null], number>('SELECT count(*) FROM events WHERE daemon IS ?').pluck()
  const prune = db.prepare(
    'DELETE FROM events WHERE id IN (SELECT id FROM events WHERE daemon IS ? ORDER BY id LIMIT ?)',
  )
  const raise = db.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'events'")

  // Counting reads an index of a daemon's lines, so it is done once per hundredth part of them.
  const slack = Math.max(1, Math.ceil(most / 100))
  /** Lines kept since the last counting, by daemon; absent = they were never counted. */
  let sinceCount = new Map<string | null, number>()

  /** What was kept since the last counting. Each daemon's lines make room for their own, never for another's. */
  const append = db.transaction((events: readonly HistoryEvent[]) => {
    const kept = new Map(sinceCount)
    for (const { says, away, absence, hushed = false, ...event } of events) {
      const { changes } = insert.run({
        ...event,
        says: says ? JSON.stringify(says) : null,
        away: Number(away),
        awayFrom: absence?.from ?? null,
        awayTo: absence?.to ?? null,
        hushed: Number(hushed),
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
  return (events) => {
    if (events.length > 0) sinceCount = append.immediate(events)
  }
}

/** A daemon's lines are few enough to be looked through for those of a torrent. */
function ofTorrent(db: Database, read: (row: Row) => HistoryEvent[]): WorkOf<'events'>['events.of'] {
  const lines = db.prepare<[string, string, number, number], Row>(
    `SELECT ${columns} FROM events WHERE daemon = ? AND hash = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  )
  return ({ daemon, hash, before, limit }) =>
    lines.all(daemon, hash, before, Math.min(Math.max(0, Math.floor(limit)), mostRows)).flatMap(read)
}

/** A place before all lines, and one behind them. */
const ends = { newest: { at: 1e300, id: Number.MAX_SAFE_INTEGER }, oldest: { at: -1e300, id: 0 } }

type Looking = Pick<WorkOf<'events'>, 'events.part' | 'events.tally'>

/** What is wanted of lists by time. It is looked at so many lines of them, whether they fit or not. */
function looking(db: Database, read: (row: Row) => HistoryEvent[]): Looking {
  const edge = (than: '<' | '>', order: 'ASC' | 'DESC') =>
    db.prepare<[number, number, number], PlaceInTime>(
      `SELECT at, id FROM events WHERE (at, id) ${than} (?, ?) ORDER BY at ${order}, id ${order} LIMIT 1 OFFSET ?`,
    )
  const edges = { older: edge('<', 'DESC'), newer: edge('>', 'ASC') }
  const select = (order: 'ASC' | 'DESC') =>
    db.prepare<[Row], Row>(
      `SELECT ${columns} FROM events INDEXED BY events_at
       WHERE (at, id) > (@lowAt, @lowId) AND (at, id) < (@highAt, @highId)
         AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds)))
         AND (@daemons IS NULL OR daemon IN (SELECT value FROM json_each(@daemons)))
         AND (@awayFrom IS NULL OR awayTo BETWEEN @awayFrom AND @awayTo)
       ORDER BY at ${order}, id ${order}`,
    )
  const lines = { older: select('DESC'), newer: select('ASC') }
  const names = db.prepare<[], { id: string; name: string }>('SELECT id, name FROM daemons')
  const all = db.prepare<[], TallyPart['counts'][number]>(
    'SELECT kind, daemon, count(*) AS lines FROM events GROUP BY daemon, kind',
  )
  const first = db.prepare<[], number | null>('SELECT min(at) FROM events').pluck()

  /** Goes over the lines that fit, from a place on, as far as one goes at once. */
  function look(asked: EventsAsked, take: (line: HistoryEvent) => void): PlaceInTime | null {
    const { before, after, kinds, daemons, away, text = '', limit } = asked
    const way = after ? 'newer' : 'older'
    const from = after ?? before ?? ends.newest
    const span = text.trim() === '' ? mostLooked.plain : mostLooked.words
    const edge = edges[way].get(from.at, from.id, span)
    const to = edge ?? (after ? ends.newest : ends.oldest)
    const [low, high] = after ? [from, to] : [to, from]
    const nameOf = new Map(names.all().map(({ id, name }) => [id, name]))
    const fits = fitsEvents(asked, (daemon) => nameOf.get(daemon) ?? '')
    let found = 0
    const rows = lines[way].iterate({
      ...{ lowAt: low.at, lowId: low.id, highAt: high.at, highId: high.id },
      kinds: kinds ? JSON.stringify(kinds) : null,
      daemons: daemons ? JSON.stringify(daemons) : null,
      ...{ awayFrom: away?.from ?? null, awayTo: away?.to ?? null },
    })
    for (const row of rows) {
      for (const line of read(row)) {
        if (!fits(line)) continue
        if (found === limit) return null
        take(line)
        found += 1
      }
    }
    // The line at the edge itself was not looked at.
    return edge ? beside(edge, way) : null
  }

  return {
    'events.part': (asked): EventsPart => {
      const found: HistoryEvent[] = []
      const limit = Math.min(Math.max(0, Math.floor(asked.limit)), mostRows)
      if (limit === 0) return { lines: [], next: null }
      const next = look({ ...asked, limit }, (line) => found.push(line))
      return { lines: found.sort(newestFirst), next: found.length < limit ? next : null }
    },
    'events.tally': (asked) => {
      const firstAt = first.get() ?? null
      if (!asked.text?.trim() && !asked.away) return { counts: all.all(), firstAt, next: null }
      const counts = new Map<string, TallyPart['counts'][number]>()
      const next = look({ ...asked, limit: Infinity }, ({ kind, daemon }) => {
        const key = `${kind} ${daemon}`
        counts.set(key, { kind, daemon, lines: (counts.get(key)?.lines ?? 0) + 1 })
      })
      return { counts: [...counts.values()], firstAt, next }
    },
  }
}

/** The place just before a line, seen from where one comes, so that the line itself is the next. */
function beside({ at, id }: PlaceInTime, way: 'older' | 'newer'): PlaceInTime {
  return { at, id: way === 'older' ? id + 1 : Math.max(0, id - 1) }
}

type Absences = Pick<WorkOf<'events'>, 'events.unread' | 'events.absences'>

function absences(db: Database, read: (row: Row) => HistoryEvent[]): Absences {
  const unread = db
    .prepare<[number, string, number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM events WHERE id > ? AND hushed = 0
       AND kind NOT IN (SELECT value FROM json_each(?)) LIMIT ?)`,
    )
    .pluck()
  const groups = db.prepare<[number, number], Omit<AbsenceKept, 'first'>>(
    `SELECT daemon, kind, awayFrom AS "from", awayTo AS "to", count(*) AS lines FROM events
     WHERE awayTo IS NOT NULL AND awayTo > ? AND daemon IS NOT NULL
     GROUP BY awayTo, awayFrom, daemon, kind ORDER BY awayTo DESC LIMIT ?`,
  )
  const named = db.prepare<[number, string, string, number], Row>(
    `SELECT ${columns} FROM events WHERE awayTo IS NOT NULL AND awayTo = ? AND daemon = ? AND kind = ?
     ORDER BY at DESC, id DESC LIMIT ?`,
  )
  return {
    'events.unread': (after, without, most) => unread.get(after, JSON.stringify(without), most) ?? 0,
    'events.absences': (after, most) =>
      groups.all(after, most).map((group) => ({
        ...group,
        first: named.all(group.to, group.daemon, group.kind, mostNamed).flatMap(read),
      })),
  }
}

function readLine({ awayFrom, awayTo, hushed, ...row }: Row, log: Log): HistoryEvent[] {
  const parsed = v.safeParse(EventSchema, {
    ...row,
    says: sentenceOf(row['says']),
    away: row['away'] === 1,
    ...(awayTo === null ? {} : { absence: { from: awayFrom, to: awayTo } }),
    ...(hushed === 1 ? { hushed: true } : {}),
  })
  if (parsed.success) return [parsed.output]
  log.error({ id: row['id'], issues: v.flatten(parsed.issues).nested }, 'a line of history is damaged and left out')
  return []
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
