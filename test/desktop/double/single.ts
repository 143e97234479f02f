import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'

/**
 * The single-instance lock of a user-data folder. It has to be taken within one call, so the holder is a file with a
 * process's number, and what a second start hands over are files beside it.
 */
export class SingleInstance {
  readonly #onSecond: (argv: string[], folder: string) => void
  #place: string | null = null
  #watcher: FSWatcher | null = null

  constructor(onSecond: (argv: string[], folder: string) => void) {
    this.#onSecond = onSecond
  }

  request(userData: string): boolean {
    const place = join(userData, 'double-single')
    const holder = join(place, 'holder')
    mkdirSync(place, { recursive: true })
    if (existsSync(holder) && isAlive(Number(readFileSync(holder, 'utf8')))) {
      const note = { argv: process.argv, folder: process.cwd() }
      const name = join(place, `${Date.now()}-${process.pid}.json`)
      writeFileSync(`${name}.part`, JSON.stringify(note))
      writeFileSync(name, JSON.stringify(note))
      return false
    }
    writeFileSync(holder, String(process.pid))
    this.#place = place
    return true
  }

  /** Second starts are told of only when the app is ready. */
  listen(): void {
    if (this.#place === null) return
    this.#watcher = watch(this.#place, () => this.#read())
    this.#read()
  }

  release(): void {
    this.#watcher?.close()
    if (this.#place !== null) rmSync(this.#place, { recursive: true, force: true })
  }

  #read(): void {
    const place = this.#place
    if (place === null || !existsSync(place)) return
    for (const name of readdirSync(place).filter((one) => one.endsWith('.json'))) {
      const text = readFileSync(join(place, name), 'utf8')
      // The writer may be in the middle of it: the next change tells again.
      if (!text.endsWith('}')) continue
      rmSync(join(place, name))
      const { argv, folder } = JSON.parse(text) as { argv: string[]; folder: string }
      this.#onSecond(argv, folder)
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
