import type { auditCalls, auditFeeds, Deed } from '../../../preload/contract/audit.ts'
import { Pace } from '../../lib/pace.ts'
import { Timers } from '../../lib/timers.ts'
import type { FeedOpeners, Handlers } from '../context.ts'

/** So many items go at once; where deeds keep coming, one a second takes along what came since the last. */
const atOnce = 10
const everyMs = 1_000

export const auditHandlers: Handlers<keyof typeof auditCalls> = {
  'audit.list': ({ app }, asked) => app.audit.list(asked),
}

export const auditOpeners: FeedOpeners<keyof typeof auditFeeds> = {
  audit: ({ app }, _args, { item }) => {
    const timers = new Timers(app.clock)
    const pace = new Pace(app.clock, atOnce, everyMs)
    /** By number: of one that has ended meanwhile only that. */
    const untold = new Map<number, Deed>()
    const tell = (): void => {
      const deeds = [...untold.values()]
      untold.clear()
      item(deeds)
    }
    const stop = app.audit.told.on((deeds) => {
      const isDue = untold.size > 0
      for (const deed of deeds) untold.set(deed.id, deed)
      if (isDue) return
      const waitMs = pace.take()
      if (waitMs === 0) tell()
      else timers.after(waitMs, tell)
    })
    return () => {
      stop()
      timers.stop()
    }
  },
}
