import type { Answer } from '../../preload/contract/errors.ts'
import type { FeedItem, FeedName, Handed } from '../../preload/contract/feeds.ts'

/**
 * One window (or browser page) at a door: the door makes one when the window arrives and ends it when it leaves.
 * What a caller watches and listens to is forgotten with it.
 */
export interface Caller {
  /**
   * Makes a call by its name. The name and the arguments come from outside and are checked here against the contract;
   * every failure is an Answer, this never rejects.
   */
  call(name: unknown, args: unknown): Promise<Answer<unknown>>
  /** Listens to a feed (an unknown name fails with Fault 'invalid'); begins with the present state. */
  on<N extends FeedName>(name: N, deliver: (item: FeedItem<N>) => void): () => void
  leave(): void
}

/** What the program is to its doors. */
export interface Core {
  enter(): Caller
  /** The machine woke up or its network changed: whoever waits for the next try does so no longer. */
  wake(): void
  /** What the system handed over goes to a window, or waits for the next one. */
  handOver(handed: Handed): void
  /** Ends every connection and writes what is unwritten. */
  close(): Promise<void>
}
