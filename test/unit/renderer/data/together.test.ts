import { expect, it } from 'vitest'
import { Together } from '../../../../renderer/data/together.ts'
import { makeRow } from '../view/rows.ts'

const row = (number: number, state: 'paused' | 'seeding') => makeRow(number, { state })

it('what was paused in one go is remembered until it runs again or is gone', () => {
  const together = new Together()
  const [a, b, c] = [row(1, 'paused'), row(2, 'paused'), row(3, 'paused')]
  together.note([a.key, b.key, c.key], 5000)
  expect(together.at).toBe(5000)
  // The daemon's word for the pausing itself comes after it.
  together.settle([{ key: a.key, before: row(1, 'seeding'), after: a }])
  expect([...together.keys]).toEqual([a.key, b.key, c.key])
  together.settle([
    { key: b.key, before: b, after: row(2, 'seeding') },
    { key: c.key, before: c, after: undefined },
  ])
  expect([...together.keys]).toEqual([a.key])
})
