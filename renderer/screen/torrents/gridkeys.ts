import type { ColumnId } from '../../../preload/contract/settings.ts'
import type { Desk } from '../../data/desk.svelte.ts'
import { t, type CommandId } from '../../text/words.ts'
import { moveColumn, resizeColumn } from '../../view/columns.ts'
import { fold } from '../../../preload/listing/fold.ts'
import { gridCommand, headerCommand, type GridCommand, type HeaderCommand } from '../../view/keys.ts'
import { pick, selectOnly, stepTarget, stepTo, TypeAhead } from '../../view/select.ts'
import { shortcutOf } from '../../view/shortcut.ts'
import type { GridView } from './grid.svelte.ts'

interface Doings {
  /** Opens the menu of the selected rows where the keyboard is. */
  menu: () => void
  headMenu: (id: ColumnId) => void
  /** A sentence for screen readers. */
  say: (text: string) => void
}

const widthStepPx = 16

/** What the keyboard does in the table: on the rows, and on the heads when it went up there. */
export class GridKeys {
  readonly #desk: Desk
  readonly #grid: GridView
  readonly #doings: Doings
  readonly #typed = new TypeAhead()

  constructor(desk: Desk, grid: GridView, doings: Doings) {
    this.#desk = desk
    this.#grid = grid
    this.#doings = doings
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const done = this.#grid.head === null ? this.#onRows(event) : this.#onHeads(event, this.#grid.head)
    if (!done) return
    event.preventDefault()
    event.stopPropagation()
  }

  #onRows(event: KeyboardEvent): boolean {
    if (event.key === ' ' && this.#typed.pending(event.timeStamp)) return this.#type(' ', event.timeStamp)
    const shortcut = shortcutOf(event)
    const { commands } = this.#desk
    const own = shortcut === null ? null : commands.at(shortcut, 'list')
    if (own) return this.#run(own)
    if (shortcut !== null && commands.at(shortcut, 'window')) return false
    const command = gridCommand(event)
    if (!command) return false
    if (command.do === 'step') return this.#step(command)
    if (command.do === 'type') return this.#type(command.letter, event.timeStamp)
    return this.#act(command)
  }

  /** Nothing is selected to be copied: the browser may copy what it has. */
  #run(id: CommandId): boolean {
    const { commands, listing } = this.#desk
    if (id.startsWith('copy') && listing.selected.length === 0) return false
    commands.run(id)
    return true
  }

  #step({ step, additive, range }: Extract<GridCommand, { do: 'step' }>): boolean {
    const { listing } = this.#desk
    const first = listing.order[0]
    const atTop = first === undefined || listing.selection.focus === null || listing.selection.focus === first
    if (step === 'up' && atTop && !additive && !range) {
      this.#toHead(this.#grid.columns[0]?.id)
      return true
    }
    const key = stepTarget(listing.selection, step, this.#grid.pageRows, listing)
    if (key === null) return true
    listing.setSelection(stepTo(listing.selection, key, { additive, range }, listing))
    this.#grid.reveal(key)
    return true
  }

  #type(letter: string, at: number): boolean {
    const { listing, torrents } = this.#desk
    const from = Math.max(0, listing.indexOf(listing.selection.focus))
    const name = (index: number): string => fold(torrents.rows.get(listing.order[index] ?? '')?.name ?? '')
    const found = this.#typed.type(fold(letter), at, from, listing.order.length, name)
    const key = listing.order[found]
    if (key === undefined) return true
    listing.setSelection(selectOnly(key))
    this.#grid.reveal(key)
    return true
  }

  #act(command: Exclude<GridCommand, { do: 'step' | 'type' }>): boolean {
    const { frame, listing } = this.#desk
    const focus = listing.selection.focus
    if (command.do === 'deselect') {
      if (frame.over !== null) frame.away()
      else if (listing.selected.length === 0) return false
      else listing.deselect()
    } else if (command.do === 'pickFocus') {
      if (focus) listing.setSelection(pick(listing.selection, focus, { additive: true, range: false }, listing))
    } else if (command.do === 'details') frame.showDetails(true)
    else this.#doings.menu()
    return true
  }

  // ---- heads

  #toHead(id: ColumnId | undefined): void {
    if (id) this.#grid.head = id
  }

  #onHeads(event: KeyboardEvent, id: ColumnId): boolean {
    const command = headerCommand(event)
    if (!command) return false
    if (command.do === 'leave') this.#leaveHeads()
    else if (command.do === 'step') this.#stepHead(id, command.to)
    else if (command.do === 'sort' || command.do === 'sortSecond') this.#sort(id, command.do === 'sortSecond')
    else if (command.do === 'menu') this.#doings.headMenu(id)
    else if (command.do === 'move') this.#move(id, command.by)
    else if (command.do === 'resize') this.#resize(id, command.by)
    return true
  }

  #leaveHeads(): void {
    const { listing } = this.#desk
    this.#grid.head = null
    const first = listing.order[0]
    if (first !== undefined && listing.indexOf(listing.selection.focus) < 0) listing.setSelection(selectOnly(first))
  }

  #stepHead(id: ColumnId, to: Extract<HeaderCommand, { do: 'step' }>['to']): void {
    const { columns } = this.#grid
    const at = columns.findIndex((column) => column.id === id)
    const targets = { left: at - 1, right: at + 1, home: 0, end: columns.length - 1 }
    this.#toHead(columns[Math.min(columns.length - 1, Math.max(0, targets[to]))]?.id)
  }

  #sort(id: ColumnId, second: boolean): void {
    const { listing } = this.#desk
    listing.sortBy(id, second)
    const keys = listing.sort.map(({ column, down }) =>
      down ? t.table.descending(t.columnNames[column]) : t.table.ascending(t.columnNames[column]),
    )
    this.#doings.say(t.table.sortedBy(keys.join('; ')))
  }

  #move(id: ColumnId, by: -1 | 1): void {
    const { columns } = this.#grid
    const at = columns.findIndex((column) => column.id === id)
    const to = Math.min(columns.length - 1, Math.max(0, at + by))
    if (to === at) return
    const before = columns[by < 0 ? to : to + 1]?.id ?? null
    const { settings } = this.#desk
    settings.set({ columns: moveColumn(this.#desk.columns.value, id, before) })
    this.#doings.say(t.table.moved(t.columnNames[id], to + 1, columns.length))
  }

  #resize(id: ColumnId, by: -1 | 1): void {
    const { settings } = this.#desk
    const columns = this.#desk.columns.value
    const width = columns.find((column) => column.id === id)?.width ?? 0
    const next = resizeColumn(columns, id, width + by * widthStepPx)
    settings.set({ columns: next })
    const now = next.find((column) => column.id === id)?.width ?? width
    this.#doings.say(t.table.widthIs(t.columnNames[id], now))
  }
}
