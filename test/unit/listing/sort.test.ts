import { describe, expect, it } from 'vitest'
import type { ColumnId, SortKey } from '../../../preload/contract/settings.ts'
import type { Row } from '../../../preload/listing/row.ts'
import { nextSort, Order } from '../../../preload/listing/sort.ts'
import { makeRow } from '../renderer/view/rows.ts'

const context = { daemonName: (id: string): string => ({ nas0: 'zeta', attic0: 'alpha' })[id] ?? id }

function sorted(rows: Row[], ...keys: SortKey[]): string[] {
  return [...rows].sort(new Order(keys, context).compare).map((row) => row.name)
}

const up = (column: ColumnId): SortKey => ({ column, down: false })
const down = (column: ColumnId): SortKey => ({ column, down: true })

describe('an order of rows', () => {
  it('puts part 2 before part 10 and é beside e', () => {
    const names = ['part 10', 'Évora', 'part 2', 'evora', 'Faro']
    const rows = names.map((name, number) => makeRow(number, { name }))
    expect(sorted(rows, up('name'))).toEqual(['evora', 'Évora', 'Faro', 'part 2', 'part 10'])
  })

  it('keeps unknown values last whichever way the column is turned', () => {
    const rows = [
      makeRow(1, { name: 'none', ratio: null }),
      makeRow(2, { name: 'low', ratio: 0 }),
      makeRow(3, { name: 'high', ratio: 9 }),
    ]
    expect(sorted(rows, up('ratio'))).toEqual(['low', 'high', 'none'])
    expect(sorted(rows, down('ratio'))).toEqual(['high', 'low', 'none'])
  })

  it('sorts by a second key where the first is equal, each in its own direction', () => {
    const rows = [
      makeRow(1, { name: 'a', label: 'x', sizeBytes: 1 }),
      makeRow(2, { name: 'b', label: 'y', sizeBytes: 5 }),
      makeRow(3, { name: 'c', label: 'x', sizeBytes: 9 }),
    ]
    expect(sorted(rows, up('label'), down('size'))).toEqual(['c', 'a', 'b'])
  })

  it('sorts daemons by the names that are shown', () => {
    const rows = [makeRow(1, { name: 'on zeta', daemon: 'nas0' }), makeRow(2, { name: 'on alpha', daemon: 'attic0' })]
    expect(sorted(rows, up('daemon'))).toEqual(['on alpha', 'on zeta'])
  })

  it('gives equal rows the same places at every sort', () => {
    const rows = Array.from({ length: 50 }, (_, number) => makeRow(number, { name: 'same', sizeBytes: 7 }))
    const order = new Order([down('size')], context)
    const keys = (list: Row[]): string[] => list.sort(order.compare).map((row) => row.key)
    expect(keys([...rows].reverse())).toEqual(keys([...rows]))
  })

  it('knows that a change of other fields leaves a row in its place', () => {
    const before = makeRow(1, { downBytesPerSecond: 1 })
    const order = new Order([up('size')], context)
    expect(order.same(before, { ...before, downBytesPerSecond: 99 })).toBe(true)
    expect(order.same(before, { ...before, sizeBytes: 2 })).toBe(false)
  })
})

describe('a click on a head', () => {
  const downFirst = (column: ColumnId): boolean => column === 'size'

  it('sorts figures from large to small and names from a to z, and turns with the next click', () => {
    expect(nextSort([], 'size', false, downFirst)).toEqual([down('size')])
    expect(nextSort([], 'name', false, downFirst)).toEqual([up('name')])
    expect(nextSort([up('name')], 'name', false, downFirst)).toEqual([down('name')])
  })

  it('with shift adds a second key, and turns it with the next', () => {
    expect(nextSort([up('name')], 'size', true, downFirst)).toEqual([up('name'), down('size')])
    expect(nextSort([up('name'), down('size')], 'size', true, downFirst)).toEqual([up('name'), up('size')])
  })

  it('with shift on the first key turns it and keeps the second', () => {
    expect(nextSort([up('name'), down('size')], 'name', true, downFirst)).toEqual([down('name'), down('size')])
  })

  it('without shift lets the second key go', () => {
    expect(nextSort([up('name'), down('size')], 'label', false, downFirst)).toEqual([up('label')])
  })
})
