import type { Problem } from '../../preload/contract/errors.ts'
import type { CallResult } from '../../preload/contract/calls.ts'
import type { News } from '../../preload/contract/app.ts'
import type { DesktopState, LinkKind } from '../../preload/contract/desktop.ts'
import type { UpdateState } from '../../preload/contract/updates.ts'
import type { Emitter } from '../lib/emitter.ts'
import type { Keeper } from '../store/keeper.ts'

/** Where something is for the person. */
export interface ShownPlace {
  /** A whole path, or smb://server/share/… */
  folder: string
  /** One name, without any separator. */
  item: string
}

/** What the desktop that a door stands on says of the program, and can be told. Every change answers with what is then. */
export interface Desktop {
  state(): Promise<DesktopState>
  /** Fails with a Fault that says why it cannot be. */
  startAtLogin(on: boolean): Promise<DesktopState>
  /** Asks the system to give links or files to this program. Fails with a Fault where that cannot be asked. */
  openLinks(kind: LinkKind): Promise<DesktopState>
}

/** Newer versions of the program, as a door can have them. */
export interface Updates {
  readonly state: UpdateState
  readonly changed: Emitter<UpdateState>
  /** Resolves with what is known then; what went wrong stands in it. */
  ask(): Promise<UpdateState>
  /** Begins to fetch what was found. Fails with Fault 'invalid' where that cannot be. */
  load(): UpdateState
  /** Ends the program and installs what is ready. Fails with Fault 'invalid' where nothing is. */
  install(): void
}

/** A whole text, bytes, or a text in parts. */
export type FileContent = string | Uint8Array | AsyncIterable<string>

/** A file to be saved; each name stands once among those that are saved together. */
export interface NamedFile {
  name: string
  content: Uint8Array
}

/** What a door can do outside of its windows. */
export interface Outside {
  /**
   * Tells news through the system. true = the person was told; false = the system would not: the windows say it.
   * @param showFolder shows where it lies, what the news are about; null = that is not known here
   */
  notify(news: News, showFolder: (() => Promise<void>) | null): Promise<boolean>
  /** Whether the person has the door's own window before them; pages say it themselves (view.focus). */
  isInFront(): boolean
  /** Opens an https or mailto address, asking first where it may come from a torrent. Fails with Fault 'invalid'. */
  openExternal(url: string): Promise<CallResult<'app.openExternal'>>
  /** Shows the data folder in the system's own program for files; null = this door cannot. */
  openFolder: (() => Promise<void>) | null
  /**
   * Shows what lies in a folder (or the folder itself, where it is not there) in the system's own program for files,
   * without opening it; null = this door cannot. Fails with Fault 'invalid', 'not-found' or 'timeout'.
   */
  showInFolder: ((place: ShownPlace) => Promise<void>) | null
  /**
   * Asks where to, and saves a text or bytes there; a text in parts is asked for as they are written. Fails with a Fault
   * that says why it cannot be written.
   */
  saveFile(name: string, content: FileContent): Promise<CallResult<'app.saveFile'>>
  /**
   * Asks for a folder, and saves files in it, none in the place of another: one that is there is left alone, and the new
   * one gets a number behind its name. Answers, in their order, why one could not be written; null = this door cannot.
   */
  saveFiles: ((files: readonly NamedFile[]) => Promise<'declined' | (Problem | null)[]>) | null
  /** null = the door stands on none. */
  desktop: Desktop | null
  /** null = the door has no say in what version runs. */
  updates: Updates | null
}

/** The web door has nothing but its pages: the machine that it runs on may not be the one the person sits at. */
export const pagesOnly: Outside = {
  notify: () => Promise.resolve(false),
  isInFront: () => false,
  openExternal: () => Promise.resolve('yours'),
  openFolder: null,
  showInFolder: null,
  saveFile: () => Promise.resolve('yours'),
  saveFiles: null,
  desktop: null,
  updates: null,
}

/** What a door gives to the core. */
export interface Means {
  readonly door: 'desktop' | 'web'
  readonly version: string
  /** The data directory; it exists and is ours. */
  readonly dataFolder: string
  readonly keeper: Keeper
  readonly outside: Outside
}
