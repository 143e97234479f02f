import { splitKey } from '../../../preload/contract/keys.ts'
import { noUpdates } from '../../../preload/contract/updates.ts'
import { Refusal } from './refusal.ts'
import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'

type Own =
  | `torrents.${'rename' | 'magnets' | 'saveFile' | 'saveFiles' | 'move'}`
  | 'app.info'
  | 'app.openExternal'
  | 'app.retryDisk'
  | 'app.leaveSafe'
type History = `events.${'tally' | 'unread' | 'away' | 'export' | 'save'}` | 'audit.list'
type Noun = 'adding' | 'limits' | 'trackers' | 'options' | 'peers' | 'folders' | 'whole' | 'desktop' | 'updates'
type Inside = Extract<CallName, `${Noun}.${string}`>

/** What is answered alike in every scene: changes inside of torrents are done, and nothing is known of what is in them. */
export const fixedHandlers: { readonly [N in Own | History | Inside]: (args: CallArgs<N>) => CallResult<N> } = {
  'app.info': () => ({ version: '0.1.0', door: 'web', dataFolder: '/home/you/.local/share/estuary', remarks: [] }),
  'app.openExternal': () => 'yours',
  'app.retryDisk': () => null,
  'app.leaveSafe': () => null,
  'torrents.magnets': ({ keys }) => keys.map((key) => `magnet:?xt=urn:btih:${splitKey(key).hash}`),
  'events.tally': () => ({ counts: [], firstAt: null }),
  'events.unread': () => ({ lines: 0 }),
  'events.away': () => [],
  'audit.list': () => [],
  'torrents.move': ({ keys }) => keys.map((key) => ({ key, problem: null })),
  'limits.set': ({ daemons }) => daemons.map((daemon) => ({ daemon, problem: null })),
  'limits.setAlternative': ({ daemons }) => daemons.map((daemon) => ({ daemon, problem: null })),
  'limits.switch': ({ daemons }) => daemons.map((daemon) => ({ daemon, problem: null })),
  'desktop.state': () => null,
  'desktop.startAtLogin': noDesktop,
  'desktop.openLinks': noDesktop,
  'updates.ask': () => noUpdates,
  'updates.load': () => noUpdates,
  'updates.install': () => null,
  'whole.pause': () => ({ done: 0, left: 0, problems: [] }),
  'whole.resume': () => ({ done: 0, left: 0, problems: [] }),
  'events.export': () => ({ text: '', next: null }),
  'events.save': () => ({ how: 'declined', name: '' }),
  'trackers.set': () => null,
  'trackers.add': ({ keys }) => keys.map((key) => ({ key, problem: null })),
  'peers.connect': () => null,
  'torrents.rename': () => null,
  'torrents.saveFile': () => ({ is: 'declined' }),
  'torrents.saveFiles': () => ({ is: 'declined' }),
  'folders.map': () => {
    throw new Refusal('internal', 'Nothing is kept in a scene.')
  },
  'folders.show': () => null,
  'folders.complete': () => ({ folders: [], left: 0 }),
  'options.read': () => ({ read: 0, options: [], daemons: [], problems: [] }),
  'adding.offers': () => ({ cannot: [], labels: ['film', 'iso'], defaults: {} }),
  'adding.space': () => ({ freeBytes: 2_308_000_000_000, isMissing: false }),
  'adding.mergeTrackers': () => ({ added: 0 }),
  'options.set': ({ keys }) => keys.map((key) => ({ key, failed: [] })),
}

function noDesktop(): never {
  throw new Refusal('invalid', 'Only the desktop program has that.')
}
