import { say } from '../../../preload/words/sentences.ts'
import type { SafeMode } from '../../../preload/contract/app.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import { Emitter } from '../../lib/emitter.ts'
import { Fault } from '../../lib/fault.ts'
import type { SafeStart } from '../../lib/options.ts'
import type { Role } from '../core.ts'

/** The safe mode: daemons that are not connected before a person says so, because one of them may be what ended us. */
export class Holding {
  readonly changed = new Emitter<SafeMode | null>()
  readonly #why: SafeStart | null
  readonly #held = new Set<DaemonId>()

  constructor(why: SafeStart | null) {
    this.#why = why
  }

  get state(): SafeMode | null {
    return this.#why && this.#held.size > 0 ? { ...this.#why, held: [...this.#held] } : null
  }

  isHeld(id: DaemonId): boolean {
    return this.#held.has(id)
  }

  /** Holds back these, if the program started in safe mode. */
  hold(ids: Iterable<DaemonId>): void {
    if (this.#why) for (const id of ids) this.#held.add(id)
  }

  /** The person has decided about this one. */
  release(id: DaemonId): void {
    if (this.#held.delete(id)) this.changed.emit(this.state)
  }

  /** The person has decided about all; answers which were held. */
  releaseAll(): DaemonId[] {
    const held = [...this.#held]
    this.#held.clear()
    if (held.length > 0) this.changed.emit(null)
    return held
  }

  /** Fails with 'unauthorized' for a program while the safe mode lasts. */
  refuse(role: Role): void {
    if (role === 'window' || !this.state) return
    throw new Fault('unauthorized', say('estuary.safe'), { retry: 'after-change' })
  }
}
