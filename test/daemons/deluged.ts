import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chosenSuite, type Suite, wordsOfSuite } from '../debian/deluge.ts'
import { accounts, makeConfig, type Account, type CoreConfig } from './config.ts'
import { removeFolder, temporaryFolder } from './folder.ts'
import { accepts, freePort } from './ports.ts'

/** Debian's packages are for the system's Python, not for whichever comes first in PATH. */
export const systemPython = '/usr/bin/python3'
const launcher = join(import.meta.dirname, 'launch.py')
const startDeadlineMs = 60_000
const stopDeadlineMs = 30_000
const mostOutput = 64 * 1024
const mostCrashes = 3

export interface DelugedOptions {
  /** The RPC port; absent = a free one. */
  port?: number
  /** A configuration folder to start from; it is copied, never written to. */
  config?: string
  /** Further accounts besides the five that every test daemon has. */
  accounts?: readonly Account[]
  /** Values for core.conf. */
  core?: CoreConfig
  /** Enables the Label plugin. */
  label?: boolean
  /** The BitTorrent port; absent = a free one. */
  listen?: number
  /** Which Debian's Deluge it is; null = this machine's own, absent = the chosen one. */
  suite?: Suite | null
}

/**
 * A real deluged in a folder of its own. It never outlives the process that started it. When it crashes, it is started
 * again, as a service manager does: under load Deluge 2.2.0 now and then ends with a segmentation fault while it loads
 * its torrents (its thread that waits for libtorrent's alerts is handed one that the main thread frees meanwhile).
 */
export class Deluged {
  readonly host = '127.0.0.1'
  readonly port: number
  /** Where other BitTorrent clients reach it. */
  readonly listenPort: number
  readonly configFolder: string
  readonly accounts = accounts
  /** Which Debian's Deluge it is from its next start on; null = this machine's own. */
  suite: Suite | null
  #child: ChildProcess | null = null
  #output = ''
  #crashes = 0
  /** Somebody wants it to end. */
  #isEnding = false

  constructor(port: number, listenPort: number, configFolder: string, suite: Suite | null = chosenSuite()) {
    this.suite = suite
    this.port = port
    this.listenPort = listenPort
    this.configFolder = configFolder
  }

  /** Fails when it is not running. */
  get pid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error(`The deluged of port ${this.port} is not running.`)
    return pid
  }

  get isRunning(): boolean {
    return this.#child !== null
  }

  /** Where it downloads to. */
  get downloads(): string {
    return join(this.configFolder, 'downloads')
  }

  /** The last 64 KiB that it wrote to stdout and stderr. */
  get output(): string {
    return this.#output
  }

  /** Starts it (again, with the same folder and ports) and waits until it accepts connections. */
  async start(): Promise<void> {
    if (this.#child) throw new Error(`The deluged of port ${this.port} is running already.`)
    const words = ['-d', '-c', this.configFolder, '-p', String(this.port), '-u', this.host, '-i', this.host]
    const log = ['-l', join(this.configFolder, 'log'), '-L', 'error']
    const command = [systemPython, launcher, String(process.pid), ...words, ...log] as const
    const [program, ...args] = wordsOfSuite(command, [import.meta.dirname], this.suite)
    const child = spawn(program, args, {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-mostOutput)
      })
    }
    child.once('error', (error) => (this.#output += `\n${error.message}`))
    child.once('close', (_code, signal) => {
      if (this.#child !== child) return
      this.#child = null
      if (signal === 'SIGSEGV') this.#crashed()
    })
    await this.#untilListening()
  }

  /** SIGTERM: it saves its state and ends. Does nothing when it is not running. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** SIGKILL: it ends without a word. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** SIGTERM, then a start on the same ports. */
  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  /** SIGSTOP: the port still takes connections (the kernel's backlog), but nobody answers. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP')
  }

  /** SIGCONT. */
  resume(): void {
    process.kill(this.pid, 'SIGCONT')
  }

  /** Restarts it with a new key and certificate. */
  async regenerateCertificate(): Promise<void> {
    await this.stop()
    rmSync(join(this.configFolder, 'ssl'), { recursive: true, force: true })
    await this.start()
  }

  /** Ends it and removes its folder. */
  async dispose(): Promise<void> {
    await this.kill()
    removeFolder(this.configFolder)
  }

  #crashed(): void {
    if (this.#isEnding || this.#crashes >= mostCrashes) return
    this.#crashes += 1
    this.#output += '\nIt crashed, and was started again.'
    this.start().catch((error: unknown) => (this.#output += `\n${String(error)}`))
  }

  async #untilListening(): Promise<void> {
    const deadline = Date.now() + startDeadlineMs
    while (!(await accepts(this.port))) {
      if (!this.#child) throw new Error(`deluged ended while starting.\n${this.#output}`)
      if (Date.now() > deadline) {
        await this.kill()
        throw new Error(`deluged did not listen within ${startDeadlineMs / 1000} s.\n${this.#output}`)
      }
      await wait(20)
    }
    if (!this.#child) throw new Error(`Port ${this.port} is taken.\n${this.#output}`)
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#isEnding = true
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
    child.kill(signal)
    // A stopped process takes SIGTERM only after it goes on.
    child.kill('SIGCONT')
    const late = new AbortController()
    const overdue = wait(stopDeadlineMs, 'overdue' as const, { signal: late.signal }).catch(() => 'in time' as const)
    const outcome = await Promise.race([ended.then(() => 'ended' as const), overdue])
    late.abort()
    this.#isEnding = false
    if (outcome !== 'overdue') return
    child.kill('SIGKILL')
    await ended
    throw new Error(`deluged did not end within ${stopDeadlineMs / 1000} s of ${signal}.\n${this.#output}`)
  }
}

/** Starts a real deluged on 127.0.0.1 and waits until it accepts connections. */
export async function startDeluged(options: DelugedOptions = {}): Promise<Deluged> {
  const tries = options.port === undefined ? 3 : 1
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort())
    const listen = options.listen ?? (await freePort())
    const folder = temporaryFolder('deluged')
    makeConfig(folder, {
      from: options.config,
      port,
      listen,
      label: options.label ?? false,
      core: options.core ?? {},
      accounts: options.accounts ?? [],
    })
    const daemon = new Deluged(port, listen, folder, options.suite)
    try {
      await daemon.start()
      return daemon
    } catch (error) {
      await daemon.dispose()
      // Somebody else may have taken the free port in between.
      if (attempt >= tries) throw error
    }
  }
}
