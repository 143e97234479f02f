import { describe, expect, it } from 'vitest'
import { mostNames, planRemoval } from '../../../../renderer/screen/remove/plan.ts'
import { planFor } from '../../../../renderer/screen/parts/plan.ts'
import { sampleDaemon, sampleRow } from './samples.ts'

const [nas, attic] = [sampleDaemon(), sampleDaemon({ id: 'attic0', name: 'attic' })]
const hash = (number: number): string => number.toString(16).padStart(40, '0')
const rowsOf = (daemon: string, many: number) =>
  Array.from({ length: many }, (_, n) => sampleRow(daemon, hash(n), { name: `${daemon} ${n}`, doneBytes: 10 }))

describe('what a removal would do', () => {
  const rows = new Map([...rowsOf('nas0', 8), ...rowsOf('attic0', 2)].map((row) => [row.key, row]))
  const keys = [...rows.keys()]

  it('names the first few and counts the rest, by daemon', () => {
    const whole = planFor(keys, rows, [nas, attic], () => null)
    const plan = planRemoval(whole)
    expect(plan.names.map(({ name }) => name)).toEqual(Array.from({ length: mostNames }, (_, n) => `nas0 ${n}`))
    expect(plan.more).toBe(4)
    expect(whole.perDaemon.map(({ daemon, rows: own }) => [daemon.name, own.length])).toEqual([
      ['nas', 8],
      ['attic', 2],
    ])
    expect(plan.bytes).toBe(100)
  })

  it('leaves out, with the reason, what a daemon cannot do now', () => {
    const whole = planFor(keys, rows, [nas, attic], (id) => (id === 'attic0' ? 'attic is not connected.' : null))
    const plan = planRemoval(whole)
    expect(plan.keys).toHaveLength(8)
    expect(plan.bytes).toBe(80)
    expect(whole.perDaemon).toHaveLength(1)
    expect(whole.staying).toMatchObject([{ count: 2, why: 'attic is not connected.' }])
  })

  it('forgets torrents that have gone meanwhile', () => {
    const plan = planRemoval(planFor(['nas0/' + hash(99)], rows, [nas], () => null))
    expect(plan).toMatchObject({ keys: [], names: [], more: 0, bytes: 0 })
  })

  it('does not write "and 1 more" where the name has room', () => {
    const seven = keys.slice(0, mostNames + 1)
    expect(planRemoval(planFor(seven, rows, [nas], () => null))).toMatchObject({ more: 0 })
  })
})
