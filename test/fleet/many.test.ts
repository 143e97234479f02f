import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Crowd, livingCount, troubledCount } from './many.ts'

const torrentsEach = 200
let crowd: Crowd

beforeAll(async () => {
  crowd = await Crowd.gather(torrentsEach)
})
afterAll(() => crowd.close())

describe('twenty daemons, of which eight die or hang,', () => {
  it('are all in one list at first', () => {
    expect(crowd.estuary.rows.size).toBe((livingCount + troubledCount) * torrentsEach)
  })

  it('leave the twelve others live, and every action on those has its effect', async () => {
    await crowd.trouble()
    for (const verb of ['resume', 'pause'] as const) {
      for (const each of crowd.living) await crowd.actOn(each, verb)
    }
    for (const { id } of crowd.living) expect(crowd.estuary.linkState(id)).toBe('live')
  })

  it('keep their rows, each with its own reason', async () => {
    for (const { id, daemon } of crowd.troubled) {
      await crowd.estuary.until(`${daemon.name} is not live`, () => crowd.estuary.linkState(id) !== 'live', 40_000)
      expect(crowd.estuary.rowsOf(id)).toHaveLength(torrentsEach)
    }
  })

  it('are there again when they are well again', async () => {
    for (const { daemon } of crowd.troubled) await daemon.behave()
    for (const { id } of crowd.troubled) await crowd.estuary.call('daemons.connect', { id })
    for (const { id } of crowd.troubled) await crowd.estuary.untilLink(id, 'live', 40_000)
    expect(crowd.estuary.rows.size).toBe((livingCount + troubledCount) * torrentsEach)
  })
})
