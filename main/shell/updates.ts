import type { DesktopSettings } from '../../preload/contract/desktop.ts'
import type { Settings } from '../../preload/contract/settings.ts'
import { noUpdates, type UpdateState, type UpdateWay } from '../../preload/contract/updates.ts'
import { say } from '../../preload/words/sentences.ts'
import type { Core } from '../core/core.ts'
import type { Updates } from '../core/means.ts'
import type { Clock } from '../lib/clock.ts'
import { Emitter } from '../lib/emitter.ts'
import { Fault, toProblem } from '../lib/fault.ts'
import { inBackground } from '../lib/guard.ts'
import type { Log } from '../lib/log.ts'
import { Timers } from '../lib/timers.ts'
import type { Edition } from './edition.ts'
import type { Memory } from './memory.ts'
import type { Fetched, Newer } from './newer.ts'

/** A machine may sleep for days: the clock is looked at, and not waited for. */
const lookMs = 10 * 60_000
const dayMs = 24 * 60 * 60_000
/** A bar that moves by less than this moves for nobody. */
const shareSteps = 100

export interface UpdatesOptions {
  way: UpdateWay
  edition: Edition | null
  newer: Newer | null
  memory: Memory
  clock: Clock
  log: Log
  /** Ends the program as the person does. */
  quit: () => void
}

export interface Copy {
  edition: Edition | null
  isPackaged: boolean
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** Whether it says who may sign what replaces it; only Windows' copies have to. */
  knowsSigner: boolean
}

/** What can be done about newer versions in a copy of the program: never more than what proves whose they are. */
export function wayOf({ edition, isPackaged, platform, env, knowsSigner }: Copy): UpdateWay {
  if (!isPackaged || edition === null) return 'off'
  if (env['FLATPAK_ID']) return 'elsewhere'
  if (!edition.signed) return 'notice'
  if (platform === 'darwin') return 'loads'
  // A portable copy is a file that the person put somewhere: nothing installs over it.
  return platform === 'win32' && knowsSigner && !env['PORTABLE_EXECUTABLE_FILE'] ? 'loads' : 'notice'
}

/** Newer versions of this program: asked for by hand or, where that is wished, once a day. */
export class ProgramUpdates implements Updates {
  readonly changed = new Emitter<UpdateState>()
  readonly #options: UpdatesOptions
  readonly #timers: Timers
  #state: UpdateState
  #asking: Promise<UpdateState> | null = null
  #fetched: Fetched | null = null
  #isInstalling = false
  #wishes: Pick<DesktopSettings, 'askForUpdates' | 'loadUpdates'> = { askForUpdates: false, loadUpdates: false }

  constructor(options: UpdatesOptions) {
    const { way, edition, memory, clock } = options
    this.#options = options
    this.#timers = new Timers(clock)
    this.#state = { ...noUpdates, way, askedAt: memory.value.updatesAskedAt, page: edition?.page ?? null }
    if (options.newer) this.#timers.every(lookMs, () => this.#look())
  }

  get state(): UpdateState {
    return this.#state
  }

  /** Does what the person's settings say, from now on. */
  follow(core: Core): void {
    if (!this.#options.newer) return
    core.enter('program').on(
      'settings',
      {},
      {
        // The core's own feed: it is of the contract's form.
        item: (settings) => {
          this.#wishes = (settings as Settings).desktop
          this.#look()
        },
        ended: () => {},
      },
    )
  }

  ask(): Promise<UpdateState> {
    const { newer, memory, clock } = this.#options
    if (!newer) throw new Fault('invalid', say(this.#state.way === 'elsewhere' ? 'updates.elsewhere' : 'updates.none'))
    if (this.#state.step === 'loading' || this.#state.step === 'ready') return Promise.resolve(this.#state)
    const askedAt = clock.now()
    memory.set({ updatesAskedAt: askedAt })
    this.#tell({ step: 'asking', problem: null, askedAt })
    this.#asking ??= this.#ask(newer).finally(() => (this.#asking = null))
    return this.#asking
  }

  load(): UpdateState {
    const { newer, log } = this.#options
    const { way, step, version } = this.#state
    if (!newer || way !== 'loads') throw new Fault('invalid', say('updates.notHere'), { retry: 'never' })
    if (step === 'loading' || step === 'ready') return this.#state
    if (version === null) throw new Fault('invalid', say('updates.notFound'))
    this.#tell({ step: 'loading', share: null, problem: null })
    inBackground(
      () => this.#load(newer),
      (error) => log.error({ err: error }, 'a newer version was not fetched'),
    )
    return this.#state
  }

  install(): void {
    if (!this.#fetched) throw new Fault('invalid', say('updates.notReady'))
    this.#isInstalling = true
    this.#options.quit()
  }

  /** The program has ended all but itself. true = what is installed now ends and starts it. */
  finish(): boolean {
    this.#timers.stop()
    if (!this.#isInstalling || !this.#fetched) return false
    try {
      this.#fetched.install()
      return true
    } catch (error) {
      // The program ends all the same; what was fetched is asked for again by the next start.
      this.#options.log.error({ err: error }, 'a newer version was not installed')
      return false
    }
  }

  async #ask(newer: Newer): Promise<UpdateState> {
    try {
      const version = await newer.ask()
      this.#tell({ step: version === null ? 'current' : 'found', version })
      if (version !== null && this.#wishes.loadUpdates && this.#state.way === 'loads') this.load()
    } catch (error) {
      this.#tell({ step: 'failed', problem: toProblem(error) })
    }
    return this.#state
  }

  async #load(newer: Newer): Promise<void> {
    try {
      this.#fetched = await newer.fetch((part) => this.#progress(part))
      this.#tell({ step: 'ready', version: this.#fetched.version, share: null })
    } catch (error) {
      this.#tell({ step: 'failed', share: null, problem: toProblem(error) })
    }
  }

  #progress(part: number): void {
    const share = Math.min(1, Math.max(0, Math.round(part * shareSteps) / shareSteps))
    if (this.#state.step === 'loading' && share !== this.#state.share) this.#tell({ share })
  }

  #look(): void {
    const { clock } = this.#options
    const { askedAt, step } = this.#state
    if (!this.#wishes.askForUpdates || step === 'asking') return
    // A clock that was set back asks as well.
    const since = askedAt === null ? Infinity : clock.now() - askedAt
    if (since >= 0 && since < dayMs) return
    void this.ask()
  }

  #tell(change: Partial<UpdateState>): void {
    this.#state = { ...this.#state, ...change }
    this.changed.emit(this.#state)
  }
}
