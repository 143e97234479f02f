import type { eventCalls, eventFeeds } from '../../../preload/contract/events.ts'
import type { FeedOpeners, Handlers } from '../context.ts'

export const eventHandlers: Handlers<keyof typeof eventCalls> = {
  'events.list': ({ app }, { before, limit }) => app.history.list(before === undefined ? { limit } : { before, limit }),
}

export const eventOpeners: FeedOpeners<keyof typeof eventFeeds> = {
  events: ({ app }, _args, { item }) => app.history.told.on(item),
}
