import type { SpeedLimits } from '../../../preload/contract/limits.ts'
import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import { asCount } from './shapes.ts'
import { person } from './verbs.ts'

/** More is set as this, and refused at the same time (0.9.8). */
const mostRate = 2 ** 30
/** The daemon rounds down to these. */
const KiB = 1024

/** 0 is no limit. */
export async function readLimits(rtorrent: Rtorrent): Promise<SpeedLimits> {
  const told = await rtorrent.query().downloadThrottle().uploadThrottle().first(person)
  return {
    downBytesPerSecond: asCount(told.downloadThrottle) || null,
    upBytesPerSecond: asCount(told.uploadThrottle) || null,
  }
}

/** The answer says nothing, so the limits are read back. */
export async function writeLimits(rtorrent: Rtorrent, limits: SpeedLimits): Promise<void> {
  const down = toRate(limits.downBytesPerSecond)
  const up = toRate(limits.upBytesPerSecond)
  const notTaken = (): Fault => new Fault('remote', say('limits.notTaken', { daemon: rtorrent.client.daemon }))
  if (down > mostRate || up > mostRate) throw notTaken()
  await rtorrent.query().setDownloadThrottle(down).setUploadThrottle(up).first(person)
  const now = await readLimits(rtorrent)
  const isSo = (now.downBytesPerSecond ?? 0) === down && (now.upBytesPerSecond ?? 0) === up
  if (!isSo) throw notTaken()
}

/** A limit of less than a KiB would be none at all. */
function toRate(limit: number | null): number {
  return limit === null ? 0 : Math.max(KiB, Math.floor(limit / KiB) * KiB)
}
