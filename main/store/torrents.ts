import type { Database } from 'better-sqlite3'
import { torrentStates, trackerStates, type Torrent } from '../../preload/contract/torrents.ts'
import type { DaemonId, Hash } from '../../preload/contract/keys.ts'
import type { Log } from '../lib/log.ts'
import { type TorrentPart, type WorkOf, mostRows } from './messages.ts'

/*
 * One column per field, chosen by measurement over a JSON text per row (10,000 rows of 39 fields, Node 24):
 * loading 15 ms against 26 ms (before the 6 ms of checking), the file 7 MB against 15 MB, 200 changed rows 2.7 ms
 * against 2.3 ms, the first writing the same. It also lets STRICT watch over the types. The price is a migration per
 * new field.
 */

/** So many damaged rows are named in the log. */
const mostExamples = 10

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const flag: Check = (value) => typeof value === 'boolean'
const number: Check = (value) => typeof value === 'number' && !Number.isNaN(value)
const amount: Check = (value) => typeof value === 'number' && value >= 0
const count: Check = (value) => Number.isInteger(value) && (value as number) >= 0
const maybe =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const oneOf = (words: readonly string[]): Check => {
  const known = new Set<unknown>(words)
  return (value) => known.has(value)
}
const hashForm = /^([0-9a-f]{40}|[0-9a-f]{64})$/

/**
 * What each field may hold: the contract's schema in a form that checks 10,000 rows in a few ms. The compiler sees
 * to it that no field is missing; a test compares both forms.
 */
const checks: Record<keyof Torrent, Check> = {
  hash: (value) => typeof value === 'string' && hashForm.test(value),
  name: text,
  state: oneOf(torrentStates),
  message: text,
  progress: number,
  sizeBytes: amount,
  wantedBytes: amount,
  doneBytes: amount,
  remainingBytes: amount,
  downloadedBytes: amount,
  uploadedBytes: amount,
  downBytesPerSecond: amount,
  upBytesPerSecond: amount,
  downLimitBytesPerSecond: maybe(amount),
  upLimitBytesPerSecond: maybe(amount),
  leftMs: maybe(number),
  ratio: maybe(number),
  seeds: count,
  seedsTotal: maybe(count),
  peers: count,
  peersTotal: maybe(count),
  seedsPeersRatio: maybe(number),
  availability: maybe(number),
  addedAt: maybe(number),
  completedAt: maybe(number),
  seenCompleteAt: maybe(number),
  lastTransferAt: maybe(number),
  queue: maybe(count),
  tracker: text,
  trackerState: oneOf(trackerStates),
  trackerStatus: text,
  label: text,
  owner: text,
  shared: flag,
  private: flag,
  autoManaged: flag,
  folder: text,
  comment: text,
}
const columns = Object.keys(checks) as (keyof Torrent)[]
const fields = Object.entries(checks)
const flags = columns.filter((name) => checks[name] === flag)

/** A row as it comes out of the table, or anything that should be one. */
type Row = Record<string, unknown>

/** Whether every field of a row is what the contract says. Answers the first that is not; null = all are. */
export function wrongField(row: Row): string | null {
  for (const [name, check] of fields) if (!check(row[name])) return name
  return null
}

function isTorrent(row: Row): row is Torrent {
  return wrongField(row) === null
}

export function openTorrents(db: Database, log: Log): WorkOf<'torrents'> {
  const statements = prepare(db)

  function load(daemon: DaemonId, after: Hash): TorrentPart {
    const found = statements.load.all(daemon, after)
    const rows: Torrent[] = []
    const damaged: Row[] = []
    for (const row of found) {
      for (const name of flags) row[name] = row[name] === 1
      if (isTorrent(row)) rows.push(row)
      else damaged.push(row)
    }
    // Their daemon will tell of them again; kept, they would come back at every start.
    if (damaged.length > 0) forget.immediate(daemon, damaged)
    report(log, daemon, damaged, 'kept torrents are damaged and forgotten')
    const last = found.length < mostRows ? undefined : found.at(-1)
    return { rows, next: last ? String(last['hash']) : null }
  }

  const forget = db.transaction((daemon: DaemonId, damaged: readonly Row[]) => {
    for (const row of damaged) statements.drop.run(daemon, row['hash'])
  })

  const write = db.transaction((daemon: DaemonId, put: readonly Torrent[], drop: readonly Hash[]) => {
    if (statements.known.get(daemon) === undefined) return
    for (const row of put) statements.put.run(daemon, ...columns.map((name) => stored(row[name])))
    for (const hash of drop) statements.drop.run(daemon, hash)
  })

  return {
    'torrents.load': load,
    'torrents.write': (daemon, put, drop) => {
      const sound = put.filter(isTorrent)
      write.immediate(daemon, sound, drop)
      if (sound.length === put.length) return
      const senseless = put.filter((row) => !isTorrent(row))
      report(log, daemon, senseless, 'torrents that make no sense are not kept')
    },
  }
}

/** One line however many they are. */
function report(log: Log, daemon: DaemonId, rows: readonly Row[], text: string): void {
  if (rows.length === 0) return
  const examples = rows.slice(0, mostExamples).map((row) => ({ hash: row['hash'], field: wrongField(row) }))
  log.error({ daemon, count: rows.length, examples }, text)
}

function stored(value: Torrent[keyof Torrent]): string | number | null {
  return typeof value === 'boolean' ? Number(value) : value
}

function prepare(db: Database) {
  const changed = columns.filter((name) => name !== 'hash').map((name) => `${name} = excluded.${name}`)
  return {
    load: db.prepare<[DaemonId, Hash], Row>(
      `SELECT ${columns.join(', ')} FROM torrents WHERE daemon = ? AND hash > ? ORDER BY hash LIMIT ${mostRows}`,
    ),
    known: db.prepare<[DaemonId], { id: DaemonId }>('SELECT id FROM daemons WHERE id = ?'),
    put: db.prepare(
      `INSERT INTO torrents (daemon, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
       ON CONFLICT (daemon, hash) DO UPDATE SET ${changed.join(', ')}`,
    ),
    drop: db.prepare('DELETE FROM torrents WHERE daemon = ? AND hash = ?'),
  }
}
