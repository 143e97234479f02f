import { expect, it } from 'vitest'
import { Lane } from '../../../main/lib/lane.ts'

it('so many run at once, the others in their order, and one that fails makes room all the same', async () => {
  const lane = new Lane(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const outcomes = [0, 1, 2, 3].map((n) =>
    lane
      .run(async () => {
        begun.push(n)
        await new Promise<void>((resolve) => ends.push(resolve))
        if (n === 0) throw new Error('No.')
        return n
      })
      .catch((error: unknown) => String(error)),
  )
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  await settle()
  expect([begun, lane.isFree]).toEqual([[0, 1], false])
  ends[0]?.()
  await settle()
  expect(begun).toEqual([0, 1, 2])
  for (const n of [1, 2]) ends[n]?.()
  await settle()
  ends[3]?.()
  expect(await Promise.all(outcomes)).toEqual(['Error: No.', 1, 2, 3])
  expect(lane.isFree).toBe(true)
})
