import type { SpeedLimits } from '../../../preload/contract/limits.ts'

/** What several daemons share; where they differ it is mixed. What is not known says nothing about the others. */
export function common(all: readonly (SpeedLimits | null)[]): { value: SpeedLimits | null; isMixed: boolean } {
  const known = all.filter((limits) => limits !== null)
  const [first] = known
  if (!first) return { value: null, isMixed: false }
  const isSame = (other: SpeedLimits): boolean =>
    other.downBytesPerSecond === first.downBytesPerSecond && other.upBytesPerSecond === first.upBytesPerSecond
  return known.every(isSame) ? { value: first, isMixed: false } : { value: null, isMixed: true }
}
