import { app, Menu } from 'electron'
import type { Daemon } from '../../preload/contract/daemons.ts'
import { usualDesktop } from '../../preload/contract/desktop.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import type { FeedItem, FeedName } from '../../preload/contract/feeds.ts'
import type { Kind } from '../../preload/contract/kinds.ts'
import type { DaemonLimits, DaemonResult } from '../../preload/contract/limits.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { noUpdates } from '../../preload/contract/updates.ts'
import type { Whole, WholeResult } from '../../preload/contract/whole.ts'
import { sentence } from '../../preload/text/shown.ts'
import type { Caller, Core } from '../core/core.ts'
import type { Updates } from '../core/means.ts'
import { systemClock } from '../lib/clock.ts'
import { inBackground } from '../lib/guard.ts'
import type { Log } from '../lib/log.ts'
import { jumpList, showActs } from './acts.ts'
import type { SystemDesktop } from './desktop.ts'
import { ask } from './dialogs.ts'
import { speech } from './speech.ts'
import { menuLines, pictureOf, TrayIcon } from './tray.ts'
import {
  type Hush,
  limited,
  progressOf,
  tomorrow,
  type TrayAct,
  type TrayFacts,
  type TrayLine,
  trayLook,
  wholeLines,
} from './tray-look.ts'
import type { MainWindow } from './window.ts'

export interface PresenceOptions {
  core: Core
  window: MainWindow
  desktop: SystemDesktop
  updates: Pick<Updates, 'install'>
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
const hourMs = 60 * 60_000

/** What is seen of the program beside its window: tray, taskbar and dock. It looks at the core as a program does. */
export class Presence {
  readonly #options: PresenceOptions
  readonly #platform: NodeJS.Platform
  readonly #caller: Caller
  readonly #tray: TrayIcon
  #settings = usualDesktop
  #daemons: readonly Daemon[] = []
  #whole = nothing
  #limits: readonly DaemonLimits[] = []
  #mutedUntil: number | null = null
  #update = noUpdates
  #forgetHush = (): void => {}
  /** Finished since the window was looked at. */
  #finished = 0
  #shownActs = ''

  constructor(options: PresenceOptions) {
    const { core, window, pictures, platform = process.platform } = options
    this.#options = options
    this.#platform = platform
    this.#tray = new TrayIcon({ pictures, platform, act: (act) => this.do(act) })
    this.#caller = core.enter('program')
    this.#follow('settings', ({ desktop, mutedUntil }) => {
      this.#settings = desktop
      this.#hushUntil(mutedUntil)
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
    this.#follow('limits', (limits) => {
      this.#limits = limits
      this.#draw()
    })
    this.#follow('updates', (update) => {
      this.#update = update
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
    const { core, window } = this.#options
    if (typeof act === 'object') {
      if ('hush' in act) return this.#inBackground(() => this.#hush(act.hush))
      window.show()
      return core.lead({ daemon: act.daemon, torrents: [] })
    }
    switch (act) {
      case 'quit':
        return app.quit()
      case 'open':
        return window.show()
      case 'add':
        window.show()
        return core.handOver({ sources: [], problems: [] })
      case 'restart':
        return this.#options.updates.install()
      case 'slow':
      case 'full':
        return this.#inBackground(() => this.#limit(act === 'slow'))
      default:
        this.#inBackground(() => this.#doToAll(act))
    }
  }

  #inBackground(work: () => Promise<void>): void {
    const { log } = this.#options
    inBackground(work, (error) => log.error({ err: error }, 'what was chosen in the tray was not done'))
  }

  end(): void {
    this.#forgetHush()
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
    const { notPaused, notResumed } = speech.words.tray
    await this.#tellFailed(answer.ok ? (act === 'pause' ? notPaused : notResumed)(answer.value.left) : '', problems)
  }

  async #limit(on: boolean): Promise<void> {
    const daemons = limited(this.#daemons).map(({ id }) => id)
    const answer = (await this.#caller.call('limits.switch', { daemons, on })) as Answer<DaemonResult[]>
    // The mark may have moved where nothing else did.
    this.#drawAgain()
    const failed = answer.ok ? answer.value.flatMap(({ problem }) => (problem ? [problem] : [])) : [answer.error]
    if (failed.length > 0) await this.#tellFailed(answer.ok ? speech.words.tray.notSlow : '', failed)
  }

  async #hush(hush: Hush): Promise<void> {
    const now = Date.now()
    const mutedUntil = hush === 'none' ? null : hush === 'hour' ? now + hourMs : tomorrow(now)
    const answer = await this.#caller.call('settings.set', { mutedUntil })
    if (!answer.ok) await this.#tellFailed('', [answer.error])
  }

  /** What is muted is told again by the core; the tray has to say so as well. */
  #hushUntil(mutedUntil: number | null): void {
    this.#forgetHush()
    this.#mutedUntil = mutedUntil
    const left = (mutedUntil ?? 0) - Date.now()
    if (left > 0) this.#forgetHush = systemClock.after(left, () => this.#draw())
  }

  /** Says in a question of the system what could not be done. message: '' = the first problem says it all. */
  async #tellFailed(message: string, problems: readonly Problem[]): Promise<void> {
    const detail = problems.slice(0, 5).map(({ says, message: english }) => speech.say(says, english))
    await ask({
      type: 'warning',
      message: sentence(message || (detail[0] ?? '')),
      detail: sentence(message ? detail.join(' ') : ''),
      buttons: [speech.words.tray.close],
      noLink: true,
    })
  }

  #drawAgain(): void {
    if (this.#settings.tray) this.#tray.showAgain(trayLook(this.#facts()))
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
      limits: this.#limits,
      mutedUntil: this.#mutedUntil,
      update: this.#update,
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
