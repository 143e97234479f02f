import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import * as v from 'valibot'
import { mostTorrentFileBytes } from '../../preload/contract/torrents.ts'
import { channels } from '../../preload/contract/channels.ts'
import type { Answer, ErrorCode } from '../../preload/contract/errors.ts'
import { feeds, type FeedName } from '../../preload/contract/feeds.ts'
import type { Caller, Core } from '../core/core.ts'
import { Fault, toProblem } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { isFromOurWindow } from './guard.ts'
import { isPlainWithin } from './plain.ts'

const ListeningSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const FeedNameSchema = v.picklist(Object.keys(feeds) as FeedName[])
/** More feeds than a window ever listens to at once. */
const mostListenings = 200
/** Room for the largest torrent file in base64 (two bytes a character), and the words around it. */
const mostBytes = 2 * Math.ceil((mostTorrentFileBytes * 4) / 3) + 128 * 1024

export interface Connections {
  ipcMain: Pick<IpcMain, 'handle' | 'on'>
  core: Core
  log: Log
  /** Whether a web contents is that of a window that the program opened. */
  isOurs: (contents: WebContents) => boolean
}

/** One window's page: its caller and what it listens to. */
interface Visit {
  caller: Caller
  listenings: Map<number, () => void>
}

/** Connects the windows' messages with the core. Every message is checked for its sender, then for its form. */
export function connectWindows({ ipcMain, core, log, isOurs }: Connections): void {
  const visits = new Map<WebContents, Visit>()
  const watched = new WeakSet<WebContents>()

  ipcMain.handle(channels.call, (event, name: unknown, args: unknown): Promise<Answer<unknown>> | Answer<never> => {
    if (!isFromOurWindow(event, isOurs)) {
      log.warn('refused a call that came from no window of ours')
      return refusal('unauthorized', 'Only Estuary’s own window may do this.')
    }
    if (!isPlainWithin(args, mostBytes)) return refusal('invalid', 'That is more than a call may carry.')
    // The core checks the name and the arguments against the contract.
    return visitOf(event.sender).caller.call(name, args)
  })

  onMessage(channels.on, (contents, id, feed) => {
    const name = v.safeParse(FeedNameSchema, feed)
    const { caller, listenings } = visitOf(contents)
    if (!name.success || listenings.size >= mostListenings) return
    listenings.get(id)?.()
    const deliver = (item: unknown): void => {
      if (!contents.isDestroyed()) contents.send(channels.item, id, item)
    }
    listenings.set(id, caller.on(name.output, deliver))
  })

  onMessage(channels.off, (contents, id) => {
    const { listenings } = visitOf(contents)
    listenings.get(id)?.()
    listenings.delete(id)
  })

  function onMessage(channel: string, run: (contents: WebContents, id: number, rest: unknown) => void): void {
    ipcMain.on(channel, (event: IpcMainEvent, id: unknown, rest: unknown) => {
      const listening = v.safeParse(ListeningSchema, id)
      if (isFromOurWindow(event, isOurs) && listening.success) run(event.sender, listening.output, rest)
      else log.warn({ channel }, 'refused a message')
    })
  }

  /** A page's visit begins with its first message and ends when it is reloaded, crashes or is closed. */
  function visitOf(contents: WebContents): Visit {
    const known = visits.get(contents)
    if (known) return known
    const visit: Visit = { caller: core.enter(), listenings: new Map() }
    visits.set(contents, visit)
    if (!watched.has(contents)) watchFor(contents)
    return visit
  }

  function watchFor(contents: WebContents): void {
    watched.add(contents)
    const end = (): void => {
      const visit = visits.get(contents)
      visits.delete(contents)
      for (const stop of visit?.listenings.values() ?? []) stop()
      visit?.caller.leave()
    }
    contents.on('did-navigate', end)
    contents.on('render-process-gone', end)
    contents.on('destroyed', end)
  }
}

function refusal(code: ErrorCode, message: string): Answer<never> {
  return { ok: false, error: toProblem(new Fault(code, message)) }
}
