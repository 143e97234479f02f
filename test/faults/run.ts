import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { buildWhatIsOld } from '../../main/start/build.ts'

const root = join(import.meta.dirname, '../..')

export interface Run {
  /** Everything that it said so far. */
  readonly output: string
  readonly errors: string
  /** The addresses that it printed so far. */
  readonly addresses: string[]
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<number | null>
}

export interface RunOptions {
  args?: readonly string[]
  env?: NodeJS.ProcessEnv
  /** Where its complaints go; absent = into `errors`. */
  stderr?: number
}

/**
 * Runs the web door over a folder: by itself ('web'), or kept open as `npm start` does it ('start'). Killed with the
 * test at the latest.
 */
export async function runWeb(how: 'web' | 'start', folder: string, options: RunOptions = {}): Promise<Run> {
  await buildWhatIsOld(root, 'window', () => {})
  const { args = [], env = {}, stderr = 'pipe' } = options
  const own = how === 'start' ? ['--web', ...args] : args
  const child = spawn(process.execPath, [join(root, `main/${how}.ts`), '--no-open', '--data', folder, ...own], {
    stdio: ['ignore', 'pipe', stderr],
    env: { ...process.env, npm_lifecycle_event: '', ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  let errors = ''
  child.stdout?.on('data', (part: Buffer) => (output += part.toString()))
  child.stderr?.on('data', (part: Buffer) => (errors += part.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    get output() {
      return output
    },
    get errors() {
      return errors
    },
    get addresses() {
      return [...output.matchAll(/^Estuary is at (\S+)$/gm)].map(([, address = '']) => address)
    },
    signal: (name) => void child.kill(name),
    ended,
  }
}
