import { existsSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { say } from '../../preload/words/sentences.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import { Fault, faultOf, toProblem, wordsOf } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { doingWords, type Doing, type Message, type Request, type Work } from './messages.ts'
import type { Carrier } from './tending.ts'

interface Asked extends Request {
  resolve(value: unknown): void
  reject(fault: Fault): void
}

/** Why nothing (more) is answered. */
interface Over {
  code: 'closed' | 'internal'
  /** What broke it, in the system's words. */
  why: string
}

/**
 * Rows pass through the thread and are gone: room for many of them at once would be grown by the first writing of a
 * long list and never given back (some 40 MB after 10,000 rows, Node 24).
 */
const maxYoungGenerationSizeMb = 6
const broken = { reason: 'ended' } as const

const closing: Over = { code: 'closed', why: '' }

/**
 * The store's thread as the main thread sees it. One request is under way at a time, the others wait here, and after
 * each answer the main thread's loop goes round once: nothing that comes from the disk can crowd out timers and
 * sockets.
 */
export class StoreThread implements Carrier {
  readonly #worker: Worker
  /** The first is under way, unless nothing is. */
  readonly #asked: Asked[] = []
  #underWay = false
  /** null = the thread can be asked. */
  #over: Over | null = null
  /** What broke it; empty = nothing. */
  #broken = ''

  /** @param file the thread's program */
  constructor(file: string, log: Log) {
    this.#worker = new Worker(file, {
      name: 'store',
      env: threadEnvironment(),
      resourceLimits: { maxYoungGenerationSizeMb },
    })
    this.#worker.on('message', (message: Message) => {
      if (message.kind === 'log') log[message.level](message.facts, message.text)
      else this.#take(message.answer)
    })
    this.#worker.on('messageerror', (error) => {
      this.#broken = error.message
      void this.#worker.terminate()
    })
    this.#worker.on('error', (error) => {
      this.#broken = wordsOf(error)
    })
    this.#worker.on('exit', (code) => this.#fail({ code: 'internal', why: this.#broken || `exit code ${code}` }))
  }

  get isBroken(): boolean {
    return this.#over?.code === 'internal'
  }

  /** What the thread answers; fails with its Fault, or with one that says why there is no answer. */
  ask<Name extends Doing>(name: Name, ...args: Parameters<Work[Name]>): Promise<ReturnType<Work[Name]>> {
    return new Promise((resolve, reject) => {
      if (this.#over) return reject(unanswered(name, this.#over))
      this.#asked.push({ name, args, resolve: (value) => resolve(value as ReturnType<Work[Name]>), reject })
      if (!this.#underWay) this.#send()
    })
  }

  /** Nothing more can be asked; what was asked goes on. */
  shut(): void {
    this.#over ??= closing
  }

  /** Ends the thread, also in the middle of its work; resolves when it is gone. */
  async end(): Promise<void> {
    this.#fail(closing)
    await this.#worker.terminate()
  }

  /** Sends what is next. Without anything to do, the thread keeps no program from ending. */
  #send(): void {
    const first = this.#asked[0]
    this.#underWay = first !== undefined
    if (!first) {
      if (!this.#over) this.#worker.unref()
      return
    }
    this.#worker.ref()
    try {
      this.#worker.postMessage({ name: first.name, args: first.args } satisfies Request)
    } catch (error) {
      // Something in it cannot be copied.
      this.#take({ ok: false, error: toProblem(error) })
    }
  }

  #take(answer: Answer<unknown>): void {
    const first = this.#asked.shift()
    if (answer.ok) first?.resolve(answer.value)
    else first?.reject(faultOf(answer.error))
    setImmediate(() => this.#send())
  }

  #fail(over: Over): void {
    this.#over ??= over
    for (const asked of this.#asked.splice(0)) asked.reject(unanswered(asked.name, over))
  }
}

function unanswered(name: Doing, { code, why }: Over): Fault {
  const doing = doingWords(name)
  if (code === 'closed') return new Fault(code, say('store.closing', { doing }))
  return new Fault(code, say('store.ended', { doing, reason: why }), { retry: 'later', details: broken })
}

/**
 * The thread's program, beside the file `own` that starts it: unbuilt, or under the name that the desktop program's
 * build gives it. In a packed program a thread cannot begin inside of the archive; what is unpacked lies next to it.
 */
export function workerFile(own: string = import.meta.filename): string {
  if (own.endsWith('.ts')) return join(dirname(own), 'worker.ts')
  const built = join(dirname(own), 'store-worker.cjs')
  const unpacked = built.replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked')
  return existsSync(unpacked) ? unpacked : built
}

/** A thread finds what is kept of compiled sources (main/require-node.cjs) by the environment alone. */
function threadEnvironment(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir()
  return folder === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(folder) }
}
