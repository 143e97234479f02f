import type { Daemon } from '../../../preload/contract/daemons.ts'
import { Timers } from '../../lib/timers.ts'
import type { Context, Sink } from '../context.ts'

/** Figures of many daemons move all the time, and every item names all daemons: these alone are gathered for so long. */
const figuresMs = 1_000

/** A daemon without what moves by itself. */
function still({ id, torrents, ...daemon }: Daemon): string {
  const moving = { downBytesPerSecond: 0, upBytesPerSecond: 0, latencyMs: 0, lastSeenAt: 0, freeBytes: 0 }
  return JSON.stringify([id, torrents, { ...daemon, ...moving }])
}

/** The list of daemons to one listener: at once where more than a figure changed. */
export function openDaemons({ app }: Context, _args: object, { item }: Sink<'daemons'>): () => void {
  const timers = new Timers(app.clock)
  let told = ''
  let isDue = false
  const tell = (list: Daemon[]): void => {
    told = list.map(still).join()
    item(list)
  }
  tell(app.roster.list())
  const stop = app.roster.changed.on((list) => {
    if (list.map(still).join() !== told) return tell(list)
    if (isDue) return
    isDue = true
    timers.after(figuresMs, () => {
      isDue = false
      tell(app.roster.list())
    })
  })
  return () => {
    stop()
    timers.stop()
  }
}
