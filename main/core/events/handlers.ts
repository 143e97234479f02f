import type { eventCalls, eventFeeds } from '../../../preload/contract/events.ts'
import { splitKey } from '../../../preload/contract/keys.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { openEvents } from './feed.ts'

export const eventHandlers: Handlers<keyof typeof eventCalls> = {
  'events.list': ({ app }, { before, limit }) => app.history.list(before === undefined ? { limit } : { before, limit }),
  'events.of': ({ app }, { key, ...asked }) => app.history.of(splitKey(key), asked),
}

export const eventOpeners: FeedOpeners<keyof typeof eventFeeds> = {
  events: openEvents,
}
