import type { removalCalls, removalFeeds } from '../../../preload/contract/removals.ts'
import type { FeedOpeners, Handlers } from '../context.ts'

export const removalHandlers: Handlers<keyof typeof removalCalls> = {
  'removals.begin': ({ app, permit, deed }, { keys, withFiles }) =>
    app.removals.begin(permit, { keys, withFiles, deed }),
  'removals.undo': async ({ app }, { id }) => {
    await app.removals.undo(id)
    return null
  },
  'removals.now': ({ app }, { id }) => {
    app.removals.now(id)
    return null
  },
  'removals.hold': ({ app, self }, { id, held }) => {
    app.removals.hold(id, self, held)
    return null
  },
}

export const removalOpeners: FeedOpeners<keyof typeof removalFeeds> = {
  removals: ({ app, self }, _args, { item }) => {
    item({ kind: 'all', removals: app.removals.list() })
    const stop = app.removals.told.on(item)
    return () => {
      stop()
      app.removals.release(self)
    }
  },
}
