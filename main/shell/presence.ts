import { app, Menu } from 'electron'
import type { Daemon } from '../../preload/contract/daemons.ts'
import { usualDesktop } from '../../preload/contract/desktop.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import type { FeedItem, FeedName } from '../../preload/contract/feeds.ts'
import type { Kind } from '../../preload/contract/kinds.ts'
import type { Whole, WholeResult } from '../../preload/contract/whole.ts'
import { sentence } from '../../preload/text/shown.ts'
import type { Caller, Core } from '../core/core.ts'
import { inBackground } from '../lib/guard.ts'
import type { Log } from '../lib/log.ts'
import { jumpList, showActs } from './acts.ts'
import type { SystemDesktop } from './desktop.ts'
import { ask } from './dialogs.ts'
import { speech } from './speech.ts'
import { menuLines, pictureOf, TrayIcon } from './tray.ts'
import { progressOf, type TrayAct, type TrayFacts, type TrayLine, trayLook, wholeLines } from './tray-look.ts'
import type { MainWindow } from './window.ts'

export interface PresenceOptions {
  core: Core
  window: MainWindow
  desktop: SystemDesktop
  kinds: readonly Kind[]
  /** The folder of the pictures. */
  pictures: string
  /** What another start of this program needs. */
  program: string
  args: readonly string[]
  platform?: NodeJS.Platform
  log: Log
}

const nothing: Whole = { running: 0, halted: 0, loading: { torrents: 0, wantedBytes: 0, doneBytes: 0 } }
/** A bar that moves by less than this moves for nobody. */
const progressSteps = 200

/** What is seen of the program beside its window: tray, taskbar and dock. It looks at the core as a program does. */
export class Presence {
  readonly #options: PresenceOptions
  readonly #platform: NodeJS.Platform
  readonly #caller: Caller
  readonly #tray: TrayIcon
  #settings = usualDesktop
  #daemons: readonly Daemon[] = []
  #whole = nothing
  /** Finished since the window was looked at. */
  #finished = 0
  #shownActs = ''

  constructor(options: PresenceOptions) {
    const { core, window, pictures, platform = process.platform } = options
    this.#options = options
    this.#platform = platform
    this.#tray = new TrayIcon({ pictures, platform, act: (act) => this.do(act) })
    this.#caller = core.enter('program')
    this.#follow('settings', ({ desktop }) => {
      this.#settings = desktop
      this.#draw()
    })
    this.#follow('daemons', (daemons) => {
      this.#daemons = daemons
      this.#draw()
    })
    this.#follow('whole', (whole) => {
      this.#whole = whole
      this.#draw()
    })
    this.#follow('events', (events) => {
      if (window.isInFront) return
      this.#finished += events.filter(({ kind, away }) => kind === 'finished' && !away).length
      this.#draw()
    })
    window.looked.on(() => {
      this.#finished = 0
      this.#draw()
    })
    speech.changed.on(() => this.#draw())
  }

  /** Whether the program goes on when its last window is closed: only where there is a way back to it. */
  async staysWithoutWindow(): Promise<boolean> {
    if (this.#platform === 'darwin') return true
    if (!this.#settings.closeToTray || !this.#tray.isThere) return false
    return this.#options.desktop.hasTray()
  }

  /** Whether it starts without its window. */
  async startsHidden(): Promise<boolean> {
    if (!this.#settings.startHidden || !this.#settings.tray) return false
    return this.#options.desktop.hasTray()
  }

  do(act: TrayAct): void {
    const { core, log, window } = this.#options
    switch (act) {
      case 'quit':
        return app.quit()
      case 'open':
        return window.show()
      case 'add':
        window.show()
        return core.handOver({ sources: [], problems: [] })
      default:
        inBackground(
          () => this.#doToAll(act),
          (error) => log.error({ err: error }, 'not all torrents could be told'),
        )
    }
  }

  end(): void {
    this.#caller.leave()
    this.#tray.end()
  }

  #follow<N extends FeedName>(name: N, item: (item: FeedItem<N>) => void): void {
    const { log } = this.#options
    this.#caller.on(
      name,
      {},
      {
        // The core's own feed: it is of the contract's form.
        item: (given) => item(given as FeedItem<N>),
        ended: (problem) => log.error({ problem: problem.message, feed: name }, 'the tray hears no more of it'),
      },
    )
  }

  async #doToAll(act: 'pause' | 'resume'): Promise<void> {
    const answer = (await this.#caller.call(`whole.${act}`, {})) as Answer<WholeResult>
    const problems = answer.ok ? answer.value.problems : [answer.error]
    if (problems.length === 0) return
    const { notPaused, notResumed, close } = speech.words.tray
    const message = answer.ok ? (act === 'pause' ? notPaused : notResumed)(answer.value.left) : ''
    const detail = problems.slice(0, 5).map(({ says, message: english }) => speech.say(says, english))
    await ask({
      type: 'warning',
      message: sentence(message || (detail[0] ?? '')),
      detail: sentence(message ? detail.join(' ') : ''),
      buttons: [close],
      noLink: true,
    })
  }

  #draw(): void {
    const facts = this.#facts()
    if (this.#settings.tray) this.#tray.show(trayLook(facts))
    else this.#tray.end()
    this.#decorate()
    this.#showActs([{ label: facts.words.desktopWords.tray.add, act: 'add', picture: null }, ...wholeLines(facts)])
  }

  #facts(): TrayFacts {
    const { kinds } = this.#options
    return {
      daemons: this.#daemons,
      whole: this.#whole,
      words: speech.table,
      formats: speech.formats,
      kindName: (id) => kinds.find((kind) => kind.id === id)?.name ?? '',
      now: Date.now(),
    }
  }

  /** The window's button in the taskbar, and the icon in the dock. */
  #decorate(): void {
    const { pictures, window } = this.#options
    const { countFinished, progress } = this.#settings
    const counted = countFinished ? this.#finished : 0
    if (this.#platform === 'linux') return
    if (this.#platform === 'darwin') app.setBadgeCount(counted)
    const share = progress ? progressOf(this.#whole) : null
    window.decorate({
      progress: share === null ? null : Math.round(share * progressSteps) / progressSteps,
      overlay:
        this.#platform === 'win32' && counted > 0
          ? { picture: pictureOf(pictures, 'finished'), words: speech.words.tray.finished(counted) }
          : null,
    })
  }

  #showActs(lines: readonly TrayLine[]): void {
    const { args, program } = this.#options
    const text = JSON.stringify(lines)
    if (this.#platform === 'linux' || text === this.#shownActs) return
    this.#shownActs = text
    const menu = Menu.buildFromTemplate(menuLines(lines, (act) => this.do(act)))
    showActs(this.#platform, menu, jumpList(program, args, speech.words.tray))
  }
}
