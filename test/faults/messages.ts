import type { Daemon } from '../../preload/contract/daemons.ts'

/* What crosses between a test and the program in its process. */

export interface Asked {
  id: number
  what: 'call' | 'listen' | 'act' | 'figures' | 'collect' | 'close'
  args: readonly unknown[]
}

export type Said =
  | { kind: 'open' }
  | { kind: 'answer'; id: number; value?: unknown; failed?: string }
  | { kind: 'daemons'; daemons: Daemon[] }
  /** Something about rows reached the window. */
  | { kind: 'rows' }
  /** The window was given up. */
  | { kind: 'gone'; why: string }

/** What the program costs. */
export interface Figures {
  rssBytes: number
  /** The most that it ever had. */
  peakBytes: number
  heapBytes: number
  /** The longest that its loop did not go round since this was asked the last time. */
  stretchMs: number
  /** The longest that it computed at a stretch meanwhile: the same without what other programs took from it. */
  workMs: number
  cpuMs: number
  /** Everything that was told to its window, as text. */
  spelledBytes: number
}
