import { faultOfFolder } from './folder.ts'
import type { OptionName, TorrentOptions } from '../../../preload/contract/options.ts'
import { mostLastFolders, type Settings } from '../../../preload/contract/settings.ts'
import type { CallArgs } from '../../../preload/contract/calls.ts'

/** What a torrent is to be. */
export interface Wishes {
  /** On the daemon's machine; empty = its usual one. */
  readonly folder: string
  readonly start: boolean
  /** To the top of the queue. */
  readonly top: boolean
  /** What the person said; of the rest, the daemon's own settings count. */
  readonly options: TorrentOptions
}

export const noWishes: Wishes = { folder: '', start: true, top: false, options: {} }

type Choice = Settings['adding']['choices'][string]

/** Options that are remembered for the next time; a limit is meant for one torrent. */
const remembered: readonly OptionName[] = ['label', 'moveWhenDone', 'moveFolder', 'sequential', 'firstLast']

export function wishesOf(choice: Choice | undefined): Wishes {
  if (!choice) return noWishes
  return { folder: choice.folder, start: !choice.paused, top: false, options: choice.options }
}

/** What is remembered of a daemon, with the folder that was used now before those of earlier. */
export function choiceOf({ folder, start, options }: Wishes, before: Choice | undefined): Choice {
  const used = folder.trim()
  const folders = [used, ...(before?.folders ?? [])].filter((one, at, all) => one !== '' && all.indexOf(one) === at)
  const entries = Object.entries(options).filter(([name]) => remembered.includes(name as OptionName))
  return {
    folder: used,
    paused: !start,
    folders: folders.filter(({ length }) => length <= 1024).slice(0, mostLastFolders),
    options: Object.fromEntries(entries),
  }
}

/** The value that counts of an option: what was said, else what the daemon does by itself. */
export function valueOf<N extends OptionName>(
  name: N,
  { options }: Wishes,
  defaults: TorrentOptions,
): TorrentOptions[N] | undefined {
  return options[name] ?? defaults[name]
}

/** The arguments that say so; what the daemon does anyway, and what it cannot, is left out. */
export function argsOf(
  { folder, start, top, options }: Wishes,
  defaults: TorrentOptions,
  cannot: ReadonlySet<OptionName>,
): Pick<CallArgs<'torrents.add'>, 'folder' | 'paused' | 'options' | 'top'> {
  const said = Object.entries(options).filter(([name, value]) => {
    const option = name as OptionName
    if (cannot.has(option)) return false
    if (option === 'label' || option === 'owner') return value !== ''
    return value !== undefined && value !== defaults[option]
  })
  return {
    paused: !start,
    ...(folder.trim() === '' ? {} : { folder: folder.trim() }),
    ...(said.length === 0 ? {} : { options: Object.fromEntries(said) }),
    ...(top ? { top } : {}),
  }
}

/** "Move there when done", where empty means that it stays. */
export function withMoveFolder(options: TorrentOptions, folder: string): TorrentOptions {
  const { moveFolder: _folder, moveWhenDone: _when, ...others } = options
  const moveFolder = folder.trim()
  return moveFolder === '' ? { ...others, moveWhenDone: false } : { ...others, moveWhenDone: true, moveFolder }
}

/** Whether all of it can be meant. */
export function isSound({ folder, options }: Wishes): boolean {
  return faultOfFolder(folder) === null && faultOfFolder(options.moveFolder ?? '') === null
}
