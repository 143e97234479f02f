import { statSync } from 'node:fs'

/** What a file is to the system, whatever it is called; null = there is none. */
function identityOf(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat ? `${stat.dev}:${stat.ino}` : null
}

/**
 * The files that a database has open. What is written to a file that was deleted, or whose disk was taken out of its
 * folder, goes nowhere, and nothing but their places in the folder says so: SQLite itself does not look.
 */
export class Footing {
  readonly #files: readonly { path: string; identity: string }[]

  /** @param path the database's; it is open, and its write-ahead log (if there is one) has been begun */
  constructor(path: string) {
    this.#files = [path, `${path}-wal`].flatMap((file) => {
      const identity = identityOf(file)
      return identity === null ? [] : [{ path: file, identity }]
    })
  }

  /** Whether they are still in their places. */
  get holds(): boolean {
    return this.#files.every(({ path, identity }) => identityOf(path) === identity)
  }
}
