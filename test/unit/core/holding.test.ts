import { describe, expect, it } from 'vitest'
import { Holding } from '../../../main/core/daemons/holding.ts'

const why = { endings: 4, what: 'TypeError' }

describe('the safe mode', () => {
  it('lasts until the person has decided about every daemon', () => {
    const holding = new Holding(why)
    const told: (string[] | null)[] = []
    holding.changed.on((state) => told.push(state && state.held))
    holding.hold(['one', 'two'])
    expect(holding.state).toEqual({ ...why, held: ['one', 'two'] })
    holding.release('one')
    holding.release('one')
    expect([holding.isHeld('one'), holding.isHeld('two')]).toEqual([false, true])
    holding.release('two')
    expect([holding.state, told]).toEqual([null, [['two'], null]])
  })

  it('is nothing that a program may end', () => {
    const holding = new Holding(why)
    holding.hold(['one'])
    expect(() => holding.refuse('program')).toThrow('a person at its window decides')
    holding.refuse('window')
    expect(holding.releaseAll()).toEqual(['one'])
    holding.refuse('program')
  })

  it('is not there after a start as usual', () => {
    const holding = new Holding(null)
    holding.hold(['one'])
    expect([holding.state, holding.isHeld('one')]).toEqual([null, false])
  })
})
