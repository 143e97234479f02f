import { defaultRowsPerDaemon } from '../../../preload/contract/settings.ts'
import { rowBytes } from '../../lib/bounds.ts'
import type { Torrent, TorrentPatch } from '../../../preload/contract/torrents.ts'

/** What one daemon's rows take of the room; a row is weighed when it comes, when it changes and when it goes. */
export class Share {
  bytes = 0
  readonly #room: Room

  constructor(room: Room) {
    this.#room = room
  }

  /** Rows that may be kept. */
  get mostRows(): number {
    return this.#room.rowsPerDaemon
  }

  /** Whether there is room for so much more: what all have together is bounded, but a small share always finds some. */
  fits(bytes: number): boolean {
    const { usedBytes, mostBytes, shares } = this.#room
    return usedBytes + bytes <= mostBytes || this.bytes + bytes <= mostBytes / shares
  }

  add(bytes: number): void {
    this.bytes += bytes
    this.#room.usedBytes += bytes
  }

  /** The daemon is being forgotten. */
  giveBack(): void {
    this.add(-this.bytes)
    this.#room.shares -= 1
  }
}

/** How many rows are kept of a daemon, and how much memory all daemons' rows together may take. */
export class Room {
  rowsPerDaemon: number
  readonly mostBytes: number
  usedBytes = 0
  shares = 0

  constructor(rowsPerDaemon: number = defaultRowsPerDaemon, mostBytes: number = rowBytes.all) {
    this.rowsPerDaemon = rowsPerDaemon
    this.mostBytes = mostBytes
  }

  share(): Share {
    this.shares += 1
    return new Share(this)
  }
}

const texts = ['name', 'message', 'tracker', 'trackerStatus', 'label', 'owner', 'folder', 'comment'] as const

/** Bytes that a row takes at most. */
export function weightOf(row: Torrent): number {
  let units = 0
  for (const field of texts) units += row[field].length
  return rowBytes.each + 2 * units
}

/** Bytes that a row takes more with these fields than it took before. */
export function growthOf(before: Torrent, patch: TorrentPatch): number {
  let units = 0
  for (const field of texts) {
    const text = patch[field]
    if (text !== undefined) units += text.length - before[field].length
  }
  return 2 * units
}

/** Characters of a row's texts, for how long it is when it is spelled. */
export function textOf(row: Partial<Torrent>): number {
  let units = 0
  for (const field of texts) units += row[field]?.length ?? 0
  return units
}
