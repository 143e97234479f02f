import { Refusal } from './refusal.ts'
import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'

type Own = 'torrents.rename' | 'torrents.saveFile' | 'app.info' | 'app.openExternal' | 'app.retryDisk' | 'app.leaveSafe'
type Inside = Extract<CallName, `${'files' | 'trackers' | 'options' | 'peers' | 'folders'}.${string}`>

/** What is answered alike in every scene: changes inside of torrents are done, and nothing is known of what is in them. */
export const fixedHandlers: { readonly [N in Own | Inside]: (args: CallArgs<N>) => CallResult<N> } = {
  'app.info': () => ({ version: '0.1.0', door: 'web', dataFolder: '/home/you/.local/share/estuary', remarks: [] }),
  'app.openExternal': () => 'yours',
  'app.retryDisk': () => null,
  'app.leaveSafe': () => null,
  'files.prioritize': ({ indexes }) => [{ indexes, problem: null }],
  'files.rename': ({ renames }) => [{ indexes: renames.map(({ index }) => index), problem: null }],
  'files.renameFolder': () => null,
  'trackers.set': () => null,
  'peers.connect': () => null,
  'torrents.rename': () => null,
  'torrents.saveFile': () => ({ is: 'declined' }),
  'folders.map': () => {
    throw new Refusal('internal', 'Nothing is kept in a scene.')
  },
  'folders.show': () => null,
  'folders.complete': () => ({ folders: [], left: 0 }),
  'options.read': () => ({ read: 0, options: [], daemons: [], problems: [] }),
  'options.set': ({ keys }) => keys.map((key) => ({ key, failed: [] })),
}
