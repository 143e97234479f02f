import type { daemonCalls, daemonFeeds } from '../../../preload/contract/daemons.ts'
import type { folderCalls } from '../../../preload/contract/folders.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { openDaemons } from './feed.ts'

export const daemonHandlers: Handlers<keyof typeof daemonCalls | keyof typeof folderCalls> = {
  'daemons.test': ({ app, self }, args) => app.daemons.test(args, self.role),
  'daemons.add': ({ app, self }, args) => app.daemons.add(args, self.role),
  'daemons.edit': ({ app, self }, args) => app.daemons.edit(args, self.role),
  'daemons.remove': async ({ app }, { id }) => {
    await app.daemons.remove(id)
    return null
  },
  'daemons.connect': async ({ app, self }, { id }) => {
    await app.daemons.wish(id, true, self.role)
    return null
  },
  'daemons.disconnect': async ({ app, self }, { id }) => {
    await app.daemons.wish(id, false, self.role)
    return null
  },
  'daemons.trust': async ({ app }, { id, fingerprint }) => {
    await app.daemons.trust(id, fingerprint)
    return null
  },
  'daemons.keepTwin': async ({ app }, { id }) => {
    await app.daemons.keepTwin(id)
    return null
  },
  'folders.map': ({ app }, { daemon, mappings }) => app.folders.map(daemon, mappings),
  'folders.show': async ({ app }, { key }) => {
    await app.folders.show(key)
    return null
  },
  'folders.complete': ({ permit }, { daemon, path, hidden }) => permit(daemon).folders(path, hidden),
}

export const daemonOpeners: FeedOpeners<keyof typeof daemonFeeds> = {
  daemons: openDaemons,
}
