import type { Answer, Problem } from '../../../preload/contract/errors.ts'
import type { PlaceInTime } from '../../../preload/contract/events.ts'
import { newestFirst } from '../../../preload/listing/events.ts'

/** Lines in one answer: some screens full. */
const page = 200
/** As many lines are held; what is further away is asked for again. */
const most = 2_000

/** Which lines are asked for: those older, or newer, than one that is here. */
export interface From {
  before?: PlaceInTime
  after?: PlaceInTime
  limit: number
}

/** What a list is made of: how to ask for its lines (newest first), and which of new ones belong to it. */
export interface Source<L> {
  ask(from: From): Promise<Answer<L[]>>
  fits(line: L): boolean
}

/**
 * A stretch of a long list by time, the newest first: it grows at the end where somebody scrolls to, and is cut at the
 * other. Never more than some thousand lines are here, however long the list is.
 */
export class Paged<L extends PlaceInTime> {
  #lines = $state.raw<readonly L[]>([])
  /** New lines above the stretch, which nobody has seen yet. */
  #fresh = $state(0)
  #isFirst = $state(true)
  #isWhole = $state(false)
  #isBusy = $state(false)
  #problem = $state.raw<Problem | null>(null)
  #source: Source<L> | null = null
  /** Came while the first lines were asked for. */
  #early: L[] = []
  #look = 0

  get lines(): readonly L[] {
    return this.#lines
  }
  get fresh(): number {
    return this.#fresh
  }
  /** Whether the newest line is here. */
  get isFirst(): boolean {
    return this.#isFirst
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

  /** Begins with the newest lines of another list, or of the same one. */
  async look(source: Source<L>): Promise<void> {
    this.#source = source
    this.#early = []
    const answer = await this.#ask({ limit: page })
    if (!answer) return
    this.#fresh = 0
    this.#isFirst = true
    this.#isWhole = answer.length < page
    this.#lines = merged(answer, this.#early)
  }

  /** The newest lines again. */
  async again(): Promise<void> {
    if (this.#source) await this.look(this.#source)
  }

  /** Asks for older lines; one question at a time. */
  async older(): Promise<void> {
    const last = this.#lines.at(-1)
    if (this.#isBusy || this.#isWhole || !last) return
    const answer = await this.#ask({ before: { at: last.at, id: last.id }, limit: page })
    if (!answer) return
    const all = merged(this.#lines, answer)
    this.#isWhole = answer.length < page
    this.#lines = all.slice(-most)
    if (all.length > most) this.#isFirst = false
  }

  /** Asks for newer lines, where the newest are not here. */
  async newer(): Promise<void> {
    const first = this.#lines[0]
    if (this.#isBusy || this.#isFirst || !first) return
    const answer = await this.#ask({ after: { at: first.at, id: first.id }, limit: page })
    if (!answer) return
    const all = merged(answer, this.#lines)
    this.#isFirst = answer.length < page
    if (this.#isFirst) this.#fresh = 0
    this.#lines = all.slice(0, most)
    if (all.length > most) this.#isWhole = false
  }

  /**
   * New lines, and such as are other than before.
   * @param isRead whether the list stands at its top, so that they are seen at once
   */
  take(lines: readonly L[], isRead: boolean): void {
    const fitting = lines.filter((line) => this.#source?.fits(line))
    this.#early.push(...fitting)
    if (fitting.length === 0) return
    const known = new Set(this.#lines.map(({ id }) => id))
    const first = this.#lines[0]
    const last = this.#lines.at(-1)
    const within = fitting.filter(
      (line) =>
        known.has(line.id) ||
        ((this.#isFirst || (first !== undefined && newestFirst(first, line) < 0)) &&
          (this.#isWhole || (last !== undefined && newestFirst(line, last) < 0))),
    )
    if (!isRead) this.#fresh += fitting.filter(({ id }) => !known.has(id)).length
    this.#lines = merged(this.#lines, within)
  }

  /** Whoever looks has seen what is new. */
  read(): void {
    if (this.#isFirst) this.#fresh = 0
  }

  close(): void {
    this.#look += 1
    this.#source = null
  }

  /** What was answered; null = it could not be had, which is said, or something else is wanted by now. */
  async #ask(from: From): Promise<L[] | null> {
    const look = ++this.#look
    const source = this.#source
    if (!source) return null
    this.#isBusy = true
    const answer = await source.ask(from)
    if (look !== this.#look) return null
    this.#isBusy = false
    this.#problem = answer.ok ? null : answer.error
    return answer.ok ? answer.value : null
  }
}

/** Both as one, newest first; of a line that is in both, what the second says. */
function merged<L extends PlaceInTime>(one: readonly L[], other: readonly L[]): readonly L[] {
  const byId = new Map([...one, ...other].map((line) => [line.id, line]))
  return [...byId.values()].sort(newestFirst)
}
