import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'

type Own = 'app.info' | 'app.openExternal' | 'app.retryDisk' | 'app.leaveSafe'
type History = 'events.tally' | 'events.unread' | 'events.away' | 'audit.list' | 'events.export' | 'events.save'
type Inside = Extract<CallName, `${'files' | 'trackers' | 'options' | 'peers'}.${string}`>

/** What is answered alike in every scene: changes inside of torrents are done, and nothing is known of what is in them. */
export const fixedHandlers: { readonly [N in Own | History | Inside]: (args: CallArgs<N>) => CallResult<N> } = {
  'app.info': () => ({ version: '0.1.0', door: 'web', dataFolder: '/home/you/.local/share/estuary', remarks: [] }),
  'app.openExternal': () => 'yours',
  'app.retryDisk': () => null,
  'app.leaveSafe': () => null,
  'events.tally': () => ({ counts: [], firstAt: null }),
  'events.unread': () => ({ lines: 0 }),
  'events.away': () => [],
  'audit.list': () => [],
  'events.export': () => ({ text: '', next: null }),
  'events.save': () => ({ how: 'declined', name: '' }),
  'files.prioritize': ({ indexes }) => [{ indexes, problem: null }],
  'files.rename': ({ renames }) => [{ indexes: renames.map(({ index }) => index), problem: null }],
  'files.renameFolder': () => null,
  'trackers.set': () => null,
  'peers.connect': () => null,
  'options.read': () => ({ read: 0, options: [], daemons: [], problems: [] }),
  'options.set': ({ keys }) => keys.map((key) => ({ key, failed: [] })),
}
