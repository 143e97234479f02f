import { noUpdates, type updateCalls, type updateFeeds } from '../../preload/contract/updates.ts'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import type { FeedOpeners, Handlers } from './context.ts'
import type { Means, Updates } from './means.ts'

export const updateHandlers: Handlers<keyof typeof updateCalls> = {
  'updates.ask': ({ app }) => updatesOf(app.means).ask(),
  'updates.load': ({ app }) => updatesOf(app.means).load(),
  'updates.install': ({ app }) => {
    updatesOf(app.means).install()
    return null
  },
}

export const updateOpeners: FeedOpeners<keyof typeof updateFeeds> = {
  updates: ({ app }, _args, { item }) => {
    const { updates } = app.means.outside
    item(updates?.state ?? noUpdates)
    return updates?.changed.on(item) ?? (() => {})
  },
}

function updatesOf({ outside }: Means): Updates {
  if (!outside.updates) throw new Fault('invalid', say('desktop.none'), { retry: 'never' })
  return outside.updates
}
