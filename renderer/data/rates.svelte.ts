import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { Row } from '../../preload/listing/row.ts'

export interface Sample {
  readonly at: number
  readonly down: number
  readonly up: number
}

export const spanMs = 5 * 60_000
const stepMs = 1000
/** Torrents looked at lately whose curves go on, so that going back to one shows no hole. */
const most = 12

/** The last five minutes of rates of torrents that were looked at, sampled here: the core keeps no curve. */
export class Rates {
  #version = $state(0)
  readonly #curves = new Map<TorrentKey, Sample[]>()
  readonly #rows: ReadonlyMap<TorrentKey, Row>
  readonly #timer: ReturnType<typeof setInterval>

  constructor(rows: ReadonlyMap<TorrentKey, Row>) {
    this.#rows = rows
    this.#timer = setInterval(() => this.sample(Date.now()), stepMs)
  }

  /** The curve of a torrent, oldest first, which begins to be kept with the first look. */
  of(key: TorrentKey): readonly Sample[] {
    void this.#version
    return this.#curves.get(key) ?? []
  }

  /** Begins or goes on to keep a torrent's curve. */
  follow(key: TorrentKey): void {
    const curve = this.#curves.get(key) ?? []
    // Put at the end: the first in the map is the one looked at longest ago.
    this.#curves.delete(key)
    this.#curves.set(key, curve)
    for (const old of this.#curves.keys()) {
      if (this.#curves.size <= most) break
      this.#curves.delete(old)
    }
  }

  sample(now: number): void {
    if (this.#curves.size === 0) return
    for (const [key, curve] of this.#curves) {
      const row = this.#rows.get(key)
      if (row) curve.push({ at: now, down: row.downBytesPerSecond, up: row.upBytesPerSecond })
      while (curve[0] && curve[0].at < now - spanMs) curve.shift()
    }
    this.#version += 1
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
