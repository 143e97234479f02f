import type { ColumnId } from '../../../preload/contract/settings.ts'
import { count, duration, exact, figure, limit, percent, rate, ratio, size, unknown, when } from '../../text/format.ts'
import { knownText } from '../../text/told.ts'
import { t } from '../../text/words.ts'
import { isConnected, isStalled, lacksMetadata, type Row } from '../../../preload/listing/row.ts'
import { isolated, isolatedPath, shown } from '../../../preload/text/shown.ts'

/** What a cell needs beside its row. */
export interface CellContext {
  readonly now: number
  /** What we know of the daemon may be old, so its swarm counts say nothing. */
  readonly stale: boolean
  readonly daemonName: string
}

/** A path in two: a cell that is too narrow cuts the first part, since the end tells folders apart. */
export function splitPath(path: string): { head: string; tail: string } {
  const at = path.replace(/[/\\]+$/, '').search(/[/\\][^/\\]*$/)
  return at > 0 ? { head: path.slice(0, at), tail: path.slice(at) } : { head: '', tail: path }
}

/** A colour with a meaning; undefined = ink. */
export type CellTone = 'down' | 'up' | 'mute' | 'bad' | undefined

function swarm(here: number, total: number | null, row: Row, stale: boolean): string {
  const known = isConnected(row) && !stale
  return known || total !== null ? `${known ? count(here) : unknown} / ${count(total)}` : unknown
}

function left(row: Row): string {
  if (isStalled(row)) return t.table.stalled
  if (row.state !== 'downloading' || row.progress >= 1) return ''
  return duration(row.leftMs)
}

const yesNo = (value: boolean): string => (value ? t.yes : t.no)

const texts: Record<ColumnId, (row: Row, context: CellContext) => string> = {
  queue: (row) => (row.queue === null ? '' : count(row.queue + 1)),
  name: (row) => shown(row.name),
  daemon: (_row, { daemonName }) => shown(daemonName),
  size: (row) => size(lacksMetadata(row) ? null : row.sizeBytes),
  progress: (row) => percent(row.progress),
  state: (row) => t.states[row.state],
  down: (row, { stale }) => (stale ? '' : rate(row.downBytesPerSecond)),
  up: (row, { stale }) => (stale ? '' : rate(row.upBytesPerSecond)),
  left: (row, { stale }) => (stale ? '' : left(row)),
  ratio: (row) => ratio(row.ratio),
  seeds: (row, { stale }) => swarm(row.seeds, row.seedsTotal, row, stale),
  peers: (row, { stale }) => swarm(row.peers, row.peersTotal, row, stale),
  label: (row) => shown(row.label),
  added: (row, { now }) => when(row.addedAt, now),
  completed: (row, { now }) => (row.completedAt === null ? '' : when(row.completedAt, now)),
  done: (row) => size(row.downloadedBytes),
  uploaded: (row) => size(row.uploadedBytes),
  remaining: (row) => (row.remainingBytes > 0 ? size(row.remainingBytes) : ''),
  seedsPeers: (row) => figure(row.seedsPeersRatio),
  downLimit: (row) => (row.downLimitBytesPerSecond === null ? '' : limit(row.downLimitBytesPerSecond)),
  upLimit: (row) => (row.upLimitBytesPerSecond === null ? '' : limit(row.upLimitBytesPerSecond)),
  availability: (row) => figure(row.availability),
  seenComplete: (row, { now }) => when(row.seenCompleteAt, now),
  lastTransfer: (row, { now }) => when(row.lastTransferAt, now),
  tracker: (row) => shown(row.tracker),
  trackerStatus: (row) => shown(row.trackerStatus),
  folder: (row) => shown(row.folder),
  owner: (row) => shown(row.owner),
  shared: (row) => yesNo(row.shared),
  private: (row) => yesNo(row.private),
}

/** What a cell says. */
export function cellText(id: ColumnId, row: Row, context: CellContext): string {
  return texts[id](row, context)
}

/** The whole truth in a tooltip: exact times, and text that may be cut off; empty = the cell says it all. */
export function cellTitle(id: ColumnId, row: Row): string {
  if (id === 'added') return exact(row.addedAt)
  if (id === 'completed') return exact(row.completedAt)
  if (id === 'seenComplete') return exact(row.seenCompleteAt)
  if (id === 'lastTransfer') return exact(row.lastTransferAt)
  if (id === 'name') return [row.name, knownText(row.message)].filter(Boolean).map(isolated).join('\n')
  if (id === 'folder') return isolatedPath(row.folder)
  if (id === 'label' || id === 'tracker' || id === 'trackerStatus' || id === 'owner') return isolated(row[id])
  return ''
}

const quiet: ReadonlySet<ColumnId> = new Set(['added', 'completed', 'seenComplete', 'lastTransfer', 'daemon'])

/** The meaning that colours a cell. */
export function cellTone(id: ColumnId, row: Row): CellTone {
  if (id === 'down') return 'down'
  if (id === 'up') return 'up'
  if (quiet.has(id)) return 'mute'
  // Nothing came yet: that is bad news only where something failed.
  if (id === 'left' && isStalled(row)) return row.state === 'error' ? 'bad' : 'mute'
  if (id === 'trackerStatus' && row.trackerState === 'error') return 'bad'
  if (id === 'seeds' && row.progress < 1 && row.seeds === 0 && row.seedsTotal === 0 && isConnected(row)) return 'bad'
  return undefined
}

/** What the bar's colour says: what is going on with the torrent. */
export type BarTone = 'download' | 'upload' | 'idle' | 'warn' | 'bad' | 'stale'

export function barTone(row: Row, stale: boolean): BarTone {
  if (stale) return 'stale'
  if (row.state === 'error') return 'bad'
  if (row.state === 'paused' || row.state === 'queued' || row.state === 'unknown') return 'idle'
  if (row.state === 'downloading') return 'download'
  return row.state === 'seeding' ? 'upload' : 'warn'
}
