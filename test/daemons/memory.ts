import type { Keeper } from '../../main/store/keeper.ts'

/** Keeps secrets for as long as the test runs. */
export class MemoryKeeper implements Keeper {
  readonly #secrets = new Map<string, string>()

  get(name: string): Promise<string | null> {
    return Promise.resolve(this.#secrets.get(name) ?? null)
  }

  set(name: string, secret: string): Promise<void> {
    this.#secrets.set(name, secret)
    return Promise.resolve()
  }

  delete(name: string): Promise<void> {
    this.#secrets.delete(name)
    return Promise.resolve()
  }
}
