import type { eventCalls, eventFeeds } from '../../../preload/contract/events.ts'
import { splitKey } from '../../../preload/contract/keys.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { exportName, exportPart, exportParts } from './export.ts'
import { openEvents } from './feed.ts'

export const eventHandlers: Handlers<keyof typeof eventCalls> = {
  'events.list': ({ app }, asked) => app.history.list(asked),
  'events.of': ({ app }, { key, ...asked }) => app.history.of(splitKey(key), asked),
  'events.tally': ({ app }, asked) => app.history.tally(asked),
  'events.unread': async ({ app }, { after }) => ({ lines: await app.history.unread(after) }),
  'events.export': ({ app }, asked) => exportPart(app, asked),
  'events.save': async ({ app }, asked) => {
    const name = exportName(asked, app.clock.now())
    return { how: await app.means.outside.saveFile(name, exportParts(app, asked)), name }
  },
  'events.away': ({ app }, { after }) => app.history.away(after),
}

export const eventOpeners: FeedOpeners<keyof typeof eventFeeds> = {
  events: openEvents,
}
