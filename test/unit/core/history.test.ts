import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { History } from '../../../main/core/events/history.ts'
import { history as most } from '../../../main/lib/bounds.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { ManualClock } from './clock.ts'

describe('the history of a daemon', () => {
  it('takes so many lines in a minute, and then says how many there were', async () => {
    const clock = new ManualClock()
    const told: HistoryEvent[] = []
    const store = {
      lastId: 0,
      append: () => Promise.resolve(),
      list: () => Promise.resolve([]),
      of: () => Promise.resolve([]),
    }
    const history = new History(store, clock, silentLog, () => 'Nas')
    history.told.on((events) => told.push(...events))
    for (let line = 0; line < most.perMinute + 70; line += 1) {
      history.add({ kind: 'added', daemon: 'nas1', name: `torrent ${line}` })
    }
    history.add(
      { kind: 'acted', daemon: 'nas1', name: 'what a person did' },
      { kind: 'added', daemon: 'box2', name: 'b' },
    )
    expect(told).toHaveLength(most.perMinute + 2)
    await clock.advance(60_000)
    expect(told.at(-1)).toMatchObject({
      kind: 'omitted',
      daemon: 'nas1',
      name: 'Nas',
      text: expect.stringContaining('70 more') as string,
    })
  })
})
