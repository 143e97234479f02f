import type { DiskTrouble, Handed } from '../../preload/contract/app.ts'
import type { Lead } from '../../preload/contract/notices.ts'
import type { Answer, Problem } from '../../preload/contract/errors.ts'

/**
 * Who calls. window: a person sees what comes back; while one is there, daemons may be met for the first time and what
 * it shows is kept fresh. program: a script or another program; it is never taken for somebody who looks.
 */
export type Role = 'window' | 'program'

/** Takes what a feed brings. */
export interface FeedListener {
  item(item: unknown): void
  /** The feed has ended by itself, or could not begin; nothing more comes. */
  ended(why: Problem): void
}

/**
 * One window, browser page or program at a door: the door makes one when it arrives and ends it when it leaves. What a
 * caller watches and listens to is forgotten with it.
 */
export interface Caller {
  /**
   * Makes a call by its name. The name and the arguments come from outside and are checked here against the contract;
   * every failure is an Answer, this never rejects.
   */
  call(name: unknown, args: unknown): Promise<Answer<unknown>>
  /**
   * Listens to a feed, which begins with the present state; the returned function ends it. Name and arguments come
   * from outside as well: what does not fit ends at once, with the reason.
   */
  on(name: unknown, args: unknown, listener: FeedListener): () => void
  leave(): void
}

/** What the program is to its doors. */
export interface Core {
  enter(role: Role): Caller
  /** The machine woke up or its network changed: whoever waits for the next try does so no longer. */
  wake(): void
  /** Torrents whose removal waits before it is sent; an end of the program cancels it. */
  readonly waitingRemovals: number
  /**
   * Sends what waits at once, or leaves it as it was, as the answer says; while that is awaited nothing is sent.
   * Resolves when as much of that as can be is done. Without anything that waits it asks nothing.
   */
  settleRemovals(ask: (torrents: number) => Promise<'now' | 'keep'>): Promise<void>
  /** What the system handed over goes to a window, or waits for the next one. */
  handOver(handed: Handed): void
  /** The person followed a notice of the system: a window shows what it is about, or the next one does. */
  lead(lead: Lead): void
  /**
   * Ends every connection and writes what is unwritten, as far as the disk takes it in time.
   * @returns why something is left unwritten; null = nothing is
   */
  close(): Promise<DiskTrouble | null>
}
