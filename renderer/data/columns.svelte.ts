import type { ColumnChoice } from '../../preload/contract/settings.ts'
import { allColumns } from '../view/columns.ts'
import type { WindowFrame } from './frame.svelte.ts'
import type { SettingsMirror } from './settings.svelte.ts'

/** The table's columns as they are now: chosen, or the first choice for the room that there is. */
export class Columns {
  /** What the table has for its cells; it says so itself when it is laid out. */
  roomPx = $state(Number.POSITIVE_INFINITY)
  /** How wide the widest name of a daemon is in its cell; null = nobody has measured. */
  daemonPx = $state<number | null>(null)
  readonly #settings: SettingsMirror
  readonly #frame: WindowFrame
  readonly #value = $derived.by(() => {
    const { columns, sort } = this.#settings.value
    const sorted = sort.map(({ column }) => column)
    return allColumns(columns, { px: this.roomPx, sorted, daemonPx: this.daemonInName ? 0 : this.daemonPx })
  })

  constructor(settings: SettingsMirror, frame: WindowFrame) {
    this.#settings = settings
    this.#frame = frame
  }

  /** Where room is scarce, a daemon is its mark before the torrent's name instead of a column. */
  get daemonInName(): boolean {
    const isSorted = this.#settings.value.sort.some(({ column }) => column === 'daemon')
    return this.#frame.parts.sidebar === 'drawer' && !isSorted
  }

  get value(): readonly ColumnChoice[] {
    return this.#value
  }
}
