import type { TorrentDetails } from '../../../preload/contract/details.ts'
import {
  count,
  duration,
  exact,
  figure,
  limit,
  middle,
  rate,
  ratio,
  roundSize,
  size,
  unknown,
  when,
} from '../../text/format.ts'
import { t } from '../../text/words.ts'
import { isConnected, lacksMetadata, type Row } from '../../../preload/listing/row.ts'
import { isolated, isolatedPath, shown } from '../../../preload/text/shown.ts'

/** The colour of a torrent's bar: what is going on with it. */
export function toneOf(row: Row, stale: boolean): 'download' | 'upload' | 'idle' | 'warn' | 'bad' | 'stale' {
  if (stale) return 'stale'
  if (row.state === 'error') return 'bad'
  if (row.state === 'paused' || row.state === 'queued') return 'idle'
  return row.state === 'seeding' ? 'upload' : row.state === 'downloading' ? 'download' : 'warn'
}

/** One line of the Status tab. */
export interface Fact {
  readonly name: string
  readonly value: string
  /** The tooltip, where it says more than the value. */
  readonly title?: string
  readonly bad?: boolean
  /** It says where the torrent lies, which can be shown or copied. */
  readonly isPlace?: boolean
}

interface Known {
  readonly row: Row
  readonly details: TorrentDetails | null
  readonly now: number
  readonly stale: boolean
}

/** A long folder keeps its end, which tells it from its neighbours. */
const longestFolder = 44

/** The four columns of the Status tab. What is not known is a dash; what does not flow says so in words. */
export function statusFacts(known: Known): Fact[][] {
  return [amounts(known), rates(known), swarm(known), history(known)]
}

function amounts({ row, details }: Known): Fact[] {
  const stop = details?.stopRatio ?? null
  const own = ratio(row.ratio)
  return [
    {
      name: t.details.downloaded,
      value: lacksMetadata(row) ? t.details.noMetadata : t.of(size(row.doneBytes), size(row.wantedBytes)),
    },
    { name: t.details.uploaded, value: size(row.uploadedBytes) },
    { name: t.details.ratio, value: stop === null ? own : t.details.stopsAt(own, ratio(stop)) },
    {
      name: t.details.folder,
      value: isolatedPath(middle(shown(row.folder), longestFolder)) || unknown,
      title: isolatedPath(row.folder),
      isPlace: row.folder !== '',
    },
  ]
}

function rates({ row, stale }: Known): Fact[] {
  const flow = (value: number): string => (stale ? unknown : rate(value) || t.none)
  const unlimited = row.downLimitBytesPerSecond === null && row.upLimitBytesPerSecond === null
  const limits = t.details.limits(limit(row.downLimitBytesPerSecond), limit(row.upLimitBytesPerSecond))
  const done = row.progress >= 1
  return [
    { name: t.details.down, value: flow(row.downBytesPerSecond) },
    { name: t.details.up, value: flow(row.upBytesPerSecond) },
    { name: t.details.limit, value: unlimited ? t.none : limits },
    { name: t.details.left, value: done ? t.details.finished : duration(row.leftMs) },
  ]
}

function swarm({ row, details, stale }: Known): Fact[] {
  const known = isConnected(row) && !stale
  const of = (here: number, whole: number | null): string =>
    known || whole !== null ? t.of(known ? count(here) : unknown, count(whole)) : unknown
  return [
    { name: t.details.seeds, value: of(row.seeds, row.seedsTotal) },
    { name: t.details.peers, value: of(row.peers, row.peersTotal) },
    { name: t.details.availability, value: figure(row.availability) },
    {
      name: t.details.pieces,
      value:
        details && details.pieceCount > 0
          ? t.details.piecesCount(count(details.pieceCount), roundSize(details.pieceBytes))
          : unknown,
    },
  ]
}

function history({ row, details, now }: Known): Fact[] {
  const failing = row.trackerState === 'error' || row.trackerState === 'warning'
  const says = row.tracker ? t.details.trackerSays(row.tracker, t.details.trackerStates[row.trackerState]) : t.none
  return [
    { name: t.details.added, value: when(row.addedAt, now), title: exact(row.addedAt) },
    { name: t.details.active, value: duration(details?.activeMs ?? null) },
    { name: t.details.tracker, value: says, title: isolated(row.trackerStatus) || says, bad: failing },
    { name: t.details.owner, value: shown(row.owner) || unknown },
  ]
}
