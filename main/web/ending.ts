import { asFault, Fault } from '../lib/fault.ts'

/** Within this time after a signal the program has ended, whatever still hangs. */
const longestEndMs = 1800

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ends the program in order at the first signal, and at once at the second. */
export function endOnSignal(stop: () => Promise<void>): void {
  let ending = false
  for (const signal of signals) {
    process.on(signal, () => {
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
    })
  }
}

/** Runs a program: a Fault is one line on stderr and exit code 1; only a fault of ours shows its stack. */
export async function run(program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    tell(error)
    process.exitCode = 1
  }
}

function tell(error: unknown): void {
  if (error instanceof Fault && error.code !== 'internal') console.error(error.message)
  else console.error('Estuary failed:', asFault(error).cause ?? error)
}
