import { splitKey } from '../../../preload/contract/keys.ts'
import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'

type Own = 'app.info' | 'app.openExternal' | 'app.retryDisk' | 'app.leaveSafe' | 'torrents.magnets' | 'torrents.move'
type Inside = Extract<CallName, `${'limits' | 'files' | 'trackers' | 'options' | 'peers'}.${string}`>

/** What is answered alike in every scene: changes inside of torrents are done, and nothing is known of what is in them. */
export const fixedHandlers: { readonly [N in Own | Inside]: (args: CallArgs<N>) => CallResult<N> } = {
  'app.info': () => ({ version: '0.1.0', door: 'web', dataFolder: '/home/you/.local/share/estuary', remarks: [] }),
  'app.openExternal': () => 'yours',
  'app.retryDisk': () => null,
  'app.leaveSafe': () => null,
  'torrents.magnets': ({ keys }) => keys.map((key) => `magnet:?xt=urn:btih:${splitKey(key).hash}`),
  'torrents.move': ({ keys }) => keys.map((key) => ({ key, problem: null })),
  'limits.set': ({ daemons }) => daemons.map((daemon) => ({ daemon, problem: null })),
  'limits.setAlternative': ({ daemons }) => daemons.map((daemon) => ({ daemon, problem: null })),
  'limits.switch': ({ daemons }) => daemons.map((daemon) => ({ daemon, problem: null })),
  'files.prioritize': ({ indexes }) => [{ indexes, problem: null }],
  'files.rename': ({ renames }) => [{ indexes: renames.map(({ index }) => index), problem: null }],
  'files.renameFolder': () => null,
  'trackers.set': () => null,
  'peers.connect': () => null,
  'options.read': () => ({ read: 0, options: [], daemons: [], problems: [] }),
  'options.set': ({ keys }) => keys.map((key) => ({ key, failed: [] })),
}
