import type { limitCalls, limitFeeds } from '../../../preload/contract/limits.ts'
import type { FeedOpeners, Handlers } from '../context.ts'

export const limitHandlers: Handlers<keyof typeof limitCalls> = {
  'limits.set': ({ app, permit }, { daemons, limits }) => app.limits.set(permit, daemons, limits),
  'limits.setAlternative': ({ app }, { daemons, limits }) => app.limits.setAlternative(daemons, limits),
  'limits.switch': ({ app }, { daemons, on }) => app.limits.switch(daemons, on),
}

export const limitOpeners: FeedOpeners<keyof typeof limitFeeds> = {
  limits: ({ app }, _args, { item }) => {
    item(app.limits.list())
    return app.limits.changed.on(item)
  },
}
