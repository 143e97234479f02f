import type { LogLine } from '../../../preload/contract/log.ts'
import { fitsFor } from '../../lib/logbook.ts'
import { Timers } from '../../lib/timers.ts'
import type { Context, Sink } from '../context.ts'
import type { CheckedFeedArgs } from '../../../preload/contract/feeds.ts'

/** Lines are gathered so long: a log that grows quickly is read in leaps anyway. */
const gatherMs = 250
/** Of more in that time only the last are told: the others can be listed. */
const mostAtOnce = 1_000

/** New lines of the log to one listener. */
export function openLog({ app }: Context, wanted: CheckedFeedArgs<'log'>, { item }: Sink<'log'>): () => void {
  const timers = new Timers(app.clock)
  const fits = fitsFor(wanted)
  let untold: LogLine[] = []
  const stop = app.book.told.on((line) => {
    if (!fits(line)) return
    untold.push(line)
    if (untold.length > mostAtOnce) untold.shift()
    if (untold.length > 1) return
    timers.after(gatherMs, () => {
      const lines = untold
      untold = []
      item(lines)
    })
  })
  return () => {
    stop()
    timers.stop()
  }
}
