import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../daemons/folder.ts'

/** A disk of a few megabytes, in memory, that can be filled, closed to writing, taken out and put back. */
export class SmallDisk {
  /** The data folder on it. */
  readonly folder: string
  readonly #place = temporaryFolder('disk')
  readonly #mount: string
  readonly #bytes: number

  /** Gone with the test. */
  constructor(megabytes: number) {
    this.#bytes = megabytes * 1024 * 1024
    this.#mount = join(this.#place, 'mounted')
    this.folder = join(this.#mount, 'data')
    mkdirSync(this.#mount)
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${this.#bytes},mode=700`, 'estuary', this.#mount])
    onTestFinished(() => this.#remove())
    mkdirSync(this.folder)
  }

  /** Takes all the room that is left; what somebody gives back is taken with the next call. */
  fill(): void {
    for (let n = 0; ; n += 1) {
      const { bavail, bsize } = statfsSync(this.#mount)
      if (bavail === 0) return
      writeFileSync(join(this.#mount, `ballast-${Date.now()}-${n}`), Buffer.alloc(bavail * bsize))
    }
  }

  makeRoom(): void {
    execFileSync('sh', ['-c', 'rm -f "$1"/ballast-*', 'sh', this.#mount])
  }

  /** As a system does with a disk that has shown errors. */
  closeToWriting(): void {
    // What has it open for writing keeps a disk from being closed; a bind of its own can be closed all the same.
    execFileSync('mount', ['--bind', this.folder, this.folder])
    execFileSync('mount', ['-o', 'remount,bind,ro', this.folder])
  }

  openToWriting(): void {
    execFileSync('umount', ['--lazy', this.folder])
  }

  /** Taken out while it is in use: the folder is gone, and what is open goes on as if nothing had happened. */
  takeOut(): void {
    execFileSync('mount', ['--move', this.#mount, this.#away])
  }

  putBack(): void {
    execFileSync('mount', ['--move', this.#away, this.#mount])
  }

  get #away(): string {
    const away = join(this.#place, 'away')
    mkdirSync(away, { recursive: true })
    return away
  }

  #remove(): void {
    for (const path of [this.folder, this.#mount, join(this.#place, 'away')]) {
      try {
        execFileSync('umount', ['--lazy', path], { stdio: 'ignore' })
      } catch {
        // Not mounted there (any more).
      }
    }
    rmSync(this.#place, { recursive: true, force: true })
  }
}
