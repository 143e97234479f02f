import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import type { Plan } from '../parts/plan.ts'

/** This many names are told; the rest are counted. */
export const mostNames = 6

export interface RemovalPlan {
  readonly keys: readonly TorrentKey[]
  readonly names: readonly { key: TorrentKey; name: string; daemon: Daemon | undefined }[]
  readonly more: number
  /** What is on the disks. */
  readonly bytes: number
}

/** What would be removed: names, and how many bytes of files. */
export function planRemoval({ rows, perDaemon }: Plan): RemovalPlan {
  const byId = new Map(perDaemon.map(({ daemon }) => [daemon.id, daemon]))
  // One more name costs no more room than the line that counts it.
  const shown = rows.length <= mostNames + 1 ? rows : rows.slice(0, mostNames)
  return {
    keys: rows.map(({ key }) => key),
    names: shown.map(({ key, name, daemon }) => ({ key, name, daemon: byId.get(daemon) })),
    more: rows.length - shown.length,
    bytes: rows.reduce((sum, row) => sum + row.doneBytes, 0),
  }
}
