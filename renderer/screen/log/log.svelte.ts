import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { LogLevel, LogLine } from '../../../preload/contract/log.ts'

/** Lines in one answer, at first and when more are wanted: some screens full. */
const page = 500
/** Lines in one answer when all are wanted. */
const wholePage = 1_000
/** As many as a log keeps. */
const most = 10_000

/** Which lines are looked at. */
export interface Wanted {
  least: LogLevel
  text: string
}

/** The lines of the log that fit, newest first, and those that came meanwhile. */
export class LogView {
  #lines = $state.raw<readonly LogLine[]>([])
  /** Came while somebody was reading further down; newest first. */
  #fresh = $state.raw<readonly LogLine[]>([])
  #wanted = $state.raw<Wanted>({ least: 'debug', text: '' })
  #isWhole = $state(false)
  #isBusy = $state(false)
  #problem = $state.raw<Problem | null>(null)
  /** Whether what is new waits. */
  #isHeld = false
  #look = 0
  #stop = (): void => {}
  readonly #bridge: Bridge

  constructor(bridge: Bridge) {
    this.#bridge = bridge
  }

  get lines(): readonly LogLine[] {
    return this.#lines
  }
  get fresh(): readonly LogLine[] {
    return this.#fresh
  }
  get wanted(): Wanted {
    return this.#wanted
  }
  /** Whether the oldest line is here. */
  get isWhole(): boolean {
    return this.#isWhole
  }
  get isBusy(): boolean {
    return this.#isBusy
  }
  get problem(): Problem | null {
    return this.#problem
  }

  /** Looks at these lines from now on, beginning with the newest. */
  async look(wanted: Wanted): Promise<void> {
    const look = ++this.#look
    this.#wanted = wanted
    this.#isBusy = true
    this.#stop()
    // Before it is asked what there is, so that nothing gets lost in between.
    const early: LogLine[] = []
    let take = (lines: readonly LogLine[]): void => void early.unshift(...[...lines].reverse())
    this.#stop = this.#bridge.on('log', { ...wanted }, (lines) => take(lines))
    const answer = await this.#bridge.call('log.list', { ...wanted, limit: page })
    // Other lines are wanted by now.
    if (look !== this.#look) return
    this.#isBusy = false
    this.#problem = answer.ok ? null : answer.error
    if (!answer.ok) return
    this.#fresh = []
    this.#lines = joined(early, answer.value)
    this.#isWhole = answer.value.length < page
    take = (lines) => this.#take([...lines].reverse())
  }

  /** Asks for older lines; one question at a time. */
  async more(): Promise<void> {
    if (this.#isBusy || this.#isWhole) return
    const look = this.#look
    this.#isBusy = true
    const answer = await this.#ask(this.#lines.at(-1)?.id, page)
    if (look !== this.#look) return
    this.#isBusy = false
    this.#problem = answer.ok ? null : answer.error
    if (!answer.ok) return
    this.#lines = joined(this.#lines, answer.value)
    this.#isWhole = answer.value.length < page || this.#lines.length >= most
  }

  /** All lines that fit, also those that are not shown yet; null = they could not be had, which is said. */
  async all(): Promise<readonly LogLine[] | null> {
    const lines: LogLine[] = []
    for (;;) {
      const answer = await this.#ask(lines.at(-1)?.id, wholePage)
      this.#problem = answer.ok ? null : answer.error
      if (!answer.ok) return null
      lines.push(...answer.value)
      if (answer.value.length < wholePage || lines.length >= most) return lines
    }
  }

  /** While somebody reads further down, what is new waits, so that nothing moves under their eyes. */
  hold(held: boolean): void {
    this.#isHeld = held
    if (!held && this.#fresh.length > 0) this.release()
  }

  /** Shows what waits. */
  release(): void {
    const fresh = this.#fresh
    this.#fresh = []
    this.#lines = joined(fresh, this.#lines)
  }

  close(): void {
    this.#look += 1
    this.#stop()
  }

  #take(lines: readonly LogLine[]): void {
    if (this.#isHeld) this.#fresh = joined(lines, this.#fresh)
    else this.#lines = joined(lines, this.#lines)
  }

  #ask(before: number | undefined, limit: number) {
    return this.#bridge.call('log.list', { ...this.#wanted, limit, ...(before === undefined ? {} : { before }) })
  }
}

/** Newer lines before older ones, every line once. */
function joined(newer: readonly LogLine[], older: readonly LogLine[]): readonly LogLine[] {
  const last = newer.at(-1)
  const rest = last ? older.filter(({ id }) => id < last.id) : older
  return [...newer, ...rest].slice(0, most)
}
