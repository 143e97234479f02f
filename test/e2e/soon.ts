import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'

/** How long anything may take before the person would call it broken; the machine may be busy with other things. */
const patienceMs = 25_000
const intervalMs = 60

/** Looks again and again until the expectation that follows holds: `await soon(() => grid.names()).toContain('x')`. */
export function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: patienceMs, interval: intervalMs })
}

/** The same where no test runs yet. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = patienceMs,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`)
    await wait(intervalMs)
  }
}
