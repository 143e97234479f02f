import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A place on the web where versions of the program are published, on this machine. */
export class Published {
  readonly #server: Server
  readonly #files = new Map<string, Buffer>()
  readonly asked: { path: string; headers: Record<string, unknown> }[] = []
  /** Whether it answers nothing at all. */
  hangs = false
  readonly #waiting: ServerResponse[] = []

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
      this.asked.push({ path, headers: request.headers })
      if (this.hangs) return void this.#waiting.push(response)
      const content = this.#files.get(path)
      response.writeHead(content ? 200 : 404, { 'Content-Length': content?.length ?? 0 })
      response.end(content)
    })
  }

  static async open(): Promise<Published> {
    const published = new Published()
    await new Promise<void>((resolve) => published.#server.listen(0, '127.0.0.1', resolve))
    return published
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  /** Publishes text under the names of the lists of every system that is tested. */
  say(text: string): void {
    for (const name of [
      'latest.yml',
      'latest-mac.yml',
      `latest-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`,
    ]) {
      this.#files.set(`/${name}`, Buffer.from(text))
    }
  }

  /** Publishes a version, with a file that is what the list announces, unless it is said to be another. */
  publish(
    version: string,
    file = `Estuary-${version}.exe`,
    content = `the file of ${version}`,
    announced = content,
  ): void {
    const sha512 = createHash('sha512').update(announced).digest('base64')
    const size = Buffer.byteLength(content)
    this.#files.set(`/${file}`, Buffer.from(content))
    this.say(
      [`version: ${version}`, 'files:', `  - url: ${file}`, `    sha512: ${sha512}`, `    size: ${size}`].join('\n'),
    )
  }

  /** Publishes nothing any more. */
  takeBack(): void {
    this.#files.clear()
  }

  /** May be called twice. */
  async close(): Promise<void> {
    for (const response of this.#waiting) response.destroy()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/**
 * The built program as if it had been packed into a folder with such words about newer versions.
 * @returns what the double starts it with
 */
export function packedWith(
  folder: string,
  updates: object,
  signer: string | null = null,
): { root: string; resources: string } {
  const app = join(folder, 'app')
  mkdirSync(app, { recursive: true })
  cpSync(join(root, 'dist'), join(app, 'dist'), { recursive: true })
  for (const name of ['assets', 'node_modules']) symlinkSync(join(root, name), join(app, name))
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object
  writeFileSync(join(app, 'package.json'), JSON.stringify({ ...own, updates }))
  const written = [
    'provider: generic',
    'updaterCacheDirName: estuary-updates',
    ...(signer ? [`publisherName: ${signer}`] : []),
  ]
  writeFileSync(join(folder, 'app-update.yml'), `${written.join('\n')}\n`)
  return { root: app, resources: folder }
}
