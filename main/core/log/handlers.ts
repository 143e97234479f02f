import type { logCalls, logFeeds } from '../../../preload/contract/log.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { openLog } from './feed.ts'

export const logHandlers: Handlers<keyof typeof logCalls> = {
  'log.list': ({ app }, wanted) => app.book.list(wanted),
}

export const logOpeners: FeedOpeners<keyof typeof logFeeds> = {
  log: openLog,
}
