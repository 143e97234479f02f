import { say } from '../../preload/words/sentences.ts'
import type { DiskReason, DiskTrouble } from '../../preload/contract/app.ts'
import { Backoff } from '../lib/backoff.ts'
import type { Clock } from '../lib/clock.ts'
import { Emitter } from '../lib/emitter.ts'
import { asFault, type Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { doingWords, type Doing, type OpenedPlace, type Place, type Work, writes } from './messages.ts'
import type { Disk } from './records.ts'
import { diskReasonOf, goneFault } from './trouble.ts'

/** Carries out work, one piece after the other. */
export interface Carrier {
  ask<Name extends Doing>(name: Name, ...args: Parameters<Work[Name]>): Promise<ReturnType<Work[Name]>>
  /** Nothing more can be asked; what was asked goes on. */
  shut(): void
  /** Ends it, also in the middle of its work. */
  end(): Promise<void>
  /** It has ended though nobody ended it. */
  readonly isBroken: boolean
}

export interface TendingOptions {
  /** Begins whoever carries out the work; called again when one has broken. */
  begin: () => Carrier
  place: Place
  clock: Clock
  log: Log
  /** Makes sure that the folder is (again) ours alone. Fails with a Fault when it is not. */
  hold: () => void
}

const tries = { firstMs: 1_000, capMs: 15_000, factor: 2, jitter: 0.2 }
/** Where nothing is written for long, it is looked so often whether the files are still there. */
const lookMs = 5_000

/**
 * Keeps the store's work going: notices from what fails how the disk is, tries again until it works, begins a thread
 * anew that broke, and opens what is in the folder when the files that were open are not there any more.
 */
export class Tending implements Disk {
  readonly changed = new Emitter<DiskTrouble | null>()
  readonly renewed = new Emitter<{ lastEventId: number }>()
  readonly #options: TendingOptions
  readonly #backoff = new Backoff(tries)
  #carrier: Carrier
  #trouble: DiskTrouble | null = null
  /** The try that is under way. */
  #mending: Promise<void> | null = null
  /** A database is being opened again: whoever has something writes it down before anything else is done there. */
  #opening: Promise<null> | null = null
  #cancel = (): void => {}
  #isShut = false

  constructor(options: TendingOptions) {
    this.#options = options
    this.#carrier = options.begin()
  }

  get trouble(): DiskTrouble | null {
    return this.#trouble
  }

  /** Opens the store; only afterwards it is tended. */
  async open(): Promise<OpenedPlace> {
    const opened = await this.#carrier.ask('open', this.#options.place)
    this.#lookLater()
    return opened
  }

  async ask<Name extends Doing>(name: Name, ...args: Parameters<Work[Name]>): Promise<ReturnType<Work[Name]>> {
    if (this.#opening) await this.#opening
    try {
      const answer = await this.#carrier.ask(name, ...args)
      if (writes.has(name)) this.#works()
      return answer
    } catch (error) {
      this.#fails(asFault(error))
      throw error
    }
  }

  /** Tries at once; answers what is the matter then. */
  async retry(): Promise<DiskTrouble | null> {
    if (this.#trouble) await this.#mendOnce()
    return this.#trouble
  }

  shut(): void {
    this.#isShut = true
    this.#cancel()
    this.#carrier.shut()
  }

  end(): Promise<void> {
    return this.#carrier.end()
  }

  #works(): void {
    // Some of a damaged database may still be written to.
    if (!this.#trouble || this.#trouble.reason === 'damaged') return
    this.#options.log.warn({ reason: this.#trouble.reason }, 'the disk works again')
    this.#trouble = null
    this.#backoff.reset()
    this.changed.emit(null)
    this.#lookLater()
  }

  #fails(fault: Fault): void {
    const reason = diskReasonOf(fault)
    if (reason === null) return
    const isFirst = this.#trouble === null
    if (this.#trouble?.reason !== reason) this.#tell(reason, fault)
    if (isFirst && reason !== 'damaged') this.#mendLater()
  }

  #tell(reason: DiskReason, fault: Fault): void {
    const { clock, place, log } = this.#options
    log.error({ problem: fault.message, reason }, 'nothing can be written down')
    this.#trouble = { reason, folder: place.folder, since: this.#trouble?.since ?? clock.now() }
    this.changed.emit(this.#trouble)
  }

  #mendLater(): void {
    this.#cancel()
    if (this.#isShut) return
    this.#cancel = this.#options.clock.after(this.#backoff.next(), () => this.#mendOnce())
  }

  #lookLater(): void {
    this.#cancel()
    if (this.#isShut) return
    this.#cancel = this.#options.clock.after(lookMs, () => this.#look())
  }

  /** One try at a time, and the next only after it. Never fails. */
  #mendOnce(): Promise<void> {
    this.#mending ??= this.#mend()
      .catch((error: unknown) => this.#fails(asFault(error)))
      .finally(() => {
        this.#mending = null
        if (this.#trouble && this.#trouble.reason !== 'damaged') this.#mendLater()
      })
    return this.#mending
  }

  async #mend(): Promise<void> {
    if (!this.#carrier.isBroken) {
      const standing = await this.#carrier.ask('look')
      if (standing === 'gone') throw goneFault(doingWords('probe'), this.#options.place.folder)
      if (standing === 'in-place') {
        await this.#carrier.ask('probe')
        this.#works()
        return
      }
    }
    const opened = Promise.withResolvers<null>()
    this.#opening = opened.promise
    try {
      await this.#openAgain()
    } finally {
      this.#opening = null
      opened.resolve(null)
    }
    this.#works()
  }

  /** Opens what is in the folder now. What is known is asked to be written before whatever waited for this. */
  async #openAgain(): Promise<void> {
    const { begin, place, hold } = this.#options
    let opened: OpenedPlace
    if (this.#carrier.isBroken) {
      this.#carrier = begin()
      opened = await this.#carrier.ask('open', place)
    } else {
      hold()
      opened = await this.#carrier.ask('attach', place)
    }
    await this.#carrier.ask('probe')
    this.#opening = null
    // The newest numbers are known, and what is written then is not old.
    if (!this.#isShut) this.renewed.emit(opened)
  }

  async #look(): Promise<void> {
    try {
      if ((await this.#carrier.ask('look')) !== 'in-place') {
        throw goneFault(say('doing.find'), this.#options.place.folder)
      }
      if (!this.#trouble) this.#lookLater()
    } catch (error) {
      this.#fails(asFault(error))
      if (!this.#trouble) this.#lookLater()
    }
  }
}
