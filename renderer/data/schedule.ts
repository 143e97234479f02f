/** Runs something once, soon; the returned function calls it off. */
export type Schedule = (run: () => void) => () => void

/** With the next picture, or after a while where no pictures are drawn (a hidden window). */
export const nextFrame: Schedule = (run) => {
  let done = false
  const once = (): void => {
    if (done) return
    stop()
    run()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, 300)
  const stop = (): void => {
    done = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  return stop
}

export function after(ms: number): Schedule {
  return (run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  }
}
