import type { addingCalls, addingFeeds } from '../../../preload/contract/adding.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { openMetadata } from './feed.ts'

export const addingHandlers: Handlers<keyof typeof addingCalls> = {
  'torrents.add': ({ app, permit }, args) => app.adding.add(permit, args),
  'adding.offers': ({ app, permit }, args) => app.adding.offers(permit, args),
  'adding.space': ({ app, permit }, args) => app.adding.space(permit, args),
  'adding.mergeTrackers': ({ app, permit }, args) => app.adding.mergeTrackers(permit, args),
}

export const addingOpeners: FeedOpeners<keyof typeof addingFeeds> = {
  metadata: openMetadata,
}
