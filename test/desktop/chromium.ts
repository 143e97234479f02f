import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { chromiumPath } from '../present.ts'

const startDeadlineMs = 30_000

/** A Chromium whose pages are the windows of the desktop double; nothing in it reaches another machine. */
export class Chromium {
  /** Its DevTools' WebSocket. */
  readonly endpoint: string
  readonly #child: ChildProcess
  readonly #profile: string

  private constructor(endpoint: string, child: ChildProcess, profile: string) {
    this.endpoint = endpoint
    this.#child = child
    this.#profile = profile
  }

  static async start(): Promise<Chromium> {
    const program = chromiumPath()
    if (program === null) throw new Error('There is no Chromium on this machine.')
    const profile = temporaryFolder('chromium')
    const args = [
      '--headless=new',
      '--no-sandbox',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The double says what a window that is behind others does.
      '--disable-backgrounding-occluded-windows',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      'about:blank',
    ]
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    const endpoint = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Chromium did not start.')), startDeadlineMs)
      createInterface({ input: child.stderr }).on('line', (line) => {
        const found = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
        if (found === undefined) return
        clearTimeout(timer)
        resolve(found)
      })
      child.once('exit', (code) => reject(new Error(`Chromium ended with ${String(code)}.`)))
    })
    process.once('exit', () => child.kill())
    return new Chromium(endpoint, child, profile)
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill()
    await ended
    removeFolder(this.#profile)
  }
}
