import type { detailsCalls, detailsFeeds } from '../../../preload/contract/details.ts'
import { splitKey } from '../../../preload/contract/keys.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { DetailsFeed } from './feed.ts'

export const detailsHandlers: Handlers<keyof typeof detailsCalls> = {
  'details.rates': ({ app }, { key }) => {
    const { daemon, hash } = splitKey(key)
    const known = app.roster.find(daemon)
    return known?.rows.get(hash) ? known.curves.past(hash) : []
  },
}

export const detailsOpeners: FeedOpeners<keyof typeof detailsFeeds> = {
  details: ({ app }, { key }, sink) => {
    const feed = new DetailsFeed(key, app.roster, app.clock, sink)
    feed.start()
    return () => feed.stop()
  },
}
