import { tick } from 'svelte'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import type { ColumnId } from '../../../preload/contract/settings.ts'
import type { Move } from '../../data/listing.svelte.ts'
import type { Desk } from '../../data/desk.svelte.ts'
import { placeColumns, type PlacedColumn } from '../../view/columns.ts'
import { anchored, pageRows, reveal, slice, type Viewport } from '../../view/viewport.ts'

export const rowHeights = { compact: 28, comfortable: 36 } as const
/** The row's own padding left and right of its cells. */
const edgePx = 20

/** A row to draw: which one, where, and in which of the recycled lines. */
export interface Drawn {
  readonly slot: string
  readonly key: TorrentKey
  readonly index: number
}

/** The table's window onto the list: what is scrolled into view, and where the keyboard is among the heads. */
export class GridView {
  readonly #desk: Desk
  element: HTMLElement | null = null
  scrollTop = $state(0)
  heightPx = $state(0)
  readonly #width = $state({ px: 0 })
  /** The column whose head the keyboard is on; null = the keyboard is on the rows. */
  head = $state<ColumnId | null>(null)
  /** The row under the pointer. */
  hovered: TorrentKey | null = null

  readonly rowPx = $derived.by(() => rowHeights[this.#desk.settings.value.density])
  readonly columns: readonly PlacedColumn[] = $derived.by(() => {
    const { value, daemonInName } = this.#desk.columns
    const shown = daemonInName ? value.filter(({ id }) => id !== 'daemon') : value
    return placeColumns(shown, this.widthPx - edgePx)
  })
  readonly widthOfRow = $derived.by(() => this.columns.reduce((sum, column) => sum + column.px, edgePx))
  readonly #slice = $derived.by(() => {
    const { from, to } = slice(this.#viewport)
    return `${from}-${to}`
  })
  /** Rows to draw, in order; the focused one is always among them, so that it can be read aloud. */
  readonly drawn: readonly Drawn[] = $derived.by(() => {
    const [from = 0, to = 0] = this.#slice.split('-').map(Number)
    return this.#draw(from, to)
  })

  constructor(desk: Desk) {
    this.#desk = desk
  }

  get widthPx(): number {
    return this.#width.px
  }

  set widthPx(px: number) {
    this.#width.px = px
    this.#desk.columns.roomPx = px - edgePx
  }

  get #viewport(): Viewport {
    const { listing } = this.#desk
    return { scrollTop: this.scrollTop, heightPx: this.heightPx, rowPx: this.rowPx, count: listing.order.length }
  }

  get pageRows(): number {
    return pageRows(this.#viewport)
  }

  /** Scrolls as little as shows the row. */
  reveal(key: TorrentKey | null): void {
    const index = this.#desk.listing.indexOf(key)
    if (index >= 0) this.scrollTo(reveal(index, this.#viewport))
  }

  scrollTo(top: number): void {
    this.scrollTop = top
    // The list may just have grown: its height is drawn first.
    void tick().then(() => {
      if (this.element) this.element.scrollTop = top
    })
  }

  /** Keeps the row under the pointer, or else the first one in view, where it is while others come and go. */
  hold({ before, moved }: Move): void {
    const first = Math.floor(this.scrollTop / this.rowPx)
    const candidates = before.slice(first, first + Math.ceil(this.heightPx / this.rowPx) + 1)
    const still = (key: TorrentKey): boolean => !moved.has(key)
    const hovered = this.hovered !== null && still(this.hovered) ? candidates.indexOf(this.hovered) : -1
    // At the very top with nothing under the pointer, what is new is to be seen.
    if (hovered < 0 && this.scrollTop < 1) return
    const at = hovered >= 0 ? hovered : candidates.findIndex(still)
    const anchor = candidates[at]
    if (anchor === undefined) return
    const top = anchored(this.scrollTop, this.rowPx, first + at, this.#desk.listing.indexOf(anchor))
    if (top !== this.scrollTop) this.scrollTo(top)
  }

  #draw(from: number, to: number): Drawn[] {
    const { listing } = this.#desk
    const pool = to - from + 2
    const drawn: Drawn[] = []
    for (let index = from; index < to; index += 1) {
      const key = listing.order[index]
      // Lines are recycled: scrolling changes what a line shows rather than making new ones.
      if (key !== undefined) drawn.push({ slot: String(index % pool), key, index })
    }
    const focus = listing.selection.focus
    const at = focus === null ? -1 : listing.indexOf(focus)
    if (focus === null || at < 0 || (at >= from && at < to)) return drawn
    const extra = { slot: 'focus', key: focus, index: at }
    return at < from ? [extra, ...drawn] : [...drawn, extra]
  }
}

/** The id of a row's element; a key has a slash, which ids had better not. */
export function rowId(key: TorrentKey): string {
  return `torrent-${key.replace('/', '-')}`
}

export function headId(id: ColumnId): string {
  return `head-${id}`
}
