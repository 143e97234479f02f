import type { Bridge } from '../../preload/contract/bridge.ts'
import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { Field } from '../../preload/contract/rows.ts'
import { after, type Schedule } from './schedule.ts'

/** Scrolling shows other rows sixty times a second; the core hears of them when the list rests. */
const restMs = 120
/** The contract takes no more in one list. */
const most = 500

/** Tells the core what this window looks at: those rows are kept fresh. */
export class Watch {
  readonly #bridge: Bridge
  readonly #rest: Schedule
  #visible: readonly TorrentKey[] = []
  #selected: readonly TorrentKey[] = []
  #by: readonly Field[] = []
  #hidden = false
  #told = ''
  #callOff: (() => void) | null = null

  constructor(bridge: Bridge, rest: Schedule = after(restMs)) {
    this.#bridge = bridge
    this.#rest = rest
  }

  show(visible: readonly TorrentKey[]): void {
    this.#visible = visible.slice(0, most)
    this.#tellSoon()
  }

  select(selected: readonly TorrentKey[]): void {
    this.#selected = selected.slice(0, most)
    this.#tellSoon()
  }

  /** The fields that the list is sorted and filtered by. */
  depend(by: readonly Field[]): void {
    this.#by = [...new Set(by)]
    this.#tellSoon()
  }

  /** Nobody looks at a hidden window, so its rows need no reading every second. */
  hide(hidden: boolean): void {
    this.#hidden = hidden
    this.#tellSoon()
  }

  /** Says it once more, as to a door that was lost and has forgotten. */
  again(): void {
    this.#told = ''
    this.#tellSoon()
  }

  close(): void {
    this.#callOff?.()
  }

  #tellSoon(): void {
    this.#callOff ??= this.#rest(() => {
      this.#callOff = null
      void this.#tell()
    })
  }

  async #tell(): Promise<void> {
    const args = this.#hidden
      ? { visible: [], selected: [], by: [] }
      : { visible: [...this.#visible], selected: [...this.#selected], by: [...this.#by] }
    // The order of the rows means nothing to the core.
    const sign = `${[...args.visible].sort().join()}|${[...args.selected].sort().join()}|${[...args.by].sort().join()}`
    if (sign === this.#told) return
    this.#told = sign
    const answer = await this.#bridge.call('view.watch', args)
    // A door that was shut forgets us: say it again with the next step.
    if (!answer.ok && this.#told === sign) this.#told = ''
  }
}
