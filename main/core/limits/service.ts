import * as v from 'valibot'
import { DaemonIdSchema, type DaemonId } from '../../../preload/contract/keys.ts'
import {
  type DaemonLimits,
  type DaemonResult,
  type LimitsChange,
  type SpeedLimits,
  SpeedLimitsSchema,
} from '../../../preload/contract/limits.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Connection } from '../../backend/backend.ts'
import { Emitter } from '../../lib/emitter.ts'
import { asFault, type Fault, toProblem } from '../../lib/fault.ts'
import { inBackground } from '../../lib/guard.ts'
import type { Log } from '../../lib/log.ts'
import type { SettingsStore } from '../../store/records.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import { Kept } from '../kept.ts'
import { type Permit, permitFor } from '../permit.ts'

const KiB = 1024
/** Of a daemon that nobody gave an alternative pair. */
const usualAlternative: SpeedLimits = { downBytesPerSecond: 1024 * KiB, upBytesPerSecond: 100 * KiB }

/** What is kept of a daemon. */
const EntrySchema = v.object({
  daemon: DaemonIdSchema,
  alternative: SpeedLimitsSchema,
  isOn: v.boolean(),
  /** Whether the daemon has what isOn says. */
  isApplied: v.boolean(),
  /** What held before the alternative pair; null = it never reached the daemon. */
  before: v.nullable(SpeedLimitsSchema),
})
type Entry = v.InferOutput<typeof EntrySchema>

export interface LimitsOptions {
  roster: Roster
  store: SettingsStore
  history: History
  log: Log
}

/** How fast daemons may be as a whole, and the alternative pair of each, which is switched on and off exactly. */
export class LimitsService {
  readonly changed = new Emitter<DaemonLimits[]>()
  readonly #options: LimitsOptions
  readonly #permit: Permit
  readonly #kept: Kept<Entry>
  readonly #now = new Map<DaemonId, SpeedLimits>()
  /** The connection over which a daemon's limits were read. */
  readonly #readOver = new Map<DaemonId, Connection>()
  /** What is done to one daemon is done one after the other. */
  readonly #turns = new Map<DaemonId, Promise<unknown>>()

  constructor(options: LimitsOptions) {
    const { roster, store } = options
    this.#options = options
    this.#permit = permitFor('limits.switch', roster)
    this.#kept = new Kept(store, 'limits.alternative')
    roster.changed.on(() => this.#look())
    roster.limitsChanged.on((daemon) => this.#inBackground(daemon, () => this.#read(daemon)))
    roster.removed.on((daemon) => this.#inBackground(daemon, () => this.#forget(daemon)))
  }

  open(): Promise<void> {
    return this.#kept.open(EntrySchema, this.#options.log)
  }

  list(): DaemonLimits[] {
    return this.#options.roster.all().map(({ id }) => {
      const { alternative, isOn, isApplied, before } = this.#entry(id)
      return { daemon: id, now: this.#now.get(id) ?? null, alternative, isOn, waits: !isApplied, before }
    })
  }

  keepAll(): Promise<void> {
    return this.#kept.keepAll()
  }

  /** While the alternative pair is on, these are what comes back. */
  set(permit: Permit, daemons: readonly DaemonId[], change: LimitsChange): Promise<DaemonResult[]> {
    return this.#each(daemons, async (daemon) => {
      const entry = this.#entry(daemon)
      if (entry.isOn) {
        const before = entry.before ?? this.#now.get(daemon) ?? (await permit(daemon).limits())
        await this.#keep({ ...entry, before: changed(before, change) })
      } else {
        const connection = permit(daemon)
        await this.#send(connection, daemon, changed(await connection.limits(), change))
      }
      this.#tellHistory(daemon, 'limits.did.set')
    })
  }

  setAlternative(daemons: readonly DaemonId[], change: LimitsChange): Promise<DaemonResult[]> {
    return this.#each(daemons, async (daemon) => {
      this.#options.roster.get(daemon)
      const entry = this.#entry(daemon)
      const alternative = changed(entry.alternative, change)
      await this.#keep({ ...entry, alternative, isApplied: entry.isApplied && !entry.isOn })
      await this.#apply(daemon)
    })
  }

  /** A daemon that is not connected has it when it is there. */
  switch(daemons: readonly DaemonId[], on: boolean): Promise<DaemonResult[]> {
    return this.#each(daemons, async (daemon) => {
      this.#options.roster.get(daemon)
      const entry = this.#entry(daemon)
      if (entry.isOn === on) return
      // Without what held before, it never reached the daemon: there is nothing to take back.
      await this.#keep({ ...entry, isOn: on, isApplied: !on && entry.before === null })
      await this.#apply(daemon)
      this.#tellHistory(daemon, on ? 'limits.did.on' : 'limits.did.off')
    })
  }

  // ------------------------------------------------------------- reaching the daemon

  /**
   * Has the daemon do what is wanted. What held before is on the disk before anything is sent; a daemon that cannot be
   * reached has it later, one that refuses has the switch back where it was.
   */
  async #apply(daemon: DaemonId): Promise<void> {
    const entry = this.#entry(daemon)
    if (entry.isApplied) return
    try {
      const connection = this.#permit(daemon)
      const before = entry.before ?? (await connection.limits())
      await this.#keep({ ...entry, before })
      await this.#send(connection, daemon, entry.isOn ? entry.alternative : before)
      await this.#keep({ ...entry, isApplied: true, before: entry.isOn ? before : null })
    } catch (error) {
      const fault = asFault(error)
      if (isAway(fault)) return
      await this.#keep({ ...entry, isOn: !entry.isOn, isApplied: true, before: entry.isOn ? null : entry.before })
      throw fault
    }
  }

  async #send(connection: Connection, daemon: DaemonId, limits: SpeedLimits): Promise<void> {
    await connection.setLimits(limits)
    this.#now.set(daemon, limits)
    this.#tell()
  }

  async #read(daemon: DaemonId): Promise<void> {
    const connection = this.#options.roster.find(daemon)?.link.connection
    if (!connection || connection.cannot.limits) return
    try {
      this.#now.set(daemon, await connection.limits())
      this.#tell()
    } catch (error) {
      const fault = asFault(error)
      // The next connection reads them.
      if (fault.code === 'closed' || fault.code === 'offline') return
      this.#options.log.warn({ daemon, problem: fault.message }, 'speed limits are not read')
    }
  }

  /** A daemon that is there again is read, and has what it missed. */
  #look(): void {
    for (const { id, link } of this.#options.roster.all()) {
      const { connection } = link
      if (!connection || link.status.state !== 'live' || this.#readOver.get(id) === connection) continue
      this.#readOver.set(id, connection)
      this.#inBackground(id, async () => {
        await this.#apply(id)
        await this.#read(id)
      })
    }
  }

  async #forget(daemon: DaemonId): Promise<void> {
    this.#now.delete(daemon)
    this.#readOver.delete(daemon)
    this.#turns.delete(daemon)
    await this.#kept.set(this.#kept.list.filter((entry) => entry.daemon !== daemon))
    this.#tell()
  }

  // ------------------------------------------------------------- in turn, kept and told

  /** Every daemon by itself. */
  #each(daemons: readonly DaemonId[], act: (daemon: DaemonId) => Promise<void>): Promise<DaemonResult[]> {
    return Promise.all(
      [...new Set(daemons)].map(async (daemon) => {
        try {
          await this.#inTurn(daemon, () => act(daemon))
          return { daemon, problem: null }
        } catch (error) {
          return { daemon, problem: toProblem(error) }
        }
      }),
    )
  }

  #inTurn<R>(daemon: DaemonId, work: () => Promise<R>): Promise<R> {
    const before = this.#turns.get(daemon) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(
      daemon,
      mine.catch(() => {}),
    )
    return mine
  }

  #inBackground(daemon: DaemonId, work: () => Promise<void>): void {
    inBackground(
      () => this.#inTurn(daemon, work),
      (error) => this.#options.log.warn({ daemon, problem: asFault(error).message }, 'speed limits are not as wanted'),
    )
  }

  #entry(daemon: DaemonId): Entry {
    const kept = this.#kept.list.find((entry) => entry.daemon === daemon)
    return kept ?? { daemon, alternative: usualAlternative, isOn: false, isApplied: true, before: null }
  }

  async #keep(entry: Entry): Promise<void> {
    await this.#kept.set([...this.#kept.list.filter(({ daemon }) => daemon !== entry.daemon), entry])
    this.#tell()
  }

  #tell(): void {
    if (this.changed.size > 0) this.changed.emit(this.list())
  }

  #tellHistory(daemon: DaemonId, id: 'limits.did.set' | 'limits.did.on' | 'limits.did.off'): void {
    const name = this.#options.roster.find(daemon)?.record.name ?? ''
    this.#options.history.add({ kind: 'acted', daemon, name, says: say(id) })
  }
}

function changed(before: SpeedLimits, { downBytesPerSecond, upBytesPerSecond }: LimitsChange): SpeedLimits {
  return {
    downBytesPerSecond: downBytesPerSecond === undefined ? before.downBytesPerSecond : downBytesPerSecond,
    upBytesPerSecond: upBytesPerSecond === undefined ? before.upBytesPerSecond : upBytesPerSecond,
  }
}

/** Nothing was refused: it may be asked for again. */
function isAway({ code }: Fault): boolean {
  return code === 'offline' || code === 'closed' || code === 'timeout' || code === 'outcome-unknown'
}
