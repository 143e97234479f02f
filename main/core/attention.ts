/** Which windows the person has before them: what happens is told there by the bell alone. */
export class Attention {
  readonly #focused = new Set<symbol>()

  get isAnywhere(): boolean {
    return this.#focused.size > 0
  }

  set(caller: symbol, focused: boolean): void {
    if (focused) this.#focused.add(caller)
    else this.#focused.delete(caller)
  }

  leave(caller: symbol): void {
    this.#focused.delete(caller)
  }
}
