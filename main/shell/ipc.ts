import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import { say } from '../../preload/words/sentences.ts'
import { channels } from '../../preload/contract/channels.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import type { Caller, Core } from '../core/core.ts'
import { Fault, toProblem } from '../lib/fault.ts'
import { isListeningId, Listenings } from '../lib/listenings.ts'
import type { Log } from '../lib/log.ts'
import { isFromOurWindow } from './guard.ts'

export interface Connections {
  ipcMain: Pick<IpcMain, 'handle' | 'on'>
  core: Core
  log: Log
  /** Whether a web contents is that of a window that the program opened. */
  isOurs: (contents: WebContents) => boolean
}

/** One page of a window: its caller, and the feeds that are on. */
interface Page {
  caller: Caller
  listenings: Listenings
}

/** Connects the windows' messages with the core. Every message is checked for its sender here, and for its form in the core. */
export function connectWindows({ ipcMain, core, log, isOurs }: Connections): void {
  const pages = new Map<WebContents, Page>()
  const watched = new WeakSet<WebContents>()

  ipcMain.handle(channels.call, (event, name: unknown, args: unknown): Promise<Answer<unknown>> | Answer<never> => {
    if (!isFromOurWindow(event, isOurs)) {
      noteStranger(event.sender, channels.call)
      return { ok: false, error: toProblem(new Fault('unauthorized', say('door.window'))) }
    }
    // The core counts what it is given, and checks the name and the arguments against the contract.
    return pageOf(event.sender).caller.call(name, args)
  })

  onMessage(channels.on, (contents, id, name, args) => {
    const { caller, listenings } = pageOf(contents)
    listenings.begin(id, (listener) => caller.on(name, args, listener))
  })

  onMessage(channels.off, (contents, id) => pageOf(contents).listenings.end(id))

  function onMessage(channel: string, run: (contents: WebContents, id: number, ...rest: unknown[]) => void): void {
    ipcMain.on(channel, (event: IpcMainEvent, id: unknown, ...rest: unknown[]) => {
      if (isFromOurWindow(event, isOurs) && isListeningId(id)) run(event.sender, id, ...rest)
      else noteStranger(event.sender, channel)
    })
  }

  /** What a window of ours still says while it closes is nobody's attack. */
  function noteStranger(contents: WebContents, channel: string): void {
    if (watched.has(contents) && contents.isDestroyed()) log.debug({ channel }, 'a window that has closed said more')
    else log.warn({ channel }, 'refused a call or listening that came from no window of ours')
  }

  /** A page is there from its first message until it is reloaded, crashes or is closed. */
  function pageOf(contents: WebContents): Page {
    const known = pages.get(contents)
    if (known) return known
    const tell = (channel: string, id: number, what: unknown): void => {
      if (!contents.isDestroyed()) contents.send(channel, id, what)
    }
    const listenings = new Listenings({
      item: (id, item) => tell(channels.item, id, item),
      end: (id, why) => tell(channels.end, id, why),
    })
    const page: Page = { caller: core.enter('window'), listenings }
    pages.set(contents, page)
    if (!watched.has(contents)) watchFor(contents)
    return page
  }

  function watchFor(contents: WebContents): void {
    watched.add(contents)
    const end = (): void => {
      const page = pages.get(contents)
      pages.delete(contents)
      page?.listenings.endAll()
      page?.caller.leave()
    }
    contents.on('did-navigate', end)
    contents.on('render-process-gone', end)
    contents.on('destroyed', end)
  }
}
