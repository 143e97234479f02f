import type { rowsFeeds } from '../../../preload/contract/rows.ts'
import type { torrentCalls } from '../../../preload/contract/torrents.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { openTorrents } from './feed.ts'

const queueVerbs = { top: 'queueTop', up: 'queueUp', down: 'queueDown', bottom: 'queueBottom' } as const

export const torrentHandlers: Handlers<keyof typeof torrentCalls> = {
  'torrents.pause': ({ app, permit }, { keys }) => app.torrents.act(permit, 'pause', keys),
  'torrents.resume': ({ app, permit }, { keys }) => app.torrents.act(permit, 'resume', keys),
  'torrents.recheck': ({ app, permit }, { keys }) => app.torrents.act(permit, 'recheck', keys),
  'torrents.reannounce': ({ app, permit }, { keys }) => app.torrents.act(permit, 'reannounce', keys),
  'torrents.remove': ({ app, permit }, { keys, withFiles }) => app.torrents.remove(permit, keys, withFiles),
  'torrents.queue': ({ app, permit }, { keys, to }) => app.torrents.act(permit, queueVerbs[to], keys),
  'torrents.saveFile': ({ app }, { key }) => app.keptFiles.save(key),
  'torrents.saveFiles': ({ app }, { keys }) => app.keptFiles.saveAll(keys),
  'torrents.rename': ({ app, permit }, args) => app.details.renameTorrent(permit, args),
  'torrents.magnets': ({ app, permit }, { keys }) => app.torrents.magnets(permit, keys),
  'torrents.resend': ({ self }, { daemon }) => {
    self.resend(daemon)
    return null
  },
}

export const torrentOpeners: FeedOpeners<keyof typeof rowsFeeds> = {
  torrents: openTorrents,
}
