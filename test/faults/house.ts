import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CallArgs, CallName, CallResult } from '../../preload/contract/calls.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import type { Daemon, LinkState } from '../../preload/contract/daemons.ts'
import { lookedAt } from '../daemons/certificate.ts'
import { accounts } from '../daemons/config.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import type { Asked, Figures, Said } from './messages.ts'

const program = join(import.meta.dirname, 'program.ts')

interface Waiting {
  holds: () => boolean
  look: () => void
}

/** The program in a process of its own, as program.ts runs it. */
export class Program {
  daemons: Daemon[] = []
  /** Why the window was given up; empty = it was not. */
  windowGone = ''
  /** What the process ended with; null = it runs. */
  ended: { code: number | null; signal: string | null } | null = null
  readonly #child: ChildProcess
  readonly #answers = new Map<number, (said: Said & { kind: 'answer' }) => void>()
  readonly #waiting = new Set<Waiting>()
  #nextId = 1
  #isOpen = false

  constructor(folder: string, logFile: string, file: string = program) {
    const log = openSync(logFile, 'a')
    this.#child = fork(file, [folder], { stdio: ['ignore', 'ignore', log, 'ipc'], execArgv: ['--expose-gc'] })
    closeSync(log)
    this.#child.on('message', (said: Said) => this.#hear(said))
    this.#child.on('exit', (code, signal) => {
      this.ended = { code, signal }
      for (const answer of this.#answers.values()) answer({ kind: 'answer', id: 0, failed: 'the program has ended' })
      this.#answers.clear()
      this.#look()
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  async opened(): Promise<this> {
    await this.until('the program has started', () => this.#isOpen, 60_000)
    return this
  }

  ask(what: Asked['what'], ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(new Error('The program has ended.'))
      const id = this.#nextId++
      this.#answers.set(id, ({ value, failed }) => {
        if (failed === undefined) resolve(value)
        else reject(new Error(failed))
      })
      this.#child.send({ id, what, args } satisfies Asked, () => {})
    })
  }

  async answer<N extends CallName>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>> {
    return (await this.ask('call', name, args)) as Answer<CallResult<N>>
  }

  async call<N extends CallName>(name: N, args: CallArgs<N>): Promise<CallResult<N>> {
    const answer = await this.answer(name, args)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
    return answer.value
  }

  /** Adds a daemon and gives its id; it connects by itself. */
  async add(to: { host: string; port: number }, name: string): Promise<string> {
    const address = { way: 'tls', host: to.host, port: to.port } as const
    const certificate = await lookedAt(to)
    return (await this.call('daemons.add', { kind: 'deluge', name, address, ...accounts.admin, ...certificate })).id
  }

  daemon(id: string): Daemon {
    const daemon = this.daemons.find((one) => one.id === id)
    if (!daemon) throw new Error(`No daemon ${id} in the list.`)
    return daemon
  }

  async until(what: string, holds: () => boolean, withinMs = 30_000): Promise<void> {
    if (holds()) return
    await new Promise<void>((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer)
        this.#waiting.delete(waiting)
        settle()
      }
      const look = (): void => {
        if (holds()) end(resolve)
        else if (this.ended) end(() => reject(new Error(`The program ended before: ${what}`)))
      }
      const waiting = { holds, look }
      const timer = setTimeout(() => end(() => reject(new Error(`Not within ${withinMs} ms: ${what}`))), withinMs)
      this.#waiting.add(waiting)
    })
  }

  async untilLink(id: string, state: LinkState, withinMs?: number): Promise<void> {
    const isSo = (): boolean => this.daemons.find((one) => one.id === id)?.link.state === state
    await this.until(`daemon ${id} is ${state}`, isSo, withinMs)
  }

  /** Pauses or resumes a torrent of the daemon; the ms until its row says so at the window. */
  async act(id: string): Promise<number> {
    return (await this.ask('act', id)) as number
  }

  async figures(): Promise<Figures> {
    return (await this.ask('figures')) as Figures
  }

  async close(): Promise<void> {
    if (this.ended) return
    await this.ask('close').catch(() => {})
    await this.until('the program has ended', () => this.ended !== null)
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #hear(said: Said): void {
    if (said.kind === 'answer') {
      const answer = this.#answers.get(said.id)
      this.#answers.delete(said.id)
      answer?.(said)
    } else if (said.kind === 'open') this.#isOpen = true
    else if (said.kind === 'daemons') this.daemons = said.daemons
    else if (said.kind === 'gone') this.windowGone = said.why
    this.#look()
  }

  #look(): void {
    for (const { look } of [...this.#waiting]) look()
  }
}

/** A data folder with its log, and the programs that run on it one after the other. */
export class House {
  readonly folder = temporaryFolder('faults')
  readonly logFile = join(this.folder, 'stderr.log')
  #program: Program | null = null

  async start(): Promise<Program> {
    await this.#program?.close()
    this.#program = new Program(this.folder, this.logFile)
    return this.#program.opened()
  }

  get logBytes(): number {
    return statSync(this.logFile).size
  }

  log(): string {
    return readFileSync(this.logFile, 'utf8')
  }

  /** The database with what is not yet merged into it. */
  get databaseBytes(): number {
    return readdirSync(this.folder)
      .filter((name) => /\.db(-wal)?$|sqlite/.test(name))
      .reduce((sum, name) => sum + statSync(join(this.folder, name)).size, 0)
  }

  async remove(): Promise<void> {
    if (this.#program && !this.#program.ended) {
      this.#program.kill()
      await this.#program.until('it has ended', () => this.#program?.ended !== null).catch(() => {})
    }
    removeFolder(this.folder)
  }
}
