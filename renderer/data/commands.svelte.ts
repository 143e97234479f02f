import { type CommandId, commandNames, removeWords, t, type Verb } from '../text/words.ts'
import type { TorrentKey } from '../../preload/contract/keys.ts'
import { facetNames } from '../../preload/listing/filter.ts'
import type { Actions } from './actions.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Dialogs } from './dialogs.svelte.ts'
import type { WindowFrame } from './frame.svelte.ts'
import type { Listing } from './listing.svelte.ts'
import type { Pages } from './pages.svelte.ts'
import type { Removals } from './removals.svelte.ts'
import type { SettingsMirror } from './settings.svelte.ts'

/** Where a command's keys count: anywhere in the window, or in the list of torrents. */
export type Where = 'window' | 'list'

/** What a command belongs to. */
export type CommandGroup = 'torrents' | 'window' | 'filters' | 'settings'

export interface Command {
  readonly id: CommandId
  readonly group: CommandGroup
  readonly where: Where
  /** Its keys unless the person chose others. */
  readonly keys: readonly string[]
}

/** What commands need from the parts of the window that are on the screen. */
export interface Stage {
  find(): void
  chooseFiles(): void
}

export interface CommandsOptions {
  actions: Actions
  removals: Removals
  daemons: Daemons
  dialogs: Dialogs
  frame: WindowFrame
  listing: Listing
  pages: Pages
  settings: SettingsMirror
}

interface Spec {
  readonly group: CommandGroup
  readonly where?: Where
  readonly keys?: readonly string[]
  /** The verb that it does to the selected torrents: what stops the verb stops it. */
  readonly verb?: Verb
  /** It makes sense for one torrent at a time only. */
  readonly isForOne?: boolean
}

const specs: Readonly<Record<CommandId, Spec>> = {
  find: { group: 'window', keys: ['/', 'Ctrl+F'] },
  palette: { group: 'window', keys: ['Ctrl+K'] },
  addFile: { group: 'window', keys: ['Ctrl+O'] },
  addLink: { group: 'window', keys: ['Ctrl+U', 'Ctrl+I'] },
  details: { group: 'window', keys: ['Ctrl+D'] },
  shortcuts: { group: 'window', keys: ['?'] },
  settings: { group: 'window', keys: ['Ctrl+,'] },
  daemons: { group: 'window' },
  accounts: { group: 'window' },
  events: { group: 'window' },
  addDaemon: { group: 'window' },
  toggle: { group: 'torrents', where: 'list', keys: ['Space'] },
  resume: { group: 'torrents', where: 'list', verb: 'resume' },
  pause: { group: 'torrents', where: 'list', verb: 'pause' },
  recheck: { group: 'torrents', where: 'list', verb: 'recheck' },
  reannounce: { group: 'torrents', where: 'list', verb: 'reannounce' },
  move: { group: 'torrents', where: 'list', verb: 'move' },
  label: { group: 'torrents', where: 'list', verb: 'label' },
  limits: { group: 'torrents', where: 'list', verb: 'options' },
  sharing: { group: 'torrents', where: 'list', verb: 'options' },
  queueTop: { group: 'torrents', where: 'list', keys: ['Alt+Home'], verb: 'queue' },
  queueUp: { group: 'torrents', where: 'list', keys: ['Alt+ArrowUp'], verb: 'queue' },
  queueDown: { group: 'torrents', where: 'list', keys: ['Alt+ArrowDown'], verb: 'queue' },
  queueBottom: { group: 'torrents', where: 'list', keys: ['Alt+End'], verb: 'queue' },
  copyName: { group: 'torrents', where: 'list', keys: ['Ctrl+C'] },
  copyMagnet: { group: 'torrents', where: 'list' },
  copyHash: { group: 'torrents', where: 'list' },
  copyPath: { group: 'torrents', where: 'list' },
  showFolder: { group: 'torrents', where: 'list', keys: ['Ctrl+Enter'], isForOne: true },
  saveFile: { group: 'torrents', where: 'list' },
  rename: { group: 'torrents', where: 'list', keys: ['F2'], verb: 'rename', isForOne: true },
  remove: { group: 'torrents', where: 'list', keys: ['Delete'], verb: 'remove' },
  removeFiles: { group: 'torrents', where: 'list', keys: ['Shift+Delete'], verb: 'removeFiles' },
  undoRemoval: { group: 'torrents', keys: ['Ctrl+Z'] },
  selectAll: { group: 'torrents', where: 'list', keys: ['Ctrl+A'] },
  showAll: { group: 'filters', keys: ['Alt+0'] },
  clearFilters: { group: 'filters' },
  themeSystem: { group: 'settings' },
  themeLight: { group: 'settings' },
  themeDark: { group: 'settings' },
  compact: { group: 'settings' },
  comfortable: { group: 'settings' },
  resetColumns: { group: 'settings' },
  log: { group: 'settings' },
  exportSettings: { group: 'settings' },
  importSettings: { group: 'settings' },
}

/** Commands that act on the selected torrents, beside those with a verb. */
const ofSelection: ReadonlySet<CommandId> = new Set([
  'toggle',
  'copyName',
  'copyMagnet',
  'copyHash',
  'copyPath',
  'showFolder',
  'saveFile',
])
const mostRecent = 5

/** Everything that can be done in the window by name: behind toolbar, menus, keys and palette stands this one table. */
export class Commands {
  readonly all: readonly Command[]
  readonly #options: CommandsOptions
  readonly #runs: Readonly<Record<CommandId, () => void>>
  #stage: Stage | null = null

  constructor(options: CommandsOptions) {
    this.#options = options
    this.all = (Object.keys(specs) as CommandId[]).map((id) => {
      const { group, where = 'window', keys = [] } = specs[id]
      return { id, group, where, keys }
    })
    this.#runs = this.#table()
  }

  /** The part of the window that is there now; the returned function takes it away. */
  play(stage: Stage): () => void {
    this.#stage = stage
    return () => {
      if (this.#stage === stage) this.#stage = null
    }
  }

  /** What it is called, in the language of now. */
  name(id: CommandId): string {
    return commandNames[id]
  }

  /** The keys of a command: the person's own, else the usual ones. */
  keysOf(id: CommandId): readonly string[] {
    return this.#options.settings.value.keys[id] ?? specs[id].keys ?? []
  }

  /** Who has a shortcut; null = nobody. Keys of the list do not count elsewhere. */
  at(shortcut: string, where: Where): CommandId | null {
    for (const { id, where: own } of this.all) {
      if (own === where && this.keysOf(id).includes(shortcut)) return id
    }
    return null
  }

  /** Why a command makes no sense now, in words for the person; null = it may be run. */
  why(id: CommandId): string | null {
    const { actions, listing, pages, removals } = this.#options
    const { verb, where, isForOne = false } = specs[id]
    if (id === 'undoRemoval') return removals.undoable.length > 0 ? null : removeWords.nothingToUndo
    if (where === 'list' && pages.open !== null) return t.results.listFirst
    if (isForOne && listing.selected.length > 1) return t.results.chooseOne
    if (verb) return actions.why(verb, listing.selected)
    if (id === 'showFolder') return actions.whyNotShown(listing.selected)
    if (ofSelection.has(id) && listing.selected.length === 0) return t.results.chooseFirst
    return null
  }

  /** Whether a command acts on the selected torrents. */
  isOfSelection(id: CommandId): boolean {
    return specs[id].verb !== undefined || ofSelection.has(id)
  }

  /** Runs a command; nothing happens where it makes no sense. */
  run(id: CommandId): void {
    if (this.why(id) === null) this.#runs[id]()
  }

  /** Runs what was chosen by its name, and remembers that. */
  choose(id: CommandId): void {
    const { settings } = this.#options
    const recent = [id, ...settings.value.recentCommands.filter((other) => other !== id)].slice(0, mostRecent)
    settings.set({ recentCommands: recent })
    this.run(id)
  }

  /** What was chosen by name lately, the last first. */
  get recent(): readonly CommandId[] {
    return this.#options.settings.value.recentCommands.filter((id): id is CommandId => Object.hasOwn(specs, id))
  }

  #table(): Record<CommandId, () => void> {
    const { actions, daemons, dialogs, frame, listing, pages, removals, settings } = this.#options
    /** Without a daemon nothing can be added but a daemon. */
    const add = (run: () => void): void => {
      if (daemons.ready && daemons.list.length === 0) dialogs.show({ kind: 'daemons', adding: true })
      else run()
    }
    const keys = (): readonly string[] => removals.staying(listing.selected)
    return {
      find: () => this.#stage?.find(),
      palette: () => dialogs.show({ kind: 'palette' }),
      shortcuts: () => dialogs.show({ kind: 'shortcuts' }),
      addFile: () => add(() => this.#stage?.chooseFiles()),
      addLink: () => add(() => dialogs.show({ kind: 'add' })),
      details: () => {
        // Behind a page they only come into sight.
        if (pages.open === null) frame.showDetails(!frame.detailsOpen)
        else frame.showDetails(true)
        pages.leave()
      },
      settings: () => pages.show('settings'),
      daemons: () => dialogs.show({ kind: 'daemons' }),
      accounts: () => pages.show('accounts'),
      events: () => pages.show('events'),
      addDaemon: () => dialogs.show({ kind: 'daemons', adding: true }),
      showAll: () => {
        pages.leave()
        for (const facet of facetNames) if (listing.facets[facet].size > 0) listing.clearFacet(facet)
      },
      clearFilters: () => {
        pages.leave()
        listing.clear()
      },
      toggle: () => void actions.toggle(keys()),
      resume: () => void actions.resume(keys()),
      pause: () => void actions.pause(keys()),
      recheck: () => void actions.recheck(keys()),
      reannounce: () => void actions.reannounce(keys()),
      move: () => dialogs.show({ kind: 'move', keys: keys() }),
      label: () => dialogs.show({ kind: 'label', keys: keys() }),
      limits: () => dialogs.show({ kind: 'options', about: 'limits', keys: keys() }),
      sharing: () => dialogs.show({ kind: 'options', about: 'sharing', keys: keys() }),
      queueTop: () => void actions.queue(keys(), 'top'),
      queueUp: () => void actions.queue(keys(), 'up'),
      queueDown: () => void actions.queue(keys(), 'down'),
      queueBottom: () => void actions.queue(keys(), 'bottom'),
      copyName: () => void actions.copy('name', listing.selected),
      copyMagnet: () => void actions.copy('magnet', listing.selected),
      copyHash: () => void actions.copy('hash', listing.selected),
      copyPath: () => void actions.copy('path', listing.selected),
      showFolder: () => void actions.showFolder(keys()[0] as TorrentKey),
      saveFile: () => void actions.saveFiles(keys()),
      rename: () => dialogs.show({ kind: 'rename', torrent: keys()[0] as TorrentKey }),
      remove: () => dialogs.show({ kind: 'remove', keys: keys(), withFiles: false }),
      removeFiles: () => dialogs.show({ kind: 'remove', keys: keys(), withFiles: true }),
      undoRemoval: () => {
        const [newest] = removals.undoable
        if (newest) void removals.undo(newest.removal.id)
      },
      selectAll: () => listing.selectAll(),
      themeSystem: () => settings.set({ theme: 'system' }),
      themeLight: () => settings.set({ theme: 'light' }),
      themeDark: () => settings.set({ theme: 'dark' }),
      compact: () => settings.set({ density: 'compact' }),
      comfortable: () => settings.set({ density: 'comfortable' }),
      resetColumns: () => settings.set({ columns: [] }),
      log: () => dialogs.show({ kind: 'log' }),
      exportSettings: () => void settings.export(),
      importSettings: () => dialogs.show({ kind: 'transfer' }),
    }
  }
}
