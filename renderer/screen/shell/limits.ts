import type { SpeedLimits } from '../../../preload/contract/limits.ts'

/** What is limited. */
export type Way = keyof SpeedLimits
export const ways = ['downBytesPerSecond', 'upBytesPerSecond'] as const satisfies readonly Way[]

/** What several daemons share; where they differ it is mixed. What is not known says nothing about the others. */
export function common(all: readonly (SpeedLimits | null)[]): { value: SpeedLimits | null; mixed: ReadonlySet<Way> } {
  const known = all.filter((limits) => limits !== null)
  const [first] = known
  if (!first) return { value: null, mixed: new Set() }
  return { value: first, mixed: new Set(ways.filter((way) => known.some((limits) => limits[way] !== first[way]))) }
}
