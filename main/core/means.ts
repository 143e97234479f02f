import type { CallResult } from '../../preload/contract/calls.ts'
import type { News } from '../../preload/contract/app.ts'
import type { Keeper } from '../store/keeper.ts'

/** What a door can do outside of its windows. */
export interface Outside {
  /**
   * Tells news through the system. true = the person was told, or has the window before them and sees it anyway;
   * false = the system would not: the windows say it.
   */
  notify(news: News): Promise<boolean>
  /** Opens an https or mailto address, asking first where it may come from a torrent. Fails with Fault 'invalid'. */
  openExternal(url: string): Promise<CallResult<'app.openExternal'>>
  /** Shows the data folder in the system's own program for files; null = this door cannot. */
  openFolder: (() => Promise<void>) | null
  /**
   * Asks where to, and saves a text there; one in parts is asked for as they are written. Fails with a Fault that says
   * why it cannot be written.
   */
  saveFile(name: string, content: string | AsyncIterable<string>): Promise<CallResult<'app.saveFile'>>
}

/** The web door has nothing but its pages: the machine that it runs on may not be the one the person sits at. */
export const pagesOnly: Outside = {
  notify: () => Promise.resolve(false),
  openExternal: () => Promise.resolve('yours'),
  openFolder: null,
  saveFile: () => Promise.resolve('yours'),
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
