import type { addingCalls, addingFeeds } from '../../../preload/contract/adding.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { openMetadata } from './feed.ts'

export const addingHandlers: Handlers<keyof typeof addingCalls> = {
  'torrents.add': async ({ app, permit }, args) => {
    const added = await app.adding.add(permit, args)
    app.keptFiles.keep(args.source, added.hash)
    return added
  },
  'adding.offers': ({ app, permit }, args) => app.adding.offers(permit, args),
  'adding.space': ({ app, permit }, args) => app.adding.space(permit, args),
  'adding.mergeTrackers': ({ app, permit }, args) => app.adding.mergeTrackers(permit, args),
}

export const addingOpeners: FeedOpeners<keyof typeof addingFeeds> = {
  metadata: openMetadata,
}
