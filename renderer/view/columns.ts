import { columnIds, type ColumnChoice, type ColumnId } from '../../preload/contract/settings.ts'

export type Align = 'start' | 'end'

export interface ColumnSpec {
  readonly id: ColumnId
  readonly widthPx: number
  readonly minPx: number
  readonly align: Align
  /** Whether a first click sorts from large to small. */
  readonly downFirst: boolean
}

/** Visible at first, in this order: the columns of the pictures. */
const shownAtFirst: readonly ColumnId[] = [
  'name',
  'daemon',
  'size',
  'progress',
  'down',
  'up',
  'left',
  'ratio',
  'seeds',
  'label',
  'added',
]

const textColumns: ReadonlySet<ColumnId> = new Set([
  'name',
  'daemon',
  'state',
  'label',
  'tracker',
  'trackerStatus',
  'folder',
  'owner',
  'shared',
  'private',
])

/** Wide enough for the widest figure, so that nothing moves when figures change; a column not named takes 96. */
const widths: Partial<Record<ColumnId, number>> = {
  queue: 64,
  name: 180,
  daemon: 92,
  size: 74,
  progress: 126,
  state: 104,
  down: 82,
  up: 82,
  left: 80,
  ratio: 52,
  seeds: 86,
  peers: 86,
  label: 70,
  added: 100,
  completed: 100,
  seenComplete: 100,
  lastTransfer: 100,
  uploaded: 82,
  availability: 92,
  seedsPeers: 110,
  tracker: 150,
  trackerStatus: 180,
  folder: 220,
  shared: 68,
  private: 68,
}

function spec(id: ColumnId): ColumnSpec {
  const text = textColumns.has(id)
  return {
    id,
    widthPx: widths[id] ?? 96,
    minPx: id === 'name' ? 120 : id === 'progress' ? 92 : 40,
    align: text || id === 'progress' ? 'start' : 'end',
    downFirst: !text && id !== 'queue' && id !== 'left',
  }
}

export const columnSpecs: Readonly<Record<ColumnId, ColumnSpec>> = Object.fromEntries(
  columnIds.map((id) => [id, spec(id)]),
) as Record<ColumnId, ColumnSpec>

/** As long as nobody has chosen columns, these step aside, in this order, where the name would get less than its due. */
const stepAside: readonly ColumnId[] = ['label', 'ratio', 'up', 'added', 'seeds', 'size', 'left', 'down']
const nameDuePx = 280

/** What the first choice of columns goes by. */
export interface Room {
  readonly px: number
  /** Columns that the list is sorted by: they stay, or nobody would see how it is sorted. */
  readonly sorted: readonly ColumnId[]
  /** How wide the daemons' names are; null = not known, 0 = they have no column now. */
  readonly daemonPx: number | null
}

const plenty: Room = { px: Number.POSITIVE_INFINITY, sorted: [], daemonPx: null }

function firstChoice({ px, sorted, daemonPx }: Room): ColumnChoice[] {
  const shown = new Set([...shownAtFirst, ...sorted])
  if (daemonPx === 0) shown.delete('daemon')
  const widthOf = (id: ColumnId): number =>
    id === 'daemon' && daemonPx !== null
      ? Math.min(
          px < scarcePx ? mostDaemonPx.scarce : mostDaemonPx.usual,
          Math.max(columnSpecs.daemon.widthPx, daemonPx),
        )
      : columnSpecs[id].widthPx
  const others = (): number => [...shown].reduce((sum, id) => sum + (id === 'name' ? 0 : widthOf(id)), 0)
  for (const id of stepAside) {
    if (px - others() >= nameDuePx) break
    if (!sorted.includes(id)) shown.delete(id)
  }
  // With nothing left to step aside, the name gives way itself before anything is scrolled out of sight.
  const { minPx, widthPx } = columnSpecs.name
  const namePx = Math.min(widthPx, Math.max(minPx, px - others()))
  return [...shown].map((id) => ({ id, width: id === 'name' ? namePx : widthOf(id), visible: true }))
}

/** Names longer than this are cut; sooner where the figures need the room. */
const mostDaemonPx = { usual: 160, scarce: 112 }
const scarcePx = 1000

/** Every column once, as chosen; what a choice does not name follows hidden. No choice yet: the first one for that room. */
export function allColumns(choice: readonly ColumnChoice[], room: Room = plenty): ColumnChoice[] {
  const chosen = choice.length > 0 ? choice : firstChoice(room)
  const seen = new Set<ColumnId>()
  const known = chosen.filter(({ id }) => id in columnSpecs && !seen.has(id) && seen.add(id))
  return [...known, ...columnIds.filter((id) => !seen.has(id)).map((id) => fresh(id, false))]
}

function fresh(id: ColumnId, visible: boolean): ColumnChoice {
  return { id, width: columnSpecs[id].widthPx, visible }
}

/** The name cannot be hidden: a table without it says nothing. */
export function setVisible(columns: readonly ColumnChoice[], id: ColumnId, visible: boolean): ColumnChoice[] {
  if (id === 'name' && !visible) return [...columns]
  const column = columns.find((each) => each.id === id)
  if (!column || column.visible === visible) return [...columns]
  const changed = { ...column, visible }
  if (!visible) return columns.map((each) => (each.id === id ? changed : each))
  // A column that comes joins the visible ones at their end, where it is seen.
  const others = columns.filter((each) => each.id !== id)
  const last = others.findLastIndex((each) => each.visible)
  return [...others.slice(0, last + 1), changed, ...others.slice(last + 1)]
}

/** Puts a column before another one (null = after the last visible one). */
export function moveColumn(columns: readonly ColumnChoice[], id: ColumnId, before: ColumnId | null): ColumnChoice[] {
  const column = columns.find((each) => each.id === id)
  if (!column || id === before) return [...columns]
  const others = columns.filter((each) => each.id !== id)
  const found = before === null ? -1 : others.findIndex((each) => each.id === before)
  const at = found < 0 ? others.findLastIndex((each) => each.visible) + 1 : found
  return [...others.slice(0, at), column, ...others.slice(at)]
}

const mostPx = 2000

export function resizeColumn(columns: readonly ColumnChoice[], id: ColumnId, width: number): ColumnChoice[] {
  const clamped = Math.round(Math.min(mostPx, Math.max(columnSpecs[id].minPx, width)))
  return columns.map((each) => (each.id === id ? { ...each, width: clamped } : each))
}

export interface PlacedColumn extends ColumnSpec {
  /** As drawn now. */
  readonly px: number
}

/** The visible columns with the widths they are drawn at: the name takes whatever room the others leave. */
export function placeColumns(columns: readonly ColumnChoice[], availablePx: number): PlacedColumn[] {
  const visible = columns.filter((each) => each.visible)
  const wanted = visible.reduce((sum, each) => sum + each.width, 0)
  const spare = Math.max(0, availablePx - wanted)
  return visible.map(({ id, width }) => ({ ...columnSpecs[id], px: width + (id === 'name' ? spare : 0) }))
}

/**
 * The drag of a column's right edge by some pixels. When the name column has taken spare room, its own edge moves the
 * neighbour's width instead, so that the edge follows the pointer.
 */
export function dragEdge(
  columns: readonly ColumnChoice[],
  id: ColumnId,
  byPx: number,
  availablePx: number,
): ColumnChoice[] {
  const visible = columns.filter((each) => each.visible)
  const at = visible.findIndex((each) => each.id === id)
  const column = visible[at]
  if (!column) return [...columns]
  const spare = availablePx - visible.reduce((sum, each) => sum + each.width, 0)
  const nameAt = visible.findIndex((each) => each.id === 'name')
  const next = visible[at + 1]
  // Left of the stretched name (or on its own edge) the room is taken from the name or the neighbour.
  if (spare > 0 && at === nameAt && next) return resizeColumn(columns, next.id, next.width - byPx)
  if (spare > 0 && at > nameAt && nameAt >= 0 && next) {
    const taken = resizeColumn(columns, id, column.width + byPx)
    const grown = (taken.find((each) => each.id === id)?.width ?? column.width) - column.width
    return resizeColumn(taken, next.id, next.width - grown)
  }
  return resizeColumn(columns, id, column.width + byPx)
}
