import type { WireValue } from '../../wire/deluge/rencode.ts'
import type { Signal } from '../backend.ts'
import { torrentState, trackerFields } from './fields.ts'
import { asHash } from './shapes.ts'
import { downKey, upKey } from './speed.ts'

/*
 * Deluge's events as signals. An event of an unknown name or shape is nothing: plugins have their own, and so will
 * later versions.
 */

/** Makes a signal of an event's arguments; undefined when they are not what they should be. */
type Translator = (args: readonly WireValue[]) => Signal | undefined

const touched: Translator = ([id]) => about(id, (hash) => ({ kind: 'touched', hash }))

const translators: Record<string, Translator> = {
  // from_state: the daemon is loading its saved list (10,000 of them after a restart, observed). 1.3 does not say it,
  // and takes connections only after it has loaded [src 1.3.15].
  TorrentAddedEvent: ([id, fromState]) => about(id, (hash) => ({ kind: 'added', hash, restored: fromState === true })),
  TorrentRemovedEvent: ([id]) => about(id, (hash) => ({ kind: 'removed', hash })),
  TorrentStateChangedEvent: ([id, state]) =>
    about(id, (hash) => ({ kind: 'changed', patch: { hash, state: torrentState(state) } })),
  TorrentTrackerStatusEvent: ([id, status]) =>
    about(id, (hash) => ({ kind: 'changed', patch: { hash, ...trackerFields(status) } })),
  TorrentFinishedEvent: ([id]) => about(id, (hash) => ({ kind: 'finished', hash })),
  TorrentResumedEvent: touched,
  TorrentFileRenamedEvent: touched,
  TorrentFolderRenamedEvent: touched,
  // Declared but never sent by 2.0.3 and 2.2.0.
  TorrentStorageMovedEvent: touched,
  ConfigValueChangedEvent: ([key]) => (key === downKey || key === upKey ? { kind: 'limits' } : undefined),
  TorrentQueueChangedEvent: () => ({ kind: 'requeued' }),
  SessionStartedEvent: () => ({ kind: 'ready' }),
}

/**
 * The events worth asking for, of which 1.3 does not have all. CreateTorrentProgressEvent must never be among them: in
 * 3 of 6 runs on 2.0.3 it left the connection dead for good.
 */
export const interests: readonly string[] = Object.keys(translators)

export function toSignal(name: string, args: readonly WireValue[]): Signal | undefined {
  return Object.hasOwn(translators, name) ? translators[name]!(args) : undefined
}

/** Whether an event says that files of a torrent have other paths now. */
export function isRename(name: string): boolean {
  return name === 'TorrentFileRenamedEvent' || name === 'TorrentFolderRenamedEvent'
}

function about(id: WireValue | undefined, build: (hash: string) => Signal): Signal | undefined {
  const hash = asHash(id)
  return hash === undefined ? undefined : build(hash)
}
