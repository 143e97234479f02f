import type { Daemon } from '../../../preload/contract/daemons.ts'
import { Timers } from '../../lib/timers.ts'
import type { Context, Sink } from '../context.ts'

/** Every item names all daemons, and figures of many move all the time: they are gathered, the longer the more there are. */
const figuresMs = 1_000
const perDaemonMs = 100

/** The list of daemons to one listener: at once where more than a figure changed. */
export function openDaemons({ app }: Context, _args: object, { item }: Sink<'daemons'>): () => void {
  const { roster, clock } = app
  const timers = new Timers(clock)
  let count = 0
  /** A figure moved that was not told. */
  let isUntold = false
  let isDue = false
  const tell = (list: Daemon[]): void => {
    isUntold = false
    count = list.length
    item(list)
  }
  tell(roster.list())
  const stops = [
    roster.changed.on(tell),
    roster.moved.on(() => {
      isUntold = true
      if (isDue) return
      isDue = true
      timers.after(Math.max(figuresMs, count * perDaemonMs), () => {
        isDue = false
        if (isUntold) tell(roster.list())
      })
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    timers.stop()
  }
}
