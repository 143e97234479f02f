import type { SpeedLimits } from '../../../preload/contract/limits.ts'
import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'
import type { WireInput, WireValue } from '../../wire/deluge/rencode.ts'
import type { Requests } from './requests.ts'
import { asNumber, lookUp } from './shapes.ts'

const KiB = 1024
export const downKey = 'max_download_speed'
export const upKey = 'max_upload_speed'

/** The daemon has KiB/s, and less than 1 for unlimited [src: what is not positive becomes libtorrent's 0]. */
export async function readLimits(requests: Requests): Promise<SpeedLimits> {
  const answer = await requests.call({ method: 'core.get_config_values', args: [[downKey, upKey]] })
  const value = lookUp(answer, 'settings')
  return { downBytesPerSecond: toBytes(value(downKey)), upBytesPerSecond: toBytes(value(upKey)) }
}

/** The answer says nothing, so the limits are read back. */
export async function writeLimits(requests: Requests, limits: SpeedLimits): Promise<void> {
  const change: Record<string, WireInput> = {
    [downKey]: toKiB(limits.downBytesPerSecond),
    [upKey]: toKiB(limits.upBytesPerSecond),
  }
  await requests.call({ method: 'core.set_config', args: [change], changing: true })
  const now = await readLimits(requests)
  const isSo =
    isSame(now.downBytesPerSecond, limits.downBytesPerSecond) && isSame(now.upBytesPerSecond, limits.upBytesPerSecond)
  if (!isSo) throw new Fault('remote', say('limits.notTaken', { daemon: requests.daemon }))
}

function toBytes(value: WireValue | undefined): number | null {
  const number = asNumber(value)
  return number === undefined || number <= 0 ? null : number * KiB
}

function toKiB(rate: number | null): number {
  return rate === null ? -1 : rate / KiB
}

/** Fractions travel with 32 bits. */
function isSame(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one === other
  return Math.abs(one - other) <= other * 1e-6
}
