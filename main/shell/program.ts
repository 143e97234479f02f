import { app, dialog, ipcMain, Menu, net, powerMonitor, safeStorage, session, shell } from 'electron'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Lead } from '../../preload/contract/notices.ts'
import type { Says } from '../../preload/contract/says.ts'
import { sentence } from '../../preload/text/shown.ts'
import { inEnglish, say } from '../../preload/words/sentences.ts'
import type { Handed } from '../../preload/contract/app.ts'
import { registry } from '../backend/registry.ts'
import { openCore } from '../core/app.ts'
import type { Core } from '../core/core.ts'
import type { Means, Outside } from '../core/means.ts'
import { systemClock } from '../lib/clock.ts'
import { type Ending, faultCode, noteEndings, spellEndings, startAfter, withEnding } from '../lib/endings.ts'
import { asFault, Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import type { LogBook } from '../lib/logbook.ts'
import type { SafeStart } from '../lib/options.ts'
import { readPageFiles } from '../lib/page.ts'
import { onUncaught } from '../lib/uncaught.ts'
import { lockFolder, type Lock } from '../store/lock.ts'
import { unwritten } from '../store/trouble.ts'
import { ask } from './dialogs.ts'
import { ClipboardWatch } from './clipboard.ts'
import { WayOut } from './external.ts'
import { asksForAct, readAct } from './acts.ts'
import { Crashes } from './crashes.ts'
import { SystemDesktop } from './desktop.ts'
import { knowsSigner, readEdition } from './edition.ts'
import { guardAll, guardSession } from './guard.ts'
import { connectWindows } from './ipc.ts'
import { isEmpty, readLinks } from './links.ts'
import { type Memory, openMemory } from './memory.ts'
import { watchNetwork } from './network.ts'
import { menuTemplate } from './menu.ts'
import { newerAt } from './newer.ts'
import { notify } from './notify.ts'
import { Presence } from './presence.ts'
import { reveal } from './reveal.ts'
import { saver, saverOfMany } from './save.ts'
import { registerScheme, serveScheme } from './scheme.ts'
import { openSecrets } from './secrets.ts'
import { speech } from './speech.ts'
import { refusedSwitch } from './switches.ts'
import { ProgramUpdates, wayOf } from './updates.ts'
import { MainWindow } from './window.ts'

/** What is sent at the end may take so long; what is not answered then, the next start says. */
const longestSettlingMs = 10_000
/** The core may wait for its disk for two seconds. */
const longestEndMs = 3000
/** The system takes an update over in this time, or the program ends without it. */
const longestTakeoverMs = 60_000

export interface ProgramOptions {
  /** The folder with the built main, preload and renderer. */
  dist: string
  data: string
  /** Ends by faults of its own that this start follows. */
  endings: readonly Ending[]
  /** Why to start in safe mode; null = as usual. */
  safe: SafeStart | null
  log: Log
  /** Where that log keeps its last lines. */
  book: LogBook
}

/** Starts the desktop program. Everything up to the first wait has to happen before Electron is ready. */
export function startProgram(options: ProgramOptions): void {
  app.enableSandbox()
  registerScheme()
  // Electron keeps its own files, and the lock of its single instance, beside ours.
  app.setPath('userData', join(options.data, 'window'))
  const why = refusedSwitch(app.commandLine, app.isPackaged)
  if (why !== null) return refuse(why)
  if (!app.requestSingleInstanceLock()) return app.quit()
  const program = new Program(options)
  noteEndings(options.log, options.endings)
  onUncaught(options.log, (what) => program.endByFault(what))
  guardAll(app, (url) => program.openOutside(url))
  program.begin()
}

class Program {
  readonly #options: ProgramOptions
  readonly #kinds = registry.all().map(({ kind }) => kind)
  readonly #wayOut = new WayOut(this.#kinds.map(({ site }) => site))
  #running: { core: Core; lock: Lock; window: MainWindow; presence: Presence; updates: ProgramUpdates } | null = null
  /** Whether the person was asked about what waits, or cannot be. */
  #settling: 'not-asked' | 'asking' | 'over' = 'not-asked'
  /** Handed over before there was a core. */
  #early: Handed[] = []

  readonly #crashes: Crashes

  constructor(options: ProgramOptions) {
    const { data, log, book } = options
    this.#options = options
    this.#crashes = new Crashes(join(data, 'crashes.json'), app.getVersion(), log, book.secrets)
  }

  begin(): void {
    app.on('second-instance', (_event, argv, folder) => void this.#take(argv, folder))
    app.on('open-url', (event, url) => {
      event.preventDefault()
      void this.#take([url], '')
    })
    app.on('open-file', (event, path) => {
      event.preventDefault()
      void this.#take([path], '')
    })
    app.on('activate', () => this.#running?.window.show())
    app.on('window-all-closed', () => this.#windowless())
    app.on('before-quit', (event) => this.#settleFirst(event))
    app.on('will-quit', (event) => this.#endInOrder(event))
    // A polite request of the system: it waits for no answer.
    process.on('SIGTERM', () => this.#endAtOnce())
    app.whenReady().then(
      () => this.#open().catch((error: unknown) => this.#fail(error)),
      (error: unknown) => this.#fail(error),
    )
  }

  /** For addresses that come from anywhere: what must not be opened is not, and nobody needs to hear of it. */
  openOutside(url: string): void {
    const { log } = this.#options
    this.#wayOut.open(url).catch((error: unknown) => log.warn({ err: error }, 'an address was not opened'))
  }

  /**
   * Ends at once, and begins anew with what led to it on the command line: at most three times in ten minutes, then in
   * safe mode, and not again when that ends so, too.
   */
  endByFault(what: string): void {
    this.#crashes.note('program', what)
    const endings = withEnding(this.#options.endings, Date.now(), what)
    if (startAfter(endings) === 'never') return refuse(say('start.never'))
    // What was handed over (a link, a file) is not: it may be what ended it.
    const [own, ...given] = process.argv.slice(1)
    const again = (one: string): boolean => one.startsWith('--') && !one.startsWith('--endings=') && !asksForAct(one)
    const kept = given.filter(again)
    const first = own !== undefined && (!app.isPackaged || own.startsWith('--')) ? [own] : []
    app.relaunch({ args: [...first, ...kept, `--endings=${spellEndings(endings)}`] })
    app.exit(faultCode)
  }

  async #open(): Promise<void> {
    const { dist, data, log, book, safe } = this.#options
    // What the window takes for the system's language, too.
    speech.systemSpeaks([app.getLocale()])
    const files = await readPageFiles(join(dist, 'renderer'))
    const lock = lockFolder(data)
    const memory = openMemory(join(data, 'desktop.json'), log)
    const devTools = !app.isPackaged
    const window = new MainWindow({
      preload: join(dist, 'preload', 'preload.cjs'),
      devTools,
      memory,
      log,
      onCrash: (what) => this.#crashes.note('page', what),
    })
    const keeper = openSecrets({ folder: data, safe: safeStorage, platform: process.platform, memory })
    const args = process.argv.slice(1).filter((one) => one.startsWith('--data='))
    const desktop = new SystemDesktop({ args })
    const ways = { openFolder: () => this.#openFolder(), lead: (to: Lead) => this.#running?.core.lead(to) }
    const updates = this.#updates(memory)
    const outside = { ...outsideOf(window, this.#wayOut, ways), desktop, updates }
    const means: Means = { door: 'desktop', version: app.getVersion(), dataFolder: data, keeper, outside }
    const core = await openCore(means, { log, book, hold: () => lock.renew(), safe })
    const pictures = join(dist, '..', 'assets', 'tray')
    const program = process.execPath
    const presence = new Presence({ core, window, desktop, updates, kinds: this.#kinds, pictures, program, args, log })
    this.#running = { core, lock, window, presence, updates }
    updates.follow(core)
    guardSession(session.defaultSession)
    serveScheme(session.defaultSession, files)
    connectWindows({ ipcMain, core, log, isOurs: (contents) => window.owns(contents) })
    this.#furnish(devTools)
    speech.changed.on(() => this.#furnish(devTools))
    speech.follow(core)
    // Not what went wrong: it may hold what was in the clipboard.
    const onFault = (): void => log.error('the clipboard could not be looked at')
    new ClipboardWatch({ core, window, memory, onFault })
    this.#heedMachine(core)
    // Where a link or a wish comes with the start, somebody waits for the window.
    if (!(await presence.startsHidden()) || this.#early.length > 0) window.show()
    for (const handed of this.#early.splice(0)) core.handOver(handed)
    await this.#handOver(process.argv.slice(1), process.cwd())
  }

  #updates(memory: Memory): ProgramUpdates {
    const { dist, log } = this.#options
    const edition = readEdition(join(dist, '..', 'package.json'))
    const { platform, env, resourcesPath } = process
    const copy = { edition, isPackaged: app.isPackaged, platform, env, knowsSigner: knowsSigner(resourcesPath) }
    const way = wayOf(copy)
    const asks = edition !== null && (way === 'notice' || way === 'loads')
    const newer = asks ? newerAt({ address: edition.address, platform, log }) : null
    return new ProgramUpdates({ way, edition, newer, memory, clock: systemClock, log, quit: () => app.quit() })
  }

  /** What the machine does to connections and to processes. */
  #heedMachine(core: Core): void {
    powerMonitor.on('resume', () => core.wake())
    powerMonitor.on('shutdown', () => this.#endAtOnce())
    watchNetwork({
      clock: systemClock,
      isOnline: () => net.isOnline(),
      interfaces: networkInterfaces,
      onChange: () => core.wake(),
    })
    app.on('child-process-gone', (_event, { type, reason }) => {
      if (reason !== 'clean-exit') this.#crashes.note('helper', `${type}: ${reason}`)
    })
    this.#crashes.tell()
  }

  #furnish(devTools: boolean): void {
    const { log } = this.#options
    const openDataFolder = (): void => {
      this.#openFolder().catch((error: unknown) => log.warn({ err: error }, 'the data folder could not be opened'))
    }
    const openExternal = (url: string): void => this.openOutside(url)
    const { platform } = process
    const words = speech.words.menu
    const template = menuTemplate({ platform, devTools, words, kinds: this.#kinds, openExternal, openDataFolder })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
    app.setAboutPanelOptions({ applicationName: 'Estuary', applicationVersion: app.getVersion() })
  }

  async #openFolder(): Promise<void> {
    const { data } = this.#options
    // openPath starts what it is given: it is given this folder and nothing else.
    const problem = await shell.openPath(data)
    if (problem) throw new Fault('internal', say('folder.refused', { path: data, problem }), { retry: 'later' })
  }

  /** Brings the window forward and gives it what was handed over; it shows its add dialog. */
  async #take(argv: unknown, folder: unknown): Promise<void> {
    const act = readAct(argv)
    if (act !== null && this.#running) {
      this.#running.presence.do(act)
      return
    }
    this.#running?.window.show()
    await this.#handOver(argv, folder)
  }

  async #handOver(argv: unknown, folder: unknown): Promise<void> {
    // Nothing is there yet that could be paused; who wants to add is shown the window.
    if (readAct(argv) === 'add') this.#running?.presence.do('add')
    const handed = await readLinks(argv, folder)
    if (isEmpty(handed)) return
    if (this.#running) {
      this.#running.window.show()
      this.#running.core.handOver(handed)
    } else this.#early.push(handed)
  }

  /** The last window was closed: the program ends with it unless there is another way back to it. */
  #windowless(): void {
    const stays = this.#running?.presence.staysWithoutWindow() ?? Promise.resolve(false)
    stays.then(
      (isStaying) => {
        // Asking the desktop takes a moment, in which the window may have been opened again.
        if (!isStaying && this.#running?.window.isOpen !== true) app.quit()
      },
      (error: unknown) => this.#fail(error),
    )
  }

  /** The system ends: what waits to be removed is cancelled, which the next start says. */
  #endAtOnce(): void {
    this.#settling = 'over'
    app.quit()
  }

  /** Torrents that wait to be removed are asked about before the program ends. */
  #settleFirst(event: { preventDefault(): void }): void {
    const { log } = this.#options
    const core = this.#running?.core
    if (!core || this.#settling === 'over' || core.waitingRemovals === 0) return
    event.preventDefault()
    if (this.#settling === 'asking') return
    this.#settling = 'asking'
    const end = (): void => this.#endAtOnce()
    const asked = async (torrents: number): Promise<'now' | 'keep'> => {
      const answer = await askAboutRemovals(torrents)
      // A daemon that does not answer keeps no program from ending.
      setTimeout(end, longestSettlingMs).unref()
      return answer
    }
    core
      .settleRemovals(asked)
      .catch((error: unknown) => log.error({ err: error }, 'not all that waited is removed'))
      .then(end, end)
  }

  /** Lets the core write what is unwritten before the program ends, but not for ever. */
  #endInOrder(event: { preventDefault(): void }): void {
    const ending = this.#running
    if (!ending) return
    this.#running = null
    event.preventDefault()
    ending.presence.end()
    const late = setTimeout(() => app.exit(1), longestEndMs)
    ending.core
      .close()
      .finally(() => ending.lock.release())
      .then(
        (left) => {
          if (left) process.stderr.write(`${inEnglish(unwritten(left))}\n`)
          clearTimeout(late)
          // An update ends the program itself, as soon as the system has it.
          if (ending.updates.finish()) setTimeout(() => app.exit(0), longestTakeoverMs)
          else app.exit(0)
        },
        (error: unknown) => this.#fail(error),
      )
  }

  #fail(error: unknown): void {
    const fault = asFault(error)
    if (fault.code === 'internal') this.#options.log.error({ err: error }, 'the desktop program failed')
    refuse(fault.says)
  }
}

interface Ways {
  openFolder: () => Promise<void>
  lead: (to: Lead) => void
}

function outsideOf(
  window: MainWindow,
  wayOut: WayOut,
  { openFolder, lead }: Ways,
): Omit<Outside, 'desktop' | 'updates'> {
  return {
    notify: (news, showFolder) =>
      notify(news, {
        onClick: () => {
          window.show()
          lead(news.about)
        },
        onFolder: showFolder && (() => void showFolder().catch(sayWhyNot)),
      }),
    isInFront: () => window.isInFront,
    openExternal: (url) => wayOut.open(url),
    openFolder,
    showInFolder: (place) => reveal(place),
    saveFile: saver(),
    saveFiles: saverOfMany(),
  }
}

/** Without an answer nothing is removed. */
async function askAboutRemovals(torrents: number): Promise<'now' | 'keep'> {
  const words = speech.words.leaving
  const { response } = await ask({
    type: 'question',
    message: words.title(torrents),
    detail: words.explain,
    buttons: [words.now, words.keep],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0 ? 'now' : 'keep'
}

/** Says in a question of the system why something could not be done that was asked for outside of the window. */
function sayWhyNot(error: unknown): void {
  const { says } = asFault(error)
  const message = sentence(speech.say(says, inEnglish(says)))
  void ask({ type: 'warning', message, buttons: [speech.words.tray.close], noLink: true })
}

/** A sentence for the person instead of the program; in the terminal it is English, like the log. */
function refuse(says: Says): void {
  const english = sentence(inEnglish(says))
  process.stderr.write(`${english}\n`)
  if (app.isReady()) dialog.showErrorBox(speech.words.cannotStart, speech.say(says, english))
  app.exit(1)
}
