import { describe, expect, it } from 'vitest'
import type { TorrentState } from '../../../../preload/contract/torrents.ts'
import { planMass, type MassPlan } from '../../../../renderer/screen/mass/plan.ts'
import { planFor } from '../../../../renderer/screen/parts/plan.ts'
import { sampleDaemon, sampleRow } from './samples.ts'

const [nas, attic] = [sampleDaemon(), sampleDaemon({ id: 'attic0', name: 'attic' })]
const states: TorrentState[] = ['seeding', 'downloading', 'queued', 'paused', 'paused', 'paused', 'error']
const list = [nas, attic].flatMap(({ id }) =>
  states.map((state, n) => sampleRow(id, n.toString(16).padStart(40, '0'), { name: `${id} ${n}`, state })),
)
const rows = new Map(list.map((row) => [row.key, row]))
const whole = planFor([...rows.keys()], rows, [nas, attic], () => null)
const none = new Set<string>()
const counts = ({ perDaemon }: MassPlan) => perDaemon.map(({ acting, already }) => [acting, already])
const namesOf = (keys: readonly string[]) => keys.map((key) => rows.get(key)?.name)

describe('what pausing or resuming many would do', () => {
  it('is counted by daemon, with those that are so already', () => {
    expect(counts(planMass('pause', whole, none, true))).toEqual([
      [3, 3],
      [3, 3],
    ])
    expect(counts(planMass('resume', whole, none, true))).toEqual([
      [4, 3],
      [4, 3],
    ])
  })

  it('leaves out what a daemon cannot do now', () => {
    const part = planFor([...rows.keys()], rows, [nas, attic], (id) => (id === 'attic0' ? 'Not now.' : null))
    expect(planMass('pause', part, none, true).keys).toHaveLength(3)
    expect(part.staying).toMatchObject([{ count: 7, why: 'Not now.' }])
  })

  it('leaves alone what was paused before the rest, unless that is wanted', () => {
    const together = new Set(['nas0/', 'attic0/'].map((daemon) => `${daemon}${(3).toString(16).padStart(40, '0')}`))
    const plan = planMass('resume', whole, together, true)
    expect(namesOf(plan.keys)).toEqual(['nas0 3', 'attic0 3'])
    expect(plan.mixed?.together).toBe(2)
    expect(plan.mixed?.before.map(({ name }) => name)).toEqual(['nas0 4', 'nas0 5', 'attic0 4', 'attic0 5'])
    expect(planMass('resume', whole, together, false).keys).toHaveLength(8)
    expect(planMass('pause', whole, together, true).mixed).toBeNull()
  })

  it('asks no such question where all or none were paused together', () => {
    expect(planMass('resume', whole, none, true).mixed).toBeNull()
    expect(planMass('resume', whole, new Set(rows.keys()), true).mixed).toBeNull()
  })
})
