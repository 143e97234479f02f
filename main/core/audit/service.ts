import type { Deed } from '../../../preload/contract/audit.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import { endOf, openStates } from '../../../preload/listing/audit.ts'
import { newestFirst } from '../../../preload/listing/events.ts'
import { Emitter } from '../../lib/emitter.ts'
import { asFault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { AuditAsked, DeedEnd } from '../../store/messages.ts'
import type { AuditStore } from '../../store/records.ts'
import type { Role } from '../core.ts'
import { type Known, placeOf } from './facts.ts'
import { type DeedRef, type Lasting, LastingDeed } from './lasting.ts'
import { failureOf, furtherFailures, type Outcome, outcomeOf } from './outcome.ts'

export interface AuditOptions extends Known {
  store: AuditStore
  door: Deed['door']
  log: Log
  /** ms since 1970. */
  now: () => number
}

/** A deed that is kept and may be done now; how it ended is to be said once. */
export interface Begun {
  readonly ref: DeedRef
  /** Its answer will not be its end: so many parts of it go on. Said before the answer. */
  goOn(parts: number): Lasting
  /** It was answered with that. */
  answered(value: unknown): void
  /** It failed as a whole. */
  failed(error: unknown): void
}

/** So many ends wait for a disk that takes none; of more the first are given up, and stay as if nobody knew. */
const mostWaiting = 2_000

/**
 * What is done from here: on the disk before it is done, and how it ended behind it. A deed that cannot be written down
 * is refused, because nobody could say afterwards that it was done; what the end was is written when the disk works.
 */
export class AuditService {
  readonly told = new Emitter<Deed[]>()
  readonly #options: AuditOptions
  /** Begun in this life, and without an answer yet. */
  readonly #underWay = new Set<number>()
  /** Ended, and not written down yet. */
  #waiting: { deed: Deed; end: DeedEnd }[] = []
  #isLost = false

  constructor(options: AuditOptions) {
    this.#options = options
  }

  /** Deeds of an earlier life that never had an answer will not get one. Never fails. */
  async open(): Promise<void> {
    try {
      const lost = await this.#options.store.lose([...this.#underWay])
      this.#isLost = true
      if (lost > 0) this.#options.log.warn({ deeds: lost }, 'of some deeds nobody knows how they ended')
    } catch (error) {
      this.#options.log.warn({ problem: asFault(error).message }, 'earlier deeds are not looked through')
    }
  }

  /**
   * Writes down what is about to be done; it may be done when this resolves. Fails with the Fault of a disk that takes
   * nothing: then it must not be done.
   */
  async begin(role: Role, call: string, args: Readonly<Record<string, unknown>>): Promise<Begun> {
    const { store, door, now } = this.#options
    const about = placeOf(call, args, this.#options)
    const draft: Deed = {
      ...{ id: 0, at: now(), endedAt: null, state: 'pending', door, who: role, call },
      ...about,
      failures: [],
    }
    const deed = { ...draft, id: await store.begin(draft) }
    this.#underWay.add(deed.id)
    // What takes this takes the rest as well, whatever was the matter.
    if (this.#waiting.length > 0) this.keepWaiting()
    this.told.emit([deed])
    let lasting: LastingDeed | null = null
    return {
      ref: { id: deed.id, at: deed.at },
      goOn: (parts) => (lasting = this.#lasting(deed, parts + 1)),
      answered: (value) => {
        if (lasting) lasting.keep(lasting.note(value as ItemResult[], true))
        else this.#end(deed, outcomeOf(value, this.#options.secrets))
      },
      failed: (error) => this.#end(deed, failureOf(error, this.#options.secrets)),
    }
  }

  /**
   * A deed of an earlier life that waited: what is left of it will not be done, and why. One that has ended stays as it
   * is. Fails as the disk does.
   */
  async endEarlier({ id, at }: DeedRef, left: readonly ItemResult[]): Promise<void> {
    const { store, secrets } = this.#options
    const [deed] = await store.list({ before: { at: 0, id: id + 1 }, limit: 1 })
    if (deed?.id !== id || deed.at !== at || !openStates.includes(deed.state)) return
    const failures = furtherFailures(deed.failures, left, secrets)
    await store.end({ id, at, endedAt: null, state: endOf(failures, deed.torrentCount), failures })
  }

  #lasting(deed: Deed, parts: number): LastingDeed {
    const { secrets, now } = this.#options
    const changed = (later: Deed, { endedAt }: DeedEnd): void => {
      if (endedAt !== null) this.#underWay.delete(deed.id)
      this.told.emit([later])
    }
    const keep = (later: Deed, end: DeedEnd): void => this.#keep({ deed: later, end })
    return new LastingDeed({ deed, parts, secrets, now, changed, keep })
  }

  /** Newest first; how deeds ended that the disk has not taken yet is among it. */
  async list(asked: AuditAsked): Promise<Deed[]> {
    const found = await this.#options.store.list(asked)
    const ended = new Map(this.#waiting.map(({ deed }) => [deed.id, deed]))
    return found.map((deed) => ended.get(deed.id) ?? deed).sort(newestFirst)
  }

  /** The disk works again. */
  keepWaiting(): void {
    if (!this.#isLost) void this.open()
    for (const one of this.#waiting.splice(0)) this.#keep(one)
  }

  #end(begun: Deed, { state, failures }: Outcome): void {
    const end = { id: begun.id, at: begun.at, endedAt: this.#options.now(), state, failures }
    const deed: Deed = { ...begun, ...end }
    this.#underWay.delete(begun.id)
    this.told.emit([deed])
    this.#keep({ deed, end })
  }

  #keep(one: { deed: Deed; end: DeedEnd }): void {
    this.#options.store.end(one.end).catch((error: unknown) => {
      const { code, message } = asFault(error)
      if (code === 'closed') return
      this.#options.log.warn({ problem: message }, 'how a deed ended is not kept yet')
      this.#waiting.push(one)
      if (this.#waiting.length > mostWaiting) this.#waiting.shift()
    })
  }
}
