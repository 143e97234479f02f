import type { Hash } from '../../../preload/contract/keys.ts'
import type { TorrentPatch, TorrentState } from '../../../preload/contract/torrents.ts'
import { longest } from '../../lib/bounds.ts'
import { readLabel } from './labels.ts'
import type { RateBook } from './rates.ts'
import { asCount, asFlag, asHash, asText, asTime, type Told } from './shapes.ts'

/*
 * The daemon's fields and ours. Traps, all observed on 0.9.8: a paused torrent keeps state 1 and is not active; the
 * message holds what a tracker said last, also long after the torrent was stopped; the ratio is per mille; a magnet
 * link without its metadata is a torrent of one byte; the directory of a torrent with several files ends with its name.
 */

/** What moves by itself. */
const moving = [
  'hash',
  'state',
  'isActive',
  'isHashing',
  'hashingFailed',
  'message',
  'isComplete',
  'isPartiallyDone',
  'isMeta',
  'sizeBytes',
  'bytesDone',
  'wantedChunks',
  'chunkSize',
  'downloadTotal',
  'uploadTotal',
  'downloadRate',
  'uploadRate',
  'ratio',
  'peersConnected',
  'peersComplete',
  'finishedAt',
] as const

/** What somebody changes, or nobody does. */
const standing = ['name', 'label', 'loadDate', 'directory', 'isMultiFile', 'isPrivate'] as const

export type RowField = (typeof moving)[number] | (typeof standing)[number]

export const movingFields: readonly RowField[] = moving
export const rowFields: readonly RowField[] = [...moving, ...standing]

/** Beyond this a time left says nothing. */
const yearMs = 365 * 24 * 60 * 60 * 1000
/** Which means of several trackers: the one whose server is named. */
const trackerWords = /^Tracker: \[(.*)\]$/s

/** One torrent as fields of its row: those that were asked for. undefined = it names no torrent. */
export function toPatch(told: Told, rates: RateBook, at: number): TorrentPatch | undefined {
  const hash = asHash(told['hash'])
  if (hash === undefined) return undefined
  const patch: TorrentPatch = { hash, ...movingPart(hash, told, rates, at) }
  if (told['name'] !== undefined) Object.assign(patch, standingPart(told))
  return patch
}

function movingPart(hash: Hash, told: Told, rates: RateBook, at: number): Partial<TorrentPatch> {
  const message = asText(told['message'], longest.status)
  const ofTracker = trackerWords.exec(message)?.[1]
  // Of one that stands still it is from long ago.
  const tracker = asFlag(told['isActive']) ? ofTracker : undefined
  const problem = ofTracker === undefined ? message : ''
  const state = stateOf(told, problem)
  const { downBytesPerSecond, upBytesPerSecond } = ratesOf(hash, told, rates, at)
  const sizes = sizesOf(told)
  const seeds = asCount(told['peersComplete'])
  const peers = Math.max(0, asCount(told['peersConnected']) - seeds)
  return {
    state,
    message: problem,
    trackerState: tracker === undefined ? 'none' : 'error',
    trackerStatus: tracker ?? '',
    ...sizes,
    downBytesPerSecond,
    upBytesPerSecond,
    leftMs: state === 'downloading' ? leftMs(sizes.remainingBytes, downBytesPerSecond) : null,
    downloadedBytes: asCount(told['downloadTotal']),
    uploadedBytes: asCount(told['uploadTotal']),
    ratio: sizes.doneBytes === 0 ? null : asCount(told['ratio']) / 1000,
    seeds,
    peers,
    completedAt: asTime(told['finishedAt']),
  }
}

function standingPart(told: Told): Partial<TorrentPatch> {
  const name = asText(told['name'], longest.name)
  return {
    name,
    label: asText(readLabel(asText(told['label'], longest.word * 9)), longest.word),
    addedAt: asTime(told['loadDate']),
    folder: folderOf(asText(told['directory'], longest.path), name, asFlag(told['isMultiFile'])),
    private: asFlag(told['isPrivate']),
    ...(told['trackerUrls'] === undefined ? {} : { tracker: trackerHost(told['trackerUrls']) }),
  }
}

/** @param message what is wrong with it, trackers apart */
export function stateOf(told: Told, message: string): TorrentState {
  if (asFlag(told['isHashing'])) return 'checking'
  if (asFlag(told['hashingFailed'])) return 'error'
  if (asFlag(told['isActive'])) {
    return asFlag(told['isComplete']) || asFlag(told['isPartiallyDone']) ? 'seeding' : 'downloading'
  }
  // It was to run, and something made it stop.
  return asFlag(told['state']) && message !== '' ? 'error' : 'paused'
}

interface Sizes {
  sizeBytes: number
  wantedBytes: number
  doneBytes: number
  remainingBytes: number
  progress: number
}

/** The daemon counts what is still wanted in chunks. */
function sizesOf(told: Told): Sizes {
  // The one byte stands for metadata that is not there yet.
  if (asFlag(told['isMeta'])) return { sizeBytes: 0, wantedBytes: 0, doneBytes: 0, remainingBytes: 0, progress: 0 }
  const sizeBytes = asCount(told['sizeBytes'])
  const isWhole = asFlag(told['isComplete']) || asFlag(told['isPartiallyDone'])
  const doneBytes = asFlag(told['isComplete']) ? sizeBytes : Math.min(sizeBytes, asCount(told['bytesDone']))
  const chunkBytes = told['wantedChunks'] === undefined ? 0 : asCount(told['chunkSize'])
  const wanted = chunkBytes === 0 ? sizeBytes : asCount(told['wantedChunks']) * chunkBytes
  const remainingBytes = isWhole ? 0 : Math.min(sizeBytes - doneBytes, wanted)
  const wantedBytes = doneBytes + remainingBytes
  const share = wantedBytes === 0 ? 0 : doneBytes / wantedBytes
  // Rounded down, so that only what is complete reads as complete.
  const progress = isWhole ? 1 : Math.min(Math.floor(share * 10_000), 9_999) / 10_000
  return { sizeBytes, wantedBytes, doneBytes, remainingBytes, progress }
}

function ratesOf(
  hash: Hash,
  told: Told,
  rates: RateBook,
  at: number,
): { downBytesPerSecond: number; upBytesPerSecond: number } {
  if (!asFlag(told['isActive'])) {
    rates.forget(hash)
    return { downBytesPerSecond: 0, upBytesPerSecond: 0 }
  }
  const sums = { at, down: asCount(told['downloadTotal']), up: asCount(told['uploadTotal']) }
  const { down, up } = rates.rates(hash, sums, {
    down: asCount(told['downloadRate']),
    up: asCount(told['uploadRate']),
  })
  return { downBytesPerSecond: down, upBytesPerSecond: up }
}

function leftMs(remainingBytes: number, rate: number): number | null {
  if (rate === 0 || remainingBytes === 0) return null
  const ms = Math.round((remainingBytes / rate) * 1000)
  return ms > yearMs ? null : ms
}

/** The folder in which the torrent's own folder, or its one file, lies. */
export function folderOf(directory: string, name: string, isMultiFile: boolean): string {
  const bare = directory.replace(/(?<=.)\/+$/, '')
  if (!isMultiFile || !bare.endsWith(`/${name}`)) return bare
  return bare.slice(0, -name.length - 1) || '/'
}

/** Host of the first tracker that is one; empty = none. */
export function trackerHost(urls: unknown): string {
  for (const url of Array.isArray(urls) ? urls.slice(0, 20) : []) {
    // Not a server: the daemon's own network without trackers.
    if (typeof url !== 'string' || url.startsWith('dht://')) continue
    const host = /^[a-z]+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(url.slice(0, longest.path))?.[1]
    if (host) return asText(host.toLowerCase(), longest.word)
  }
  return ''
}
