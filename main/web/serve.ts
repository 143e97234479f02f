import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inEnglish } from '../../preload/words/sentences.ts'
import { openCore } from '../core/app.ts'
import { type Means, pagesOnly } from '../core/means.ts'
import { noteEndings } from '../lib/endings.ts'
import { asFault } from '../lib/fault.ts'
import { createLog, type Log } from '../lib/log.ts'
import { LogBook } from '../lib/logbook.ts'
import { keepHeapYoungSmall } from '../lib/heap.ts'
import { type Options, safeModeOf } from '../lib/options.ts'
import { readPageFiles, type PageFiles } from '../lib/page.ts'
import { openFileKeeper } from '../store/keeper.ts'
import { unwritten } from '../store/trouble.ts'
import { lockFolder, type Lock } from '../store/lock.ts'
import { openBrowser } from './browser.ts'
import type { WebDoor } from './door.ts'
import { endOnFault, endOnSignal } from './ending.ts'
import { askForAddress, leaveNote, removeNote } from './handover.ts'

const root = join(import.meta.dirname, '../..')

/** Where the window comes from when it is not the built one: the development server. */
export interface OtherPage {
  origin: string
  /** Told when the door is open, with its port; resolves when the page can be opened. */
  start(port: number): Promise<void>
}

/**
 * Opens the data directory, the core and the web door, prints the address, and ends it all on a signal.
 * When another web door holds the directory, that one is asked for a fresh address instead.
 * Fails with Faults: 'locked', 'future', 'not-found' (the window is not built), 'refused' (the port is taken).
 */
export async function serveWeb(options: Options, other: OtherPage | null = null): Promise<void> {
  keepHeapYoungSmall()
  const book = new LogBook()
  const log = createLog(process.env['ESTUARY_LOG'] ?? 'warn', undefined, book)
  noteEndings(log, options.endings)
  endOnFault(log)
  const lock = await lockOrHandOver(options)
  if (!lock) return
  try {
    const files = other ? null : readPageFiles(join(root, 'dist', 'renderer'))
    // Waited for behind the core, which takes longer.
    files?.catch(() => {})
    const { door, stop } = await openAll({ options, files, other, log, book, lock })
    lock.describe({ address: door.origin })
    endOnSignal(() => stop().finally(() => lock.release()))
    await announce(door.freshUrl(other?.origin), options)
  } catch (error) {
    lock.release()
    throw error
  }
}

/** null = the holder gave a fresh address and there is nothing more to do. */
async function lockOrHandOver(options: Options): Promise<Lock | null> {
  try {
    return lockFolder(options.data)
  } catch (error) {
    const url = asFault(error).code === 'locked' ? await askForAddress(options.data) : null
    if (url === null) throw error
    console.log('Estuary is already running with this data.')
    await announce(url, options)
    return null
  }
}

interface Opening {
  options: Options
  files: Promise<PageFiles> | null
  other: OtherPage | null
  log: Log
  book: LogBook
  lock: Lock
}

async function openAll({ options, files, other, log, book, lock }: Opening) {
  const keeper = openFileKeeper(options.data)
  const means: Means = {
    door: 'web',
    version: await ownVersion(),
    dataFolder: options.data,
    keeper,
    outside: pagesOnly,
  }
  const opening = openCore(means, { log, book, hold: () => lock.renew(), safe: safeModeOf(options) })
  // While the store's thread begins, what answers a browser is loaded.
  const [core, { openWebDoor }] = await Promise.all([opening, import('./door.ts')])
  let door: WebDoor | undefined
  const stop = async (): Promise<void> => {
    // A second start finds that nobody answers there.
    quietly(log, () => removeNote(options.data))
    await door?.close()
    const left = await core.close()
    if (left) console.error(inEnglish(unwritten(left)))
  }
  try {
    const port = other ? 0 : options.port
    door = await openWebDoor({ core, port, files: await files, log, furtherOrigins: other ? [other.origin] : [] })
    const note = { port: door.port, key: door.handOverKey }
    quietly(log, () => leaveNote(options.data, note))
    await other?.start(door.port)
    return { door, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What a disk that takes nothing more must not end. */
function quietly(log: Log, work: () => void): void {
  try {
    work()
  } catch (error) {
    log.warn({ problem: asFault(error).message }, 'the note for a second start is not as it should be')
  }
}

async function announce(url: string, options: Options): Promise<void> {
  console.log(`Estuary is at ${url}`)
  if (!options.open || (await openBrowser(url))) return
  console.log('No browser could be opened from here: open that address yourself. It is good for one visit.')
}

async function ownVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return version
}
