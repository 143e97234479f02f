import type { settingsCalls, settingsFeeds } from '../../../preload/contract/settings.ts'
import type { FeedOpeners, Handlers } from '../context.ts'

export const settingsHandlers: Handlers<keyof typeof settingsCalls> = {
  'settings.get': ({ app }) => app.settings.get(),
  'settings.set': ({ app }, values) => app.settings.set(values),
}

export const settingsOpeners: FeedOpeners<keyof typeof settingsFeeds> = {
  settings: ({ app }, _args, { item }) => {
    item(app.settings.get())
    return app.settings.changed.on(item)
  },
}
