import type * as v from 'valibot'
import { addingFeeds } from './adding.ts'
import { appFeeds } from './app.ts'
import { auditFeeds } from './audit.ts'
import { daemonFeeds } from './daemons.ts'
import { detailsFeeds } from './details.ts'
import { eventFeeds } from './events.ts'
import { fileFeeds } from './files.ts'
import { limitFeeds } from './limits.ts'
import { logFeeds } from './log.ts'
import { moveFeeds } from './moves.ts'
import { noticeFeeds } from './notices.ts'
import { peerFeeds } from './peers.ts'
import { removalFeeds } from './removals.ts'
import { rowsFeeds } from './rows.ts'
import { settingsFeeds } from './settings.ts'
import { trackerFeeds } from './trackers.ts'
import { updateFeeds } from './updates.ts'
import { wholeFeeds } from './whole.ts'

/**
 * Every stream that a caller may listen to, noun by noun: the schema of its arguments and that of its items. Listening
 * begins with the present state, then come changes; a feed may end by itself, with the reason.
 */
export const feeds = {
  ...daemonFeeds,
  ...rowsFeeds,
  ...addingFeeds,
  ...removalFeeds,
  ...moveFeeds,
  ...limitFeeds,
  ...eventFeeds,
  ...auditFeeds,
  ...logFeeds,
  ...detailsFeeds,
  ...fileFeeds,
  ...trackerFeeds,
  ...peerFeeds,
  ...settingsFeeds,
  ...appFeeds,
  ...noticeFeeds,
  ...wholeFeeds,
  ...updateFeeds,
} as const

export type FeedName = keyof typeof feeds
export type FeedArgs<N extends FeedName> = v.InferInput<(typeof feeds)[N]['args']>
export type CheckedFeedArgs<N extends FeedName> = v.InferOutput<(typeof feeds)[N]['args']>
export type FeedItem<N extends FeedName> = v.InferOutput<(typeof feeds)[N]['item']>
