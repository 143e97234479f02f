import { faultCode } from '../lib/endings.ts'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { onUncaught } from '../lib/uncaught.ts'

/**
 * Within this time after a signal the program has ended, whatever still hangs: a page that does not read keeps the door
 * for one second, then the core may wait for its disk for two.
 */
const longestEndMs = 3500
/** So long an end by a fault waits until whoever started the program knows what it was. */
const longestLastWordMs = 500

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What whoever started the program says to end it, where both would hear a signal. */
export const toEnd = 'end'
/** What the program says to whoever started it before a fault of its own ends it. */
export interface FromProgram {
  what: string
}

/** Ends the program in order at the first signal, and at once at the second. */
export function endOnSignal(stop: () => Promise<void>): void {
  let ending = false
  const end = (): void => {
    if (ending) process.exit(130)
    ending = true
    setTimeout(() => process.exit(1), longestEndMs).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        tell(error)
        process.exit(1)
      },
    )
  }
  onEndSignal(end)
  onParent('message', (message) => {
    if (message === toEnd && !ending) end()
  })
}

/** Hears of whoever started us, if that was a program of ours; it keeps no program from ending by itself. */
function onParent(event: 'message' | 'disconnect', heard: (message?: unknown) => void): void {
  if (!process.send) return
  process.on(event, heard)
  process.channel?.unref()
}

/**
 * Calls back at every signal to end, and when the npm that started us has ended; the returned function ends that.
 */
export function onEndSignal(end: (signal: NodeJS.Signals) => void): () => void {
  let told = false
  const tellOf = (signal: NodeJS.Signals): void => {
    told = true
    end(signal)
  }
  for (const signal of signals) process.on(signal, tellOf)
  const stopListening = (): void => {
    for (const signal of signals) process.off(signal, tellOf)
  }
  if (!process.env['npm_lifecycle_event'] || process.platform === 'win32') return stopListening
  // npm puts a shell between itself and us; a signal ends these two and never reaches us.
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    if (!told) tellOf('SIGTERM')
  }, 500)
  timer.unref()
  return () => {
    stopListening()
    clearInterval(timer)
  }
}

/**
 * Ends the program at a fault that nobody caught, with an exit code at which whoever started it starts it again; and
 * when that one is gone without a word.
 */
export function endOnFault(log: Log): void {
  onUncaught(log, (what) => {
    const end = (): never => process.exit(faultCode)
    if (!process.send) end()
    setTimeout(end, longestLastWordMs)
    process.send?.({ what } satisfies FromProgram, end)
  })
  onParent('disconnect', () => process.exit(1))
}

/** Runs a program: a Fault is one line on stderr and exit code 1; only what nobody foresaw shows its stack. */
export async function run(program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    tell(error)
    process.exitCode = 1
  }
}

function tell(error: unknown): void {
  if (error instanceof Fault) console.error(error.message)
  else console.error('Estuary failed:', error)
}
