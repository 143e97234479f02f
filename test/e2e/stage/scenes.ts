import type { Settings } from '../../../preload/contract/settings.ts'

export const scenes = [
  'pictures',
  'three',
  'none',
  'deciding',
  'no-torrents',
  'loading',
  'all-stale',
  '10k',
  '100k',
] as const
export type Scene = (typeof scenes)[number]

export interface StageOptions {
  scene: Scene
  /** Rows of each daemon that change every second; the watched ones always do. */
  changing: number
  /** Milliseconds that every call takes. */
  delayMs: number
  settings: Partial<Settings>
  /** Whether there are further kinds of daemons than the real one. */
  manyKinds: boolean
}
