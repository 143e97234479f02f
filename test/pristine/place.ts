import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { debianFolder, networkWords, wordsInside } from '../debian/folder.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
/** Somebody who is not root: the number of a Debian's first user. */
const visitor = 1000

/** Node and npm as they come together. */
export interface Generation {
  node: string
  npm: string
}

/** The oldest Node that the README allows with the npm it brings; the newest; one that is too old. */
export const generations = {
  oldest: { node: '22.18.0', npm: '10.9.3' },
  newest: { node: '24.21.0', npm: '11.21.2' },
  tooOld: { node: '18.20.8', npm: '9.9.4' },
} as const satisfies Record<string, Generation>

/** Programs that must not be there, or the test would be fooled by them. */
const unwanted = ['cc', 'gcc', 'g++', 'make', 'git', 'python3', 'node', 'npm', 'deluged', 'chromium', 'Xvfb']

/** The essential packages of Debian 12, what Node is linked with, and the Nodes and npms in folders of their own. */
function pristineFolder(): Promise<string> {
  return debianFolder({
    name: `pristine-${Object.values(generations).map(folderName).join('-')}`,
    suite: 'bookworm',
    packages: ['libstdc++6'],
    furnish: async (folder) => {
      for (const generation of Object.values(generations))
        await bring(generation, join(folder, 'opt', folderName(generation)))
    },
  })
}

function folderName({ node, npm }: Generation): string {
  return `node${node}-npm${npm}`
}

/** Lays Node and npm out as an installed Node has them. */
async function bring({ node, npm }: Generation, into: string): Promise<void> {
  await unpack(`node-linux-${process.arch}@${node}`, into)
  await unpack(`npm@${npm}`, join(into, 'lib/node_modules/npm'))
  for (const name of ['npm', 'npx'])
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(into, 'bin', name))
}

async function unpack(name: string, into: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'estuary-pack-'))
  await run('npm', ['pack', '--silent', '--pack-destination', scratch, name])
  const [file = ''] = await readdir(scratch)
  await mkdir(into, { recursive: true })
  await run('tar', ['-xzf', join(scratch, file), '--strip-components=1', '--no-same-owner', '-C', into])
  await rm(scratch, { recursive: true })
}

/** What a command inside left behind. */
export interface Outcome {
  code: number | null
  output: string
}

/** A machine on which nothing is installed but one Node and its npm, with a copy of this checkout. */
export class PristinePlace {
  readonly #folder: string
  /** The checkout, as it is called inside. */
  readonly #home: string
  readonly #env: Record<string, string>

  private constructor(folder: string, home: string, env: Record<string, string>) {
    this.#folder = folder
    this.#home = home
    this.#env = env
  }

  static async make(generation: Generation): Promise<PristinePlace> {
    const folder = await pristineFolder()
    const found = unwanted.filter((name) =>
      ['usr/bin', 'bin', 'usr/local/bin'].some((bin) => existsSync(join(folder, bin, name))),
    )
    if (found.length > 0) throw new Error(`${folder} is not pristine: it has ${found.join(', ')}.`)
    const home = await mkdtemp(join(folder, 'home', 'visitor-'))
    await copyCheckout(home)
    await run('chown', ['-R', `${visitor}:${visitor}`, home])
    const inside = home.slice(folder.length)
    // What was downloaded may stay; nothing else of an earlier run does.
    const npmCache = join(folder, 'var/cache/npm')
    await mkdir(npmCache, { recursive: true })
    await chown(npmCache, visitor, visitor)
    return new PristinePlace(folder, inside, {
      ...networkWords(),
      HOME: inside,
      LANG: 'C.UTF-8',
      PATH: `/opt/${folderName(generation)}/bin:/usr/bin:/bin`,
      npm_config_cache: '/var/cache/npm',
      npm_config_registry: (await run('npm', ['config', 'get', 'registry'])).stdout.trim(),
      npm_config_update_notifier: 'false',
    })
  }

  /** Runs a command in the checkout to its end. */
  async run(...command: string[]): Promise<Outcome> {
    return this.#start(command).outcome
  }

  /** Starts a command and waits until it prints what is looked for; fails with its output when it ends before. */
  async start(
    wanted: RegExp,
    ...command: string[]
  ): Promise<{ found: string; output: () => string; end: () => Promise<Outcome> }> {
    const { child, outcome, output } = this.#start(command)
    const found = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', () => {
        const match = wanted.exec(output())
        if (match) resolve(match[1] ?? match[0])
      })
      void outcome.then((end) => reject(new Error(`It ended with ${end.code}:\n${end.output}`)))
    })
    const end = (): Promise<Outcome> => {
      // As Ctrl+C does: everybody of the terminal's group hears it.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
      return outcome
    }
    return { found, output, end }
  }

  #start(command: string[]) {
    const inHome = ['sh', '-c', 'cd "$HOME" && exec "$@"', 'sh', ...command]
    const [program, ...words] = wordsInside(this.#folder, inHome, { user: visitor })
    const child = spawn(program, words, {
      env: this.#env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    const note = (part: Buffer): void => void (text += part.toString())
    child.stdout?.on('data', note)
    child.stderr?.on('data', note)
    const kill = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }
    process.once('exit', kill)
    const outcome = new Promise<Outcome>((resolve) =>
      child.once('close', (code) => {
        process.off('exit', kill)
        resolve({ code, output: text })
      }),
    )
    return { child, outcome, output: () => text }
  }

  /** Where a file of the checkout inside is, seen from outside. */
  path(file: string): string {
    return join(this.#folder, this.#home, file)
  }

  async remove(): Promise<void> {
    await rm(this.path(''), { recursive: true, force: true })
  }
}

/** The files that git tracks, as they are now; no built thing and nothing that was left lying about. */
async function copyCheckout(into: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
  for (const file of stdout.split('\0').filter(Boolean)) {
    const from = join(root, file)
    if (!existsSync(from) || (await lstat(from)).isDirectory()) continue
    await mkdir(dirname(join(into, file)), { recursive: true })
    await cp(from, join(into, file))
  }
  await chmod(into, 0o755)
}
