import type { ColumnChoice } from '../../preload/contract/settings.ts'
import { allColumns } from '../view/columns.ts'
import type { SettingsMirror } from './settings.svelte.ts'

/** The table's columns as they are now: chosen, or the first choice for the room that there is. */
export class Columns {
  /** What the table has for its cells; it says so itself when it is laid out. */
  roomPx = $state(Number.POSITIVE_INFINITY)
  readonly #settings: SettingsMirror
  readonly #value = $derived.by(() => allColumns(this.#settings.value.columns, this.roomPx))

  constructor(settings: SettingsMirror) {
    this.#settings = settings
  }

  get value(): readonly ColumnChoice[] {
    return this.#value
  }
}
