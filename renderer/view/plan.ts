import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { Row } from '../../preload/listing/row.ts'
import type { Entry } from './entry.ts'

/** What one change of a batch does; places are those of the lists as they were, -1 = not there. */
export interface Plan {
  readonly key: TorrentKey
  /** undefined = the row is new. */
  entry: Entry | undefined
  /** undefined = the row is gone. */
  readonly after: Row | undefined
  readonly wasShown: boolean
  isShown: boolean
  /** Whether the row keeps its place in the order; and that it is shown as before, too. */
  readonly stays: boolean
  readonly isSure: boolean
  readonly fromAll: number
  readonly fromPassing: number
  toAll: number
  toPassing: number
}

export function entryOf({ entry }: Plan): Entry {
  return entry as Entry
}

export function keyOf({ key }: Plan): TorrentKey {
  return key
}

/** The places that plans leave, from the first to the last. */
export function placesOf(plans: readonly Plan[], place: (plan: Plan) => number): number[] {
  return plans
    .map(place)
    .filter((at) => at >= 0)
    .sort((a, b) => a - b)
}
