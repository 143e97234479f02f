import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'

type InsideCall = Extract<CallName, `${'files' | 'trackers' | 'options' | 'peers'}.${string}`>

/** What is changed inside of torrents is always done, and nothing is known of what is in them. */
export const insideHandlers: { readonly [N in InsideCall]: (args: CallArgs<N>) => CallResult<N> } = {
  'files.prioritize': ({ indexes }) => [{ indexes, problem: null }],
  'files.rename': ({ renames }) => [{ indexes: renames.map(({ index }) => index), problem: null }],
  'files.renameFolder': () => null,
  'trackers.set': () => null,
  'peers.connect': () => null,
  'options.read': () => ({ read: 0, options: [], daemons: [], problems: [] }),
  'options.set': ({ keys }) => keys.map((key) => ({ key, failed: [] })),
}
