import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { Pace } from '../../lib/pace.ts'
import { Timers } from '../../lib/timers.ts'
import type { Context, Sink } from '../context.ts'

/** So many items go at once; where lines keep coming, one a second takes along what came since the last. */
const atOnce = 10
const everyMs = 1_000

/** New lines of history to one listener. */
export function openEvents({ app }: Context, _args: object, { item }: Sink<'events'>): () => void {
  const timers = new Timers(app.clock)
  const pace = new Pace(app.clock, atOnce, everyMs)
  const untold: HistoryEvent[] = []
  const tell = (): void => item(untold.splice(0))
  const stop = app.history.told.on((events) => {
    const isDue = untold.length > 0
    untold.push(...events)
    if (isDue) return
    const waitMs = pace.take()
    if (waitMs === 0) tell()
    else timers.after(waitMs, tell)
  })
  return () => {
    stop()
    timers.stop()
  }
}
