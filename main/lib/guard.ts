import type { Clock } from './clock.ts'

/** Told of a fault in work that nobody waits for. */
export type OnFault = (error: unknown) => void

/** Does work that nobody waits for: whatever it throws, now or later, is told. */
export function inBackground(work: () => unknown, onFault: OnFault): void {
  try {
    const later = work()
    if (later instanceof Promise) later.catch(onFault)
  } catch (error) {
    onFault(error)
  }
}

/** A clock whose timers end nobody but the part that it is given to: what they throw, now or later, is told. */
export function guardedClock(clock: Clock, onFault: OnFault): Clock {
  return {
    now: () => clock.now(),
    after: (ms, run) => clock.after(ms, () => inBackground(run, onFault)),
    every: (ms, run) => clock.every(ms, () => inBackground(run, onFault)),
  }
}
