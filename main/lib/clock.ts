/** Time and timers behind one face, so that tests can turn the hands. */
export interface Clock {
  /** ms since 1970. */
  now(): number
  /** Runs later, once; the returned function cancels. Never keeps the process alive. */
  after(ms: number, run: () => unknown): () => void
  /** Runs again and again; the returned function ends it. Never keeps the process alive. */
  every(ms: number, run: () => unknown): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
  every(ms, run) {
    const timer = setInterval(run, ms)
    timer.unref()
    return () => clearInterval(timer)
  },
}

/** A promise that fails with `late()` when `work` has not ended in time; the timer never outlives the work. */
export async function withDeadline<T>(
  work: Promise<T>,
  ms: number,
  late: () => Error,
  clock: Clock = systemClock,
): Promise<T> {
  let cancel = (): void => {}
  const deadline = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(ms, () => reject(late()))
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    cancel()
  }
}
