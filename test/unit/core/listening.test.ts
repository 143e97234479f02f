import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { FeedListener } from '../../../main/core/core.ts'
import { Listening } from '../../../main/core/listening.ts'
import type { Clock } from '../../../main/lib/clock.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { ManualClock } from './clock.ts'
import { said } from '../../said.ts'

type Open = (sink: FeedListener, clock: Clock) => () => void

function listenTo(open: Open, take: (item: unknown) => void = () => {}) {
  const clock = new ManualClock()
  const items: unknown[] = []
  const ends: Problem[] = []
  let overs = 0
  const listener: FeedListener = {
    item: (item) => {
      items.push(item)
      take(item)
    },
    ended: (why) => ends.push(why),
  }
  const listening = new Listening({ name: 'news', clock, log: silentLog, listener, open, over: () => (overs += 1) })
  listening.begin()
  return { clock, items, ends, listening, overs: () => overs }
}

const spoil = (): never => {
  throw new TypeError('spoiled')
}

describe('listening to a feed', () => {
  it('begins it anew when its timer fails, with its present state', async () => {
    let begun = 0
    const { clock, items, ends } = listenTo((sink, own) => {
      begun += 1
      sink.item(begun)
      if (begun === 1) own.after(100, spoil)
      return () => {}
    })
    await clock.advance(2_000)
    expect([items, ends]).toEqual([[1, 2], []])
  })

  it('hears nothing more of a life that failed, and ends what it had begun', async () => {
    const sinks: FeedListener[] = []
    let stopped = 0
    const { clock, items } = listenTo(
      (sink) => {
        sinks.push(sink)
        return () => (stopped += 1)
      },
      (item) => {
        if (item === 'bad') spoil()
      },
    )
    sinks[0]!.item('bad')
    sinks[0]!.item('late')
    await clock.advance(2_000)
    sinks[1]!.item('new')
    expect([items, stopped, sinks.length]).toEqual([['bad', 'new'], 1, 2])
  })

  it('ends with a reason when it fails again and again', async () => {
    let begun = 0
    const { clock, ends, overs } = listenTo((_sink, own) => {
      begun += 1
      own.after(10, () => Promise.reject(new TypeError('spoiled')))
      return () => {}
    })
    await clock.advance(120_000)
    expect([begun, ends.map(({ code }) => code), overs()]).toEqual([6, ['internal'], 1])
  })

  it('ends at once where the feed cannot be had, and when it is stopped', async () => {
    const refused = listenTo(() => {
      throw new Fault('not-found', said('There is none.'))
    })
    expect(refused.ends.map(({ message }) => message)).toEqual(['There is none.'])
    let begun = 0
    const { clock, listening, overs } = listenTo((_sink, own) => {
      begun += 1
      own.after(10, spoil)
      return () => {}
    })
    await clock.advance(20)
    listening.stop()
    await clock.advance(60_000)
    expect([begun, overs()]).toEqual([1, 1])
  })
})
