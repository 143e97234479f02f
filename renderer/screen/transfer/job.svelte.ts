import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { PortableSetting, Settings } from '../../../preload/contract/settings.ts'
import type { Arrival, TransferPlan } from '../../../preload/contract/transfer.ts'
import { problemText } from '../../text/told.ts'
import { daemonWords, transferWords as words } from '../../text/words.ts'

/** A daemon of the file, with what the person makes of it, and how it fares. */
export interface ArrivalRow {
  readonly arrival: Arrival
  readonly chosen: boolean
  readonly name: string
  readonly state: 'ready' | 'taking' | 'taken' | 'failed'
  /** What is wrong; null = nothing. */
  readonly message: string | null
}

/** A setting that is another one in the file. */
export interface SettingRow {
  readonly name: PortableSetting
  readonly chosen: boolean
  readonly isTaken: boolean
}

/** How an import went. */
export interface Outcome {
  daemons: number
  settings: number
  failed: number
  /** What the settings that were taken over were before; null = none were. */
  before: Partial<Settings> | null
}

/** Whether there is something to choose. */
export function mayTake({ state, problem }: Arrival): boolean {
  return state !== 'same' && problem === null
}

/** Whether it gets the name that stands in the field. */
export function takesName({ state, changes }: Arrival): boolean {
  return state === 'new' || changes.includes('name')
}

const plain = (name: string): string => name.trim().toLowerCase()

/** A file of settings on its way in: what it would change, what of that is wanted, and how it fares. */
export class TransferJob {
  #plan = $state.raw<TransferPlan | null>(null)
  #rows = $state.raw<readonly ArrivalRow[]>([])
  #settings = $state.raw<readonly SettingRow[]>([])
  #busy = $state<'look' | 'take' | null>(null)
  /** Why the file cannot be read, or the settings could not be kept. */
  #problem = $state<string | null>(null)
  readonly #call: Bridge['call']

  constructor(call: Bridge['call']) {
    this.#call = call
  }

  get plan(): TransferPlan | null {
    return this.#plan
  }
  get rows(): readonly ArrivalRow[] {
    return this.#rows
  }
  get settings(): readonly SettingRow[] {
    return this.#settings
  }
  get busy(): 'look' | 'take' | null {
    return this.#busy
  }
  get problem(): string | null {
    return this.#problem
  }
  /** Daemons and settings that will be taken over. */
  get chosen(): number {
    return this.#chosenRows.length + this.#chosenSettings.length
  }

  get #chosenRows(): readonly ArrivalRow[] {
    return this.#rows.filter(({ chosen, state }) => chosen && state !== 'taken')
  }
  get #chosenSettings(): readonly SettingRow[] {
    return this.#settings.filter(({ chosen, isTaken }) => chosen && !isTaken)
  }

  /** Asks what the text of a file would change. */
  async look(content: string): Promise<void> {
    this.#busy = 'look'
    this.#problem = null
    const answer = await this.#call('transfer.look', { content })
    this.#busy = null
    if (!answer.ok) {
      this.refuse(problemText(answer.error))
      return
    }
    const { daemons, settings } = answer.value
    this.#plan = answer.value
    this.#rows = daemons.map((arrival) => ({
      arrival,
      chosen: mayTake(arrival),
      name: arrival.name,
      state: 'ready',
      message: arrival.problem && problemText(arrival.problem),
    }))
    const names = Object.keys(settings.to) as PortableSetting[]
    this.#settings = names.map((name) => ({ name, chosen: true, isTaken: false }))
  }

  /** Nothing of the file is taken; why is said. */
  refuse(problem: string): void {
    this.#problem = problem
    this.#plan = null
    this.#rows = []
    this.#settings = []
  }

  set(id: string, choice: Partial<Pick<ArrivalRow, 'chosen' | 'name'>>): void {
    this.#change(id, { ...choice, state: 'ready', message: null })
  }

  chooseSetting(name: PortableSetting, chosen: boolean): void {
    this.#settings = this.#settings.map((row) => (row.name === name ? { ...row, chosen } : row))
  }

  chooseAllSettings(chosen: boolean): void {
    this.#settings = this.#settings.map((row) => ({ ...row, chosen: row.isTaken ? row.chosen : chosen }))
  }

  /** Whether every chosen daemon has a name of its own; says at each what is wrong. `names`: those that there are. */
  check(names: readonly string[]): boolean {
    const before = new Set<string>()
    let isFine = true
    for (const { arrival, name } of this.#chosenRows.filter((row) => takesName(row.arrival))) {
      const others = names.filter((other) => other !== arrival.here).map(plain)
      const message =
        plain(name) === ''
          ? words.nameMissing
          : others.includes(plain(name))
            ? daemonWords.form.sameName(name.trim())
            : before.has(plain(name))
              ? words.nameTwice(name.trim())
              : null
      before.add(plain(name))
      if (message === null) continue
      isFine = false
      this.#change(arrival.id, { message })
    }
    return isFine
  }

  /** Takes over what is chosen; what failed stays with its message. */
  async take(): Promise<Outcome> {
    const daemons = this.#chosenRows.map(({ arrival, name }) => ({ id: arrival.id, name: name.trim() }))
    const settings = this.#chosenSettings.map(({ name }) => name)
    this.#busy = 'take'
    this.#problem = null
    for (const { id } of daemons) this.#change(id, { state: 'taking', message: null })
    const answer = await this.#call('transfer.take', { daemons, settings })
    this.#busy = null
    let taken = 0
    for (const [index, { id }] of daemons.entries()) {
      const problem = answer.ok ? (answer.value.daemons[index]?.problem ?? null) : answer.error
      if (!problem) taken += 1
      this.#change(id, { state: problem ? 'failed' : 'taken', message: problem && problemText(problem) })
    }
    const problem = answer.ok ? answer.value.settings : answer.error
    this.#problem = problem && problemText(problem)
    const areTaken = settings.length > 0 && this.#problem === null
    if (areTaken) {
      this.#settings = this.#settings.map((row) => (settings.includes(row.name) ? { ...row, isTaken: true } : row))
    }
    return {
      daemons: taken,
      settings: areTaken ? settings.length : 0,
      failed: daemons.length - taken + (areTaken ? 0 : settings.length),
      before: areTaken ? this.#before(settings) : null,
    }
  }

  #before(names: readonly PortableSetting[]): Partial<Settings> {
    const from = this.#plan?.settings.from ?? {}
    return Object.fromEntries(names.map((name) => [name, from[name]]))
  }

  #change(id: string, change: Partial<ArrivalRow>): void {
    this.#rows = this.#rows.map((row) => (row.arrival.id === id ? { ...row, ...change } : row))
  }
}
