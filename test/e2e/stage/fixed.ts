import { Refusal } from './refusal.ts'
import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'

type Own = 'app.info' | 'app.openExternal' | 'app.retryDisk' | 'app.leaveSafe'
type Inside = Extract<CallName, `${'files' | 'trackers' | 'options' | 'peers' | 'whole' | 'desktop'}.${string}`>

/** What is answered alike in every scene: changes inside of torrents are done, and nothing is known of what is in them. */
export const fixedHandlers: { readonly [N in Own | Inside]: (args: CallArgs<N>) => CallResult<N> } = {
  'app.info': () => ({ version: '0.1.0', door: 'web', dataFolder: '/home/you/.local/share/estuary', remarks: [] }),
  'app.openExternal': () => 'yours',
  'app.retryDisk': () => null,
  'app.leaveSafe': () => null,
  'desktop.state': () => null,
  'desktop.startAtLogin': noDesktop,
  'desktop.openLinks': noDesktop,
  'whole.pause': () => ({ done: 0, left: 0, problems: [] }),
  'whole.resume': () => ({ done: 0, left: 0, problems: [] }),
  'files.prioritize': ({ indexes }) => [{ indexes, problem: null }],
  'files.rename': ({ renames }) => [{ indexes: renames.map(({ index }) => index), problem: null }],
  'files.renameFolder': () => null,
  'trackers.set': () => null,
  'peers.connect': () => null,
  'options.read': () => ({ read: 0, options: [], daemons: [], problems: [] }),
  'options.set': ({ keys }) => keys.map((key) => ({ key, failed: [] })),
}

function noDesktop(): never {
  throw new Refusal('invalid', 'Only the desktop program has that.')
}
