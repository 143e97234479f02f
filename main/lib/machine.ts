/** For each state the states that may follow it. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>

/**
 * A state that moves only along a table. An illegal move is a fault in the program and throws,
 * so that no forgotten callback can revive something that has ended.
 */
export class Machine<S extends string> {
  readonly #table: Transitions<S>
  readonly #onMove: (from: S, to: S) => void
  #state: S

  constructor(table: Transitions<S>, start: S, onMove: (from: S, to: S) => void = () => {}) {
    this.#table = table
    this.#state = start
    this.#onMove = onMove
  }

  get state(): S {
    return this.#state
  }

  can(to: S): boolean {
    return this.#table[this.#state].includes(to)
  }

  move(to: S): void {
    const from = this.#state
    if (!this.can(to)) throw new Error(`No way from "${from}" to "${to}".`)
    this.#state = to
    this.#onMove(from, to)
  }
}
