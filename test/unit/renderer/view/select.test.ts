import { describe, expect, it } from 'vitest'
import {
  keep,
  nothingSelected,
  pick,
  pickForMenu,
  selectAll,
  selectOnly,
  stepTarget,
  stepTo,
  TypeAhead,
  type Listed,
  type Selection,
} from '../../../../renderer/view/select.ts'

function listOf(...shown: string[]): Listed {
  return {
    shown,
    indexOf: (key) => (key === null ? -1 : shown.indexOf(key)),
    has: (key) => shown.includes(key),
  }
}

const list = listOf('a', 'b', 'c', 'd', 'e')
const plain = { additive: false, range: false }
const additive = { additive: true, range: false }
const range = { additive: false, range: true }
const keys = (selection: Selection): string[] => [...selection.keys].sort()

describe('a click on a row', () => {
  it('selects it alone', () => {
    expect(keys(pick(selectOnly('a'), 'c', plain, list))).toEqual(['c'])
  })

  it('with ctrl adds it, and takes it away when it was there', () => {
    const two = pick(selectOnly('a'), 'c', additive, list)
    expect(keys(two)).toEqual(['a', 'c'])
    expect(keys(pick(two, 'a', additive, list))).toEqual(['c'])
  })

  it('with shift selects from the anchor, which stays for the next one', () => {
    const wide = pick(selectOnly('b'), 'e', range, list)
    expect(keys(wide)).toEqual(['b', 'c', 'd', 'e'])
    expect(keys(pick(wide, 'a', range, list))).toEqual(['a', 'b'])
  })

  it('with ctrl and shift adds the range to what was selected', () => {
    const start = pick(selectOnly('a'), 'c', additive, list)
    expect(keys(pick(start, 'd', { additive: true, range: true }, list))).toEqual(['a', 'c', 'd'])
  })

  it('with shift and an anchor that has gone begins a new range', () => {
    const lost: Selection = { keys: new Set(), focus: null, anchor: 'z' }
    expect(keys(pick(lost, 'c', range, list))).toEqual(['c'])
  })

  it('with the menu button keeps a selection it belongs to, and replaces another', () => {
    const two = pick(selectOnly('a'), 'c', additive, list)
    expect(keys(pickForMenu(two, 'a'))).toEqual(['a', 'c'])
    expect(keys(pickForMenu(two, 'e'))).toEqual(['e'])
  })
})

describe('the keyboard', () => {
  it('steps, pages and jumps within the list', () => {
    const at = selectOnly('c')
    expect(stepTarget(at, 'down', 3, list)).toBe('d')
    expect(stepTarget(at, 'up', 3, list)).toBe('b')
    expect(stepTarget(at, 'pageDown', 3, list)).toBe('e')
    expect(stepTarget(at, 'pageUp', 10, list)).toBe('a')
    expect(stepTarget(at, 'home', 3, list)).toBe('a')
    expect(stepTarget(at, 'end', 3, list)).toBe('e')
  })

  it('begins at the first row when it is nowhere, and finds nothing in an empty list', () => {
    expect(stepTarget(nothingSelected, 'down', 3, list)).toBe('a')
    expect(stepTarget(nothingSelected, 'down', 3, listOf())).toBeNull()
  })

  it('with shift stretches from the anchor and with ctrl moves without selecting', () => {
    const stretched = stepTo(selectOnly('b'), 'd', range, list)
    expect(keys(stretched)).toEqual(['b', 'c', 'd'])
    const moved = stepTo(stretched, 'e', additive, list)
    expect(moved.focus).toBe('e')
    expect(keys(moved)).toEqual(['b', 'c', 'd'])
  })

  it('selects all and keeps its place', () => {
    const all = selectAll(selectOnly('c'), list)
    expect(keys(all)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(all.focus).toBe('c')
  })
})

describe('when rows leave', () => {
  it('the selection keeps those that stay, and the focus goes to the nearest neighbour', () => {
    const before: Selection = { keys: new Set(['b', 'c']), focus: 'c', anchor: 'b' }
    const less = listOf('a', 'b', 'e')
    const after = keep(before, (key) => less.has(key), less, list.shown)
    expect(keys(after)).toEqual(['b'])
    expect(after.focus).toBe('b')
    expect(after.anchor).toBe('b')
  })

  it('the selection is the same object when nothing of it changed', () => {
    const before = selectOnly('a')
    expect(keep(before, () => true, list, list.shown)).toBe(before)
  })
})

describe('letters typed in the list', () => {
  const names = ['alpha', 'beta', 'bravo', 'big buck', 'gamma']
  const type = (typed: TypeAhead, letter: string, now: number, from: number): number =>
    typed.type(letter, now, from, names.length, (index) => names[index] ?? '')

  it('find the row that begins so', () => {
    const typed = new TypeAhead()
    expect(type(typed, 'b', 0, 0)).toBe(1)
    expect(type(typed, 'r', 100, 1)).toBe(2)
  })

  it('walk through the rows of one letter when it is repeated', () => {
    const typed = new TypeAhead()
    expect(type(typed, 'b', 0, 0)).toBe(1)
    expect(type(typed, 'b', 100, 1)).toBe(2)
    expect(type(typed, 'b', 200, 2)).toBe(3)
    expect(type(typed, 'b', 300, 3)).toBe(1)
  })

  it('begin anew after a pause', () => {
    const typed = new TypeAhead(500)
    type(typed, 'b', 0, 0)
    expect(typed.pending(400)).toBe(true)
    expect(typed.pending(600)).toBe(false)
    expect(type(typed, 'g', 1000, 1)).toBe(4)
  })

  it('take a space in while they are being typed', () => {
    const typed = new TypeAhead()
    for (const [at, letter] of [...'big '].entries()) type(typed, letter, at * 100, 0)
    expect(type(typed, 'b', 500, 3)).toBe(3)
  })

  it('find nothing where nothing begins so', () => {
    expect(type(new TypeAhead(), 'z', 0, 0)).toBe(-1)
  })
})
