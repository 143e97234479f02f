import type { Database } from 'better-sqlite3'
import * as v from 'valibot'
import { type Deed, DeedSchema } from '../../preload/contract/audit.ts'
import type { PlaceInTime } from '../../preload/contract/events.ts'
import { deedWords, endOf, openStates, unwellStates } from '../../preload/listing/audit.ts'
import { words as foldedWords } from '../../preload/listing/fold.ts'
import type { Log } from '../lib/log.ts'
import { type DeedEnd, type WorkOf, mostRows } from './messages.ts'
import { durably } from './run.ts'

type Row = Record<string, unknown>

/** Lines that are looked at in one go, where what fits may be rare. */
const mostLooked = 5_000

export function openAudit(db: Database, log: Log, most: number): WorkOf<'audit'> {
  const insert = db.prepare<[Row]>(
    `INSERT INTO audit (at, endedAt, state, daemons, facts, failures, words)
     VALUES (@at, NULL, 'pending', @daemons, @facts, '[]', @words)`,
  )
  // The numbers have no gaps worth counting: the oldest go by their number alone.
  const prune = db.prepare<[number]>('DELETE FROM audit WHERE id <= ?')

  const begin = db.transaction(({ id: _, endedAt: _end, state: _state, failures: _failures, at, ...facts }: Deed) => {
    const { lastInsertRowid } = insert.run({
      at,
      daemons: JSON.stringify(facts.daemons.map(({ id }) => id)),
      facts: JSON.stringify(facts),
      words: deedWords(facts),
    })
    const id = Number(lastInsertRowid)
    prune.run(id - most)
    return id
  })
  return {
    'audit.begin': (deed) => durably(db, () => begin.immediate(deed)),
    'audit.end': endDeed(db),
    'audit.lose': losing(db, log),
    'audit.part': looking(db, log),
  }
}

/** Writes how a deed ended, or goes. */
export function endDeed(db: Database): (end: DeedEnd) => void {
  // In another database, as a disk may bring back, the number may be another deed's.
  const update = db.prepare<[Row]>(
    `UPDATE audit SET endedAt = @endedAt, state = @state, failures = @failures
     WHERE id = @id AND at = @at AND state IN (${inSql(openStates)})`,
  )
  return ({ failures, ...ended }) => void update.run({ ...ended, failures: JSON.stringify(failures) })
}

function losing(db: Database, log: Log): WorkOf<'audit'>['audit.lose'] {
  const find = db.prepare<[string], Row>(
    `SELECT id, at, endedAt, state, facts, failures, words FROM audit
     WHERE state IN (${inSql(openStates)}) AND id NOT IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM removals WHERE deed = audit.id AND deedAt = audit.at)`,
  )
  const set = db.prepare<[string, unknown]>('UPDATE audit SET state = ? WHERE id = ?')
  const all = db.transaction((except: readonly number[]) => {
    const found = find.all(JSON.stringify(except))
    let lost = 0
    for (const row of found) {
      // Each part of it was written down together with how it ended: nothing is missing.
      const [deed] = row['state'] === 'waiting' ? readDeed(row, log) : []
      const state = deed ? endOf(deed.failures, deed.torrentCount) : 'lost'
      set.run(state, row['id'])
      if (state === 'lost') lost += 1
    }
    return lost
  })
  return (except) => all.immediate(except)
}

/** Words of ours, as a list in SQL: a partial index is used only where they stand in the statement. */
function inSql(states: readonly string[]): string {
  return states.map((state) => `'${state}'`).join(', ')
}

function looking(db: Database, log: Log): WorkOf<'audit'>['audit.part'] {
  const edge = (than: '<' | '>', order: 'ASC' | 'DESC') =>
    db
      .prepare<[number, number], number>(
        `SELECT id FROM audit WHERE id ${than} ? ORDER BY id ${order} LIMIT 1 OFFSET ?`,
      )
      .pluck()
  const edges = { older: edge('<', 'DESC'), newer: edge('>', 'ASC') }
  const select = (order: 'ASC' | 'DESC') =>
    db.prepare<[Row], Row>(
      `SELECT id, at, endedAt, state, facts, failures, words FROM audit
       WHERE id > @low AND id < @high
         AND (@states IS NULL OR state IN (SELECT value FROM json_each(@states)))
         AND (@daemons IS NULL OR EXISTS (
           SELECT 1 FROM json_each(audit.daemons) AS own JOIN json_each(@daemons) AS wanted ON own.value = wanted.value))
       ORDER BY id ${order}`,
    )
  const rows = { older: select('DESC'), newer: select('ASC') }

  return ({ before, after, text = '', daemons, failures = false, limit }) => {
    const lines = Math.min(Math.max(0, Math.floor(limit)), mostRows)
    const way = after ? 'newer' : 'older'
    const from = (after ?? before)?.id ?? Number.MAX_SAFE_INTEGER
    const edge = edges[way].get(from, mostLooked)
    const to = edge ?? (after ? Number.MAX_SAFE_INTEGER : 0)
    const looked = foldedWords(text)
    const found: Deed[] = []
    const wanted = {
      low: Math.min(from, to),
      high: Math.max(from, to),
      states: failures ? JSON.stringify(unwellStates) : null,
      daemons: daemons ? JSON.stringify(daemons) : null,
    }
    for (const row of rows[way].iterate(wanted)) {
      if (found.length >= lines) break
      const own = String(row['words'])
      if (looked.every((word) => own.includes(word))) found.push(...readDeed(row, log))
    }
    found.sort((one, other) => other.id - one.id)
    // The line at the edge itself was not looked at.
    const next: PlaceInTime | null =
      edge === undefined || found.length >= lines ? null : { at: 0, id: after ? edge - 1 : edge + 1 }
    return { lines: found, next }
  }
}

function readDeed({ facts, failures, words: _words, ...row }: Row, log: Log): Deed[] {
  try {
    const parsed = v.parse(DeedSchema, {
      ...(JSON.parse(String(facts)) as object),
      ...row,
      failures: JSON.parse(String(failures)) as unknown,
    })
    return [parsed]
  } catch (error) {
    log.error({ id: row['id'], error: String(error).slice(0, 200) }, 'a line of the audit is damaged and left out')
    return []
  }
}
