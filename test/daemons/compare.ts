import { longest } from '../../main/lib/bounds.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import type { Witness } from './witness.ts'

/* Every field of a row as Deluge's own client tells it, put into our words without any of our code. */

type Status = Record<string, unknown>
type Field = (status: Status) => unknown

const count = (key: string): Field => {
  return (status) => Math.trunc(status[key] as number)
}
const countOrNull = (key: string): Field => {
  return (status) => ((status[key] as number) < 0 ? null : Math.trunc(status[key] as number))
}
const same = (key: string): Field => {
  return (status) => status[key]
}
const time = (key: string): Field => {
  return (status) => ((status[key] as number) > 0 ? Math.trunc(status[key] as number) * 1000 : null)
}
const limit = (key: string): Field => {
  return (status) => ((status[key] as number) > 0 ? Math.round((status[key] as number) * 1024) : null)
}
/** Of a text of any length so much is shown, and never half a character. */
const cut = (key: string, most: number): Field => {
  return (status) => {
    const text = (status[key] as string).slice(0, most)
    return text.isWellFormed() ? text : text.slice(0, -1)
  }
}
const trackerWord = (status: string): string =>
  ({ Announce: /Sent/.test(status) ? 'announcing' : 'ok', Error: 'error', Warning: 'warning' })[
    status.split(/[ :]/)[0] ?? ''
  ] ?? 'none'
const rounded = (value: number): number => Math.round(value * 1000) / 1000

const fields: { readonly [K in keyof Torrent]: readonly [keys: readonly string[], tell: Field] } = {
  hash: [['hash'], same('hash')],
  name: [['name'], cut('name', longest.name)],
  state: [['state'], ({ state }) => (state as string).toLowerCase()],
  message: [['message'], ({ message }) => (message === 'OK' ? '' : message)],
  progress: [['progress'], ({ progress }) => Math.floor((progress as number) * 100 + 0.001) / 10_000],
  sizeBytes: [['total_size'], count('total_size')],
  wantedBytes: [['total_wanted'], count('total_wanted')],
  doneBytes: [['total_done'], count('total_done')],
  remainingBytes: [['total_remaining'], count('total_remaining')],
  downloadedBytes: [['all_time_download'], count('all_time_download')],
  uploadedBytes: [['total_uploaded'], count('total_uploaded')],
  downBytesPerSecond: [['download_payload_rate'], count('download_payload_rate')],
  upBytesPerSecond: [['upload_payload_rate'], count('upload_payload_rate')],
  downLimitBytesPerSecond: [['max_download_speed'], limit('max_download_speed')],
  upLimitBytesPerSecond: [['max_upload_speed'], limit('max_upload_speed')],
  leftMs: [['eta'], ({ eta }) => ((eta as number) > 0 ? (eta as number) * 1000 : null)],
  ratio: [['ratio'], ({ ratio }) => ((ratio as number) < 0 ? null : rounded(ratio as number))],
  seeds: [['num_seeds'], count('num_seeds')],
  seedsTotal: [['total_seeds'], countOrNull('total_seeds')],
  peers: [['num_peers'], count('num_peers')],
  peersTotal: [['total_peers'], countOrNull('total_peers')],
  seedsPeersRatio: [
    ['total_seeds', 'total_peers'],
    ({ total_seeds: seeds, total_peers: peers }) =>
      (seeds as number) < 0 || (peers as number) <= 0 ? null : rounded((seeds as number) / (peers as number)),
  ],
  availability: [
    ['distributed_copies', 'state'],
    ({ distributed_copies: copies, state }) =>
      copies === 0 && state !== 'Downloading' ? null : rounded(copies as number),
  ],
  addedAt: [['time_added'], time('time_added')],
  completedAt: [['completed_time'], time('completed_time')],
  seenCompleteAt: [['last_seen_complete'], time('last_seen_complete')],
  // A span that goes on; the torrents compared have none.
  lastTransferAt: [['time_since_transfer'], ({ time_since_transfer: since }) => ((since as number) < 0 ? null : since)],
  queue: [['queue'], countOrNull('queue')],
  tracker: [['tracker_host'], same('tracker_host')],
  trackerState: [['tracker_status'], ({ tracker_status: status }) => trackerWord(status as string)],
  trackerStatus: [['tracker_status'], same('tracker_status')],
  label: [['label'], ({ label }) => label ?? ''],
  owner: [['owner'], same('owner')],
  shared: [['shared'], same('shared')],
  private: [['private'], same('private')],
  autoManaged: [['auto_managed'], same('auto_managed')],
  folder: [['download_location'], same('download_location')],
  comment: [['comment'], cut('comment', longest.comment)],
}

/** All rows as the witness is told them, by hash. Torrents at rest only: what moves is another value a moment later. */
export async function rowsToldTo(witness: Witness): Promise<Record<string, Torrent>> {
  const keys = [...new Set(Object.values(fields).flatMap(([wanted]) => wanted))]
  const told = (await witness.call('core.get_torrents_status', {}, keys)) as Record<string, Status>
  const row = (status: Status): [string, unknown][] =>
    Object.entries(fields).map(([name, [, tell]]) => [name, tell(status)])
  return Object.fromEntries(
    Object.entries(told).map(([hash, status]) => [hash, Object.fromEntries(row(status)) as unknown as Torrent]),
  )
}

/**
 * What the rows say otherwise than the witness is told, a line each: "hash field: theirs, ours"; none = all is true.
 * Meant to be polled: both may be from before a change.
 */
export async function differences(witness: Witness, rows: readonly Torrent[]): Promise<string[]> {
  const told = await rowsToldTo(witness)
  const ours = new Map(rows.map((row) => [row.hash, row]))
  const words = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80)
  const foreign = [...ours.keys()].filter((hash) => !Object.hasOwn(told, hash)).map((hash) => `${hash} is not there`)
  return foreign.concat(
    Object.entries(told).flatMap(([hash, theirs]) => {
      const row = ours.get(hash)
      if (!row) return [`${hash} is missing`]
      return (Object.keys(fields) as (keyof Torrent)[])
        .filter((name) => row[name] !== theirs[name])
        .map((name) => `${hash} ${name}: ${words(theirs[name])}, ${words(row[name])}`)
    }),
  )
}
