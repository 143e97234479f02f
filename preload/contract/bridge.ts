import type { CallArgs, CallName, CallResult } from './calls.ts'
import type { Answer } from './errors.ts'
import type { FeedItem, FeedName } from './feeds.ts'

/** What a window has of the rest of the program: the preload exposes it as window.estuary, the web client builds it. */
export interface Bridge {
  /** Makes a call. Failures are answers, not exceptions. */
  call<N extends CallName>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>>
  /** Listens to a feed; the returned function ends it. */
  on<N extends FeedName>(name: N, listener: (item: FeedItem<N>) => void): () => void
  /** The path of a file that was dropped or chosen; null where the door cannot know (a browser). */
  pathOf(file: unknown): string | null
}
