import type * as v from 'valibot'
import { appFeeds } from './app.ts'
import { daemonFeeds } from './daemons.ts'
import { detailsFeeds } from './details.ts'
import { eventFeeds } from './events.ts'
import { fileFeeds } from './files.ts'
import { logFeeds } from './log.ts'
import { peerFeeds } from './peers.ts'
import { rowsFeeds } from './rows.ts'
import { settingsFeeds } from './settings.ts'
import { trackerFeeds } from './trackers.ts'
import { wholeFeeds } from './whole.ts'

/**
 * Every stream that a caller may listen to, noun by noun: the schema of its arguments and that of its items. Listening
 * begins with the present state, then come changes; a feed may end by itself, with the reason.
 */
export const feeds = {
  ...daemonFeeds,
  ...rowsFeeds,
  ...eventFeeds,
  ...logFeeds,
  ...detailsFeeds,
  ...fileFeeds,
  ...trackerFeeds,
  ...peerFeeds,
  ...settingsFeeds,
  ...appFeeds,
  ...wholeFeeds,
} as const

export type FeedName = keyof typeof feeds
export type FeedArgs<N extends FeedName> = v.InferInput<(typeof feeds)[N]['args']>
export type CheckedFeedArgs<N extends FeedName> = v.InferOutput<(typeof feeds)[N]['args']>
export type FeedItem<N extends FeedName> = v.InferOutput<(typeof feeds)[N]['item']>
