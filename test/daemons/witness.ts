import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { accounts } from './config.ts'
import { chosenSuite, type Suite, wordsOfSuite } from '../debian/deluge.ts'
import { systemPython } from './deluged.ts'

/** An answer of the daemon, and when (ms since 1970) Deluge's client sent the question and had the answer. */
export interface Answered {
  result: unknown
  sentAt: number
  answeredAt: number
}

/** An event of the daemon; 'disconnected' is the witness's own word for the end of its connection. */
export interface Heard {
  name: string
  args: unknown[]
  at: number
}

interface Where {
  host: string
  port: number
  /** Whose client is used: that of this Debian; null = this machine's own, absent = the chosen one. */
  suite?: Suite | null
}

interface Pending {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

type Line =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: { name: string; message: string; args: unknown[] } }
  | { event: string; args: unknown[]; at: number }

/** What the daemon said no with. */
export class Refusal extends Error {
  readonly args: unknown[]
  constructor(name: string, message: string, args: unknown[]) {
    super(message)
    this.name = name
    this.args = args
  }
}

/**
 * A second client of a daemon that shares no code with ours: Deluge's own, in a Python process.
 * It confirms what actions did, and it measures what another person at the same daemon would feel.
 */
export class Witness {
  /** Everything heard since listen(). */
  readonly heard: Heard[] = []
  /** Auth level of the login; null before connect(). */
  level: number | null = null
  readonly #child: ChildProcessWithoutNullStreams
  readonly #pending = new Map<number, Pending>()
  readonly #waiting = new Set<() => void>()
  readonly #closed: Promise<void>
  #next = 1
  #output = ''

  constructor(suite: Suite | null = chosenSuite()) {
    const command = [systemPython, join(import.meta.dirname, 'witness.py')] as const
    const [program, ...args] = wordsOfSuite(command, [import.meta.dirname], suite)
    this.#child = spawn(program, args, { stdio: 'pipe' })
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-65_536)))
    this.#child.stdin.on('error', () => {})
    createInterface({ input: this.#child.stdout }).on('line', (text) => this.#read(text))
    this.#closed = new Promise((resolve) => this.#child.once('close', () => resolve()))
    void this.#closed.then(() => {
      for (const { reject } of this.#pending.values()) reject(new Error(`The witness ended.\n${this.#output}`))
      this.#pending.clear()
    })
  }

  /** Logs in; the answer is the auth level. Fails with a Refusal when the daemon says no. */
  async connect(to: Where, as: { username: string; password: string } = accounts.admin): Promise<number> {
    const { host, port } = to
    const { username, password } = as
    const level = (await this.#ask('connect', { host, port, username, password })) as number
    this.level = level
    return level
  }

  /** Calls an RPC method; fails with a Refusal when the daemon does. */
  async call(method: string, ...args: unknown[]): Promise<unknown> {
    return (await this.timed(method, ...args)).result
  }

  async timed(method: string, ...args: unknown[]): Promise<Answered> {
    return (await this.#ask('call', { method, args })) as Answered
  }

  /** Status of one torrent; {} when there is none. */
  async status(hash: string, keys: readonly string[]): Promise<Record<string, unknown>> {
    return (await this.call('core.get_torrent_status', hash, keys)) as Record<string, unknown>
  }

  async hashes(): Promise<string[]> {
    return (await this.call('core.get_session_state')) as string[]
  }

  async listen(...events: string[]): Promise<void> {
    await this.#ask('listen', { events })
  }

  /** The first event that fits, heard already or still to come. */
  async hear(fits: (event: Heard) => boolean, withinMs = 20_000): Promise<Heard> {
    let found = this.heard.find(fits)
    const deadline = Date.now() + withinMs
    while (!found) {
      if (Date.now() >= deadline) throw new Error(`The daemon did not say that within ${withinMs} ms.`)
      await this.#nextEvent(deadline - Date.now())
      found = this.heard.find(fits)
    }
    return found
  }

  /**
   * Begins to call a method again and again, one call at a time. With daemon.info, which costs the daemon nothing,
   * the round trips say how long others wait while somebody holds the daemon.
   */
  async beat(everyMs: number, method = 'daemon.info', args: readonly unknown[] = []): Promise<void> {
    await this.#ask('beat', { everyMs, method, args })
  }

  /** Ends beat(); the round trips in ms. */
  async rest(): Promise<number[]> {
    return (await this.#ask('rest', {})) as number[]
  }

  async close(): Promise<void> {
    this.#child.stdin.end()
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 3000)
    await this.#closed
    clearTimeout(force)
  }

  #ask(what: string, more: Record<string, unknown>): Promise<unknown> {
    const id = this.#next++
    return new Promise((resolve, reject) => {
      if (this.#child.exitCode !== null) reject(new Error(`The witness ended.\n${this.#output}`))
      this.#pending.set(id, { resolve, reject })
      this.#child.stdin.write(`${JSON.stringify({ id, do: what, ...more })}\n`)
    })
  }

  #read(text: string): void {
    const line = JSON.parse(text) as Line
    if ('event' in line) {
      this.heard.push({ name: line.event, args: line.args, at: line.at })
      for (const wake of [...this.#waiting]) wake()
      return
    }
    const pending = this.#pending.get(line.id)
    this.#pending.delete(line.id)
    if (line.ok) pending?.resolve(line.value)
    else pending?.reject(new Refusal(line.error.name, line.error.message, line.error.args))
  }

  async #nextEvent(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(end)
        resolve()
      }
      const timer = setTimeout(end, withinMs)
      this.#waiting.add(end)
    })
  }
}

/** A witness that is logged in. */
export async function openWitness(
  to: Where,
  as: { username: string; password: string } = accounts.admin,
): Promise<Witness> {
  const witness = new Witness(to.suite)
  try {
    await witness.connect(to, as)
    return witness
  } catch (error) {
    await witness.close()
    throw error
  }
}
