import type { Bridge } from '../../preload/contract/bridge.ts'
import type { RateSample } from '../../preload/contract/details.ts'
import { splitKey, type DaemonId, type TorrentKey } from '../../preload/contract/keys.ts'
import type { Row } from '../../preload/listing/row.ts'

export const spanMs = 5 * 60_000
/** Between two samples of one curve that are further apart nobody looked: that is a gap. */
export const gapMs = 12_000
const stepMs = 1000
/** A moment that is this near to a sample of ours needs none of the core's. */
const nearMs = 5_000
/** Torrents looked at lately whose curves go on, so that going back to one shows no hole. */
const most = 12

/**
 * The last five minutes of rates of torrents that were looked at: sampled here every second, and before that as the
 * core remembers them.
 */
export class Rates {
  #version = $state(0)
  #hidden = false
  #focus: TorrentKey | null = null
  readonly #bridge: Bridge
  readonly #curves = new Map<TorrentKey, RateSample[]>()
  readonly #rows: ReadonlyMap<TorrentKey, Row>
  readonly #isStale: (daemon: DaemonId) => boolean
  readonly #timer: ReturnType<typeof setInterval>

  constructor(bridge: Bridge, rows: ReadonlyMap<TorrentKey, Row>, isStale: (daemon: DaemonId) => boolean) {
    this.#bridge = bridge
    this.#rows = rows
    this.#isStale = isStale
    this.#timer = setInterval(() => this.sample(Date.now()), stepMs)
  }

  /** The curve of a torrent, oldest first, which begins to be kept with the first look. */
  of(key: TorrentKey): readonly RateSample[] {
    void this.#version
    return this.#curves.get(key) ?? []
  }

  /** Begins or goes on to keep a torrent's curve; null = nobody looks at one. */
  follow(key: TorrentKey | null): void {
    this.#focus = key
    if (key === null) return
    const curve = this.#curves.get(key) ?? []
    // Put at the end: the first in the map is the one looked at longest ago.
    this.#curves.delete(key)
    this.#curves.set(key, curve)
    for (const old of this.#curves.keys()) {
      if (this.#curves.size <= most) break
      this.#curves.delete(old)
    }
    void this.#recall(key)
  }

  /** A hidden window's timers sleep; what they missed is asked for when it is shown again. */
  hide(hidden: boolean): void {
    const isBack = this.#hidden && !hidden
    this.#hidden = hidden
    if (isBack && this.#focus !== null) void this.#recall(this.#focus)
  }

  sample(now: number): void {
    if (this.#curves.size === 0) return
    for (const [key, curve] of this.#curves) {
      const row = this.#rows.get(key)
      // The rates of a daemon that is not seen are not zero but unknown.
      if (row && !this.#isStale(splitKey(key).daemon)) {
        curve.push({ at: now, down: row.downBytesPerSecond, up: row.upBytesPerSecond })
      }
      while (curve[0] && curve[0].at < now - spanMs) curve.shift()
    }
    this.#version += 1
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #recall(key: TorrentKey): Promise<void> {
    const answer = await this.#bridge.call('details.rates', { key })
    const curve = this.#curves.get(key)
    if (!answer.ok || !curve) return
    const isKnown = ({ at }: RateSample): boolean => curve.some((own) => Math.abs(own.at - at) < nearMs)
    const missing = answer.value.filter((sample) => !isKnown(sample))
    this.#curves.set(
      key,
      [...curve, ...missing].sort((a, b) => a.at - b.at),
    )
    this.#version += 1
  }
}
