import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { CallArgs, CallName, CallResult } from '../../preload/contract/calls.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import { until } from '../e2e/soon.ts'
import type { Chromium } from './chromium.ts'
import type { Ask, FromDouble, Safe, Setting, Told } from './double/driver.ts'
import { callFrom, newPlace, type Place, type Program } from './program.ts'

const boot = join(import.meta.dirname, 'double/boot.ts')
const root = join(import.meta.dirname, '../..')

/** What it says of a machine that is busy with other things is no complaint. */
const slowWork = /^.*slow work at the database.*\n/gm

export type Options = Partial<Omit<Setting, 'browser' | 'system' | 'safe'>> & {
  safe?: Partial<Safe>
  place?: Place
  args?: readonly string[]
  /** In what folder it is started. */
  folder?: string
  /** Beside what this process has; what is undefined is taken away. */
  env?: NodeJS.ProcessEnv
}

/** A desktop of its own: what this machine's person starts at login and has in the tray stays out of it. */
function ownDesktop({ system }: Place): NodeJS.ProcessEnv {
  const bin = join(system, 'bin')
  return {
    PATH: `${bin}:/usr/bin:/bin`,
    XDG_CONFIG_HOME: join(system, 'config'),
    XDG_DATA_HOME: join(system, 'share'),
    XDG_DATA_DIRS: join(system, 'dirs'),
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/dev/null',
  }
}

/** The built desktop program, running on the double of Electron. */
export class Desktop implements Program {
  readonly place: Place
  readonly told: Told[] = []
  readonly #chromium: Chromium
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  readonly #troubles: string[] = []
  #browser: Browser | null = null
  #lastId = 0
  output = ''

  constructor(chromiumOfIt: Chromium, options: Options = {}) {
    const { place = newPlace(), args = [], folder = root, safe = {}, env: extra = {}, ...rest } = options
    this.#chromium = chromiumOfIt
    this.place = place
    const setting: Setting = {
      root,
      browser: chromiumOfIt.endpoint,
      system: place.system,
      isPackaged: false,
      resources: null,
      locale: 'en-GB',
      displays: [{ x: 0, y: 0, width: 1920, height: 1080 }],
      notifications: 'shown',
      platform: 'linux',
      magnets: '',
      magnetsAreFree: true,
      ...rest,
      safe: { backend: 'gnome_libsecret', available: true, busy: 0, rotated: false, ...safe },
    }
    const { ESTUARY_DATA: _unwanted, ...env } = process.env
    this.#child = fork(boot, [`--data=${place.data}`, ...args], {
      cwd: folder,
      env: { ...env, ...ownDesktop(place), ...extra, ESTUARY_DOUBLE: JSON.stringify(setting) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString().replaceAll(slowWork, '')))
    }
    this.#child.on('message', (message: FromDouble) => this.#hear(message))
    this.#ended = new Promise((resolve) => this.#child.once('exit', (code) => resolve(code)))
  }

  /** Starts it and waits for its window. */
  static async open(chromiumOfIt: Chromium, options: Options = {}): Promise<Desktop> {
    const desktop = new Desktop(chromiumOfIt, options)
    await desktop.until('windowShown')
    return desktop
  }

  /** Of the program's process. */
  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Asks the double; fails where the double fails. */
  ask<T = unknown>(ask: Ask): Promise<T> {
    const id = (this.#lastId += 1)
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#waiting.set(id, { resolve, reject })
    this.#child.send({ id, ask })
    return promise as Promise<T>
  }

  /** What was told of one kind, in order. */
  all(what: string): Record<string, unknown>[] {
    return this.told.filter((one) => one.what === what).map(({ facts }) => facts)
  }

  /** Waits until something was told so many times, and gives the last of it. */
  async until(what: string, times = 1): Promise<Record<string, unknown>> {
    await until(`the program: ${what}`, () => {
      if (this.#child.exitCode !== null && this.all(what).length < times) {
        throw new Error(`The program ended with ${this.#child.exitCode} before: ${what}\n${this.complaints.join('\n')}`)
      }
      return this.all(what).length >= times
    })
    return this.all(what)[times - 1]!
  }

  /** The window's page, seen from outside as a person's eyes and hands. */
  async page(): Promise<Page> {
    const { target } = await this.until('page', this.all('page').length || 1)
    this.#browser ??= await chromium.connectOverCDP(this.#chromium.endpoint)
    const [context] = this.#browser.contexts()
    for (const page of context?.pages() ?? []) {
      const session = await page.context().newCDPSession(page)
      const { targetInfo } = await session.send('Target.getTargetInfo')
      await session.detach()
      if (targetInfo.targetId === target) return page
    }
    throw new Error('The window has no page.')
  }

  /** A call as the window makes it: through the preload and the program's channels. */
  async call<N extends CallName>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>> {
    return callFrom(await this.page(), name, args)
  }

  /** The program's process ended by the system's polite request; its exit code. */
  async quit(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGTERM')
    return this.ended()
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended()
  }

  async ended(): Promise<number | null> {
    const code = await this.#ended
    await this.#browser?.close()
    this.#browser = null
    return code
  }

  /** What went wrong: the double's troubles and what the program wrote to its terminal. */
  get complaints(): string[] {
    return [...this.#troubles, ...(this.output === '' ? [] : [this.output])]
  }

  /** The same, and they count as seen. */
  takeComplaints(): string[] {
    const { complaints } = this
    this.#troubles.length = 0
    this.output = ''
    return complaints
  }

  #hear(message: FromDouble): void {
    if (message.kind === 'told') this.told.push(message.told)
    if (message.kind === 'trouble') this.#troubles.push(message.message)
    if (message.kind !== 'answer') return
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error === undefined) waiting?.resolve(message.value)
    else waiting?.reject(new Error(message.error))
  }
}
