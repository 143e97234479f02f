import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { temporaryFolder } from '../daemons/folder.ts'

const launcher = join(import.meta.dirname, '../../main/start.ts')
const demo = join(import.meta.dirname, '../fleet/demo.ts')
/** The first start may build the window. */
const startDeadlineMs = 90_000

function addressIn(text: string): string | null {
  return /(http:\/\/127\.0\.0\.1:\S+)/.exec(text)?.[1] ?? null
}

/** The program as a person runs it: `npm start -- --web --no-open` in a process of its own, over its own data folder. */
export class App {
  readonly dataFolder: string
  #child: ChildProcess | null = null
  #output = ''
  #address = ''
  #words: readonly string[]

  /** @param port 0 = a free one at each start */
  constructor({ port = 0 }: { port?: number } = {}) {
    this.dataFolder = temporaryFolder('data')
    this.#words = [launcher, '--data', this.dataFolder, '--port', String(port)]
  }

  /** `npm run demo`, which brings its own data. */
  static demo(...more: string[]): App {
    const app = new App()
    app.#words = [demo, '--port', '0', ...more]
    return app
  }

  /** The address that it printed, with its one-time token. */
  get address(): string {
    return this.#address
  }

  /** Where it listens, without the token. */
  get origin(): string {
    return new URL(this.#address).origin
  }

  get output(): string {
    return this.#output
  }

  /** Starts it (again, over the same data) and waits for its address. */
  async start(): Promise<string> {
    if (this.#child) throw new Error('The app is running already.')
    const child = spawn(process.execPath, [...this.#words, '--web', '--no-open'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // As under `npm start`, it ends when who started it has ended without a word.
      env: { ...process.env, npm_lifecycle_event: 'start' },
    })
    this.#child = child
    const note = (line: string): void => {
      this.#output += `${line}\n`
    }
    createInterface({ input: child.stderr }).on('line', note)
    this.#address = await new Promise<string>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${why}\n${this.#output}`))
      const timer = setTimeout(() => fail('The app printed no address.'), startDeadlineMs)
      child.once('exit', (code) => {
        clearTimeout(timer)
        fail(`The app ended with ${String(code)}.`)
      })
      createInterface({ input: child.stdout }).on('line', (line) => {
        note(line)
        const address = addressIn(line)
        if (address === null) return
        clearTimeout(timer)
        resolve(address)
      })
    })
    return this.#address
  }

  /** Another start with the same data: it says that one is running, prints a fresh address of that one, and ends. */
  async freshAddress(): Promise<string> {
    const args = [launcher, '--web', '--data', this.dataFolder, '--no-open']
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: startDeadlineMs })
    return addressIn(stdout) ?? Promise.reject(new Error(`The second start printed no address.\n${stdout}`))
  }

  /** Ends it as Ctrl+C does. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** Ends it as a power cut of the process does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
}
