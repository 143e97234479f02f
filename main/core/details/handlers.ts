import type { detailsCalls, detailsFeeds } from '../../../preload/contract/details.ts'
import type { fileCalls, fileFeeds } from '../../../preload/contract/files.ts'
import type { optionCalls } from '../../../preload/contract/options.ts'
import type { peerCalls, peerFeeds } from '../../../preload/contract/peers.ts'
import type { trackerCalls, trackerFeeds } from '../../../preload/contract/trackers.ts'
import { splitKey } from '../../../preload/contract/keys.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import { openDetails } from './feed.ts'
import { openFiles } from './files.ts'
import { openPeers } from './peers.ts'
import { openTrackers } from './trackers.ts'

export const detailsHandlers: Handlers<
  | keyof typeof detailsCalls
  | keyof typeof fileCalls
  | keyof typeof trackerCalls
  | keyof typeof optionCalls
  | keyof typeof peerCalls
> = {
  'details.rates': ({ app }, { key }) => {
    const { daemon, hash } = splitKey(key)
    const known = app.roster.find(daemon)
    return known?.rows.get(hash) ? known.curves.past(hash) : []
  },
  'files.prioritize': ({ app, permit }, args) => app.details.prioritize(permit, args),
  'files.rename': ({ app, permit }, args) => app.details.rename(permit, args),
  'files.renameFolder': ({ app, permit }, args) => app.details.renameFolder(permit, args),
  'trackers.set': ({ app, permit }, args) => app.details.setTrackers(permit, args),
  'trackers.add': ({ app, permit }, args) => app.details.addTrackers(permit, args),
  'options.read': ({ app, permit }, { keys }) => app.options.read(permit, keys),
  'options.set': ({ app, permit }, args) => app.options.set(permit, args),
  'peers.connect': ({ app, permit }, args) => app.details.connectPeer(permit, args),
}

export const detailsOpeners: FeedOpeners<
  keyof typeof detailsFeeds | keyof typeof fileFeeds | keyof typeof trackerFeeds | keyof typeof peerFeeds
> = {
  details: openDetails,
  files: openFiles,
  trackers: openTrackers,
  peers: openPeers,
}
