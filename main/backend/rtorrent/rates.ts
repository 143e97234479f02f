import type { Hash } from '../../../preload/contract/keys.ts'

/** Bytes per second. */
export interface Rates {
  down: number
  up: number
}

/** How much it has moved so far, at a moment. */
interface Sample {
  at: number
  down: number
  up: number
}

/**
 * A rate is that of the last few seconds: blocks of 16 KiB would make a slow one jump between readings, and what was
 * long ago says nothing of now.
 */
const spanMs = 6_000
/** Readings closer together than this say nothing new. */
const leastMs = 500
const mostSamples = 8

/**
 * Speeds from what was moved between readings. The daemon's own are means over a long time: a transfer of 600 KiB/s was
 * seen to be told as 20 kB/s after a second and 137 kB/s after twelve (0.9.8).
 */
export class RateBook {
  readonly #samples = new Map<Hash, Sample[]>()

  /** Takes what a torrent has moved until now. @param told its own rates, good until there are two readings */
  rates(hash: Hash, now: Sample, told: Rates): Rates {
    const samples = this.#samples.get(hash) ?? []
    const last = samples.at(-1)
    // A sum that falls is another sum: the daemon began anew.
    const isOther = last !== undefined && (now.down < last.down || now.up < last.up || now.at < last.at)
    const kept = isOther ? [] : samples.filter(({ at }) => now.at - at <= spanMs).slice(-mostSamples)
    const before = kept[0] ?? (isOther ? undefined : last)
    if (kept.length === 0 || now.at - kept.at(-1)!.at >= leastMs) kept.push(now)
    this.#samples.set(hash, kept)
    const ms = before === undefined ? 0 : now.at - before.at
    if (before === undefined || ms < leastMs) return told
    return { down: perSecond(now.down - before.down, ms), up: perSecond(now.up - before.up, ms) }
  }

  /** It stands still. */
  forget(hash: Hash): void {
    this.#samples.delete(hash)
  }

  /** Only these torrents are there. */
  keepOnly(hashes: ReadonlySet<Hash>): void {
    for (const hash of this.#samples.keys()) if (!hashes.has(hash)) this.#samples.delete(hash)
  }
}

function perSecond(bytes: number, ms: number): number {
  return Math.round((bytes * 1000) / ms)
}
