import type { CallArgs, CallName, CallResult } from './calls.ts'
import type { Answer, Problem } from './errors.ts'
import type { FeedArgs, FeedItem, FeedName } from './feeds.ts'

/** What a window has of the rest of the program: the preload exposes it as window.estuary, the web client builds it. */
export interface Bridge {
  /** Makes a call. Failures are answers, not exceptions. */
  call<N extends CallName>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>>
  /**
   * Listens to a feed; the returned function ends it.
   * @param ended called once when the feed ends by itself, or could not begin; then nothing more comes
   */
  on<N extends FeedName>(
    name: N,
    args: FeedArgs<N>,
    listener: (item: FeedItem<N>) => void,
    ended?: (why: Problem) => void,
  ): () => void
  /** The path of a file that was dropped or chosen; null where the door cannot know (a browser). */
  pathOf(file: unknown): string | null
}
