import { describe, expect, it } from 'vitest'
import { columnIds, type ColumnChoice, type ColumnId } from '../../../../preload/contract/settings.ts'
import {
  allColumns,
  columnSpecs,
  dragEdge,
  moveColumn,
  placeColumns,
  resizeColumn,
  setVisible,
} from '../../../../renderer/view/columns.ts'

const visible = (columns: readonly ColumnChoice[]): ColumnId[] => columns.filter((c) => c.visible).map((c) => c.id)
const widthOf = (columns: readonly ColumnChoice[], id: ColumnId): number | undefined =>
  columns.find((column) => column.id === id)?.width

const three: ColumnChoice[] = allColumns([
  { id: 'name', width: 200, visible: true },
  { id: 'size', width: 80, visible: true },
  { id: 'down', width: 80, visible: true },
])

describe('the columns', () => {
  it('are at first those of the pictures, with every other one hidden behind', () => {
    const columns = allColumns([])
    expect(visible(columns)).toEqual([
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
    ])
    expect(columns.map((column) => column.id).sort()).toEqual([...columnIds].sort())
  })

  it('are each there once, however the choice was damaged', () => {
    const twice: ColumnChoice[] = [...three.slice(0, 2), ...three.slice(0, 2)]
    expect(allColumns(twice)).toHaveLength(columnIds.length)
  })

  it('come at the end of the visible ones and go where they are', () => {
    const more = setVisible(three, 'ratio', true)
    expect(visible(more)).toEqual(['name', 'size', 'down', 'ratio'])
    expect(visible(setVisible(more, 'size', false))).toEqual(['name', 'down', 'ratio'])
  })

  it('never lose the name', () => {
    expect(visible(setVisible(three, 'name', false))).toContain('name')
  })

  it('move before another one, or to the end', () => {
    expect(visible(moveColumn(three, 'down', 'name'))).toEqual(['down', 'name', 'size'])
    expect(visible(moveColumn(three, 'name', null))).toEqual(['size', 'down', 'name'])
    expect(visible(moveColumn(three, 'size', 'size'))).toEqual(['name', 'size', 'down'])
  })

  it('never get narrower than can be read', () => {
    expect(widthOf(resizeColumn(three, 'name', 3), 'name')).toBe(columnSpecs.name.minPx)
  })
})

describe('the widths as drawn', () => {
  it('give the room that is left to the name', () => {
    expect(placeColumns(three, 1000).map((column) => column.px)).toEqual([840, 80, 80])
  })

  it('are those chosen when there is not enough room', () => {
    expect(placeColumns(three, 100).map((column) => column.px)).toEqual([200, 80, 80])
  })

  it('follow the pointer on the edge of the stretched name by moving the neighbour', () => {
    const narrower = dragEdge(three, 'name', 20, 1000)
    expect(widthOf(narrower, 'size')).toBe(60)
    expect(placeColumns(narrower, 1000)[0]?.px).toBe(860)
  })

  it('take from the neighbour at an edge right of the stretched name', () => {
    const moved = dragEdge(three, 'size', 15, 1000)
    expect([widthOf(moved, 'size'), widthOf(moved, 'down')]).toEqual([95, 65])
  })

  it('simply grow where the table is wider than the window', () => {
    const grown = dragEdge(three, 'size', 15, 100)
    expect([widthOf(grown, 'size'), widthOf(grown, 'down')]).toEqual([95, 80])
  })
})

describe('the first choice of columns', () => {
  const visible = (roomPx: number): string[] =>
    allColumns([], { px: roomPx, sorted: [], daemonPx: null })
      .filter((column) => column.visible)
      .map(({ id }) => id)

  it('leaves the name its room: in a narrow table some step aside', () => {
    expect(visible(1400)).toContain('label')
    expect(visible(1020)).not.toContain('label')
    const name = placeColumns(allColumns([], { px: 1020, sorted: [], daemonPx: null }), 1020).find(
      ({ id }) => id === 'name',
    )
    expect(name?.px).toBeGreaterThanOrEqual(280)
  })

  it('never takes away a column that somebody chose', () => {
    const chosen = allColumns([]).filter((column) => column.visible)
    expect(allColumns(chosen, { px: 300, sorted: [], daemonPx: null }).filter((column) => column.visible)).toEqual(
      chosen,
    )
  })

  it('step aside down to the name and the progress, but never the one that is sorted by', () => {
    const at = (px: number, sorted: ColumnId[], daemonPx: number | null = null): ColumnId[] =>
      allColumns([], { px, sorted, daemonPx })
        .filter((column) => column.visible)
        .map(({ id }) => id)
    expect(at(732, ['down'])).toEqual(['name', 'daemon', 'progress', 'down', 'left'])
    expect(at(620, ['added'], 0)).toEqual(['name', 'progress', 'down', 'added'])
    expect(at(300, ['ratio'], 0)).toEqual(['name', 'progress', 'ratio'])
  })

  it('give the daemons as much as their names need, within bounds', () => {
    const wide = (px: number, daemonPx: number): number | undefined =>
      widthOf(allColumns([], { px, sorted: [], daemonPx }), 'daemon')
    expect(wide(1400, 60)).toBe(columnSpecs.daemon.widthPx)
    expect(wide(1400, 130)).toBe(130)
    expect([wide(1400, 900), wide(800, 900)]).toEqual([160, 112])
  })
})
