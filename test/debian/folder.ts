import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Folders that take a while to make are kept here, outside the checkout: ESTUARY_TEST_CACHE, or the user's own cache. */
const cache =
  process.env['ESTUARY_TEST_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'estuary-test')

/** Where the folder of that name is, or will be. */
export function folderNamed(name: string): string {
  return join(cache, name)
}

/** What a folder holds; a folder that was made from anything else is made anew. */
export interface DebianRecipe {
  /** What it is called in the cache. */
  name: string
  /** A release of Debian by its name: bookworm, trixie, sid. */
  suite: string
  /** Packages beside the essential ones. */
  packages: readonly string[]
  /** Puts in what is not a package; called once, before the folder counts as made. */
  furnish?: (folder: string) => Promise<void>
}

/**
 * A Debian of its own in a folder, made once with mmdebstrap (as root; 10 to 45 s) and kept. Nothing of this machine is
 * in it but the means to reach the network: names, certificates.
 * @returns its path
 */
export async function debianFolder({ name, suite, packages, furnish }: DebianRecipe): Promise<string> {
  const folder = folderNamed(name)
  const mark = join(folder, '.recipe')
  const recipe = JSON.stringify({ suite, packages, furnish: furnish?.toString() })
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === recipe) return folder
  const making = join(cache, `${name}.${process.pid}`)
  await mkdir(cache, { recursive: true })
  // The index of a rolling suite may be past its date on a mirror that lags; its signature is checked all the same.
  const options = ['--quiet', '--mode=root', '--variant=essential', '--aptopt=Acquire::Check-Valid-Until "false"']
  await run('mmdebstrap', [...options, `--include=${packages.join(',')}`, suite, making])
  for (const file of ['/etc/resolv.conf', '/etc/hosts', ...certificates()]) await cp(file, join(making, file))
  await furnish?.(making)
  await writeFile(join(making, '.recipe'), recipe)
  await rm(folder, { recursive: true, force: true })
  await rename(making, folder)
  return folder
}

/** The folder of that name is made anew the next time it is asked for; until then the old one stays. */
export async function forgetFolder(name: string): Promise<void> {
  await rm(join(cache, name, '.recipe'), { force: true })
}

/** The file of further certificates that this machine's network asks Node to trust, if any. */
function certificates(): string[] {
  const file = process.env['NODE_EXTRA_CA_CERTS']
  return file && existsSync(file) ? [file] : []
}

/** The environment's words that a program inside needs to reach the network as this process does. */
export function networkWords(): Record<string, string> {
  const names = [
    'NODE_EXTRA_CA_CERTS',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
  ]
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

/** What a program inside a folder is run with. */
export interface Inside {
  /** User and group number; absent = root. */
  user?: number
  /** Folders of this machine that are there under the same paths. */
  shares?: readonly string[]
}

/**
 * The words that run a command inside such a folder, with /proc and the shares in a mount space that ends with it. The
 * command takes the place of these words' own process, so signals reach it; its network is this machine's.
 */
export function wordsInside(
  folder: string,
  command: readonly string[],
  { user = 0, shares = [] }: Inside = {},
): [program: string, ...args: string[]] {
  const mounts = shares.map((_, at) => `mkdir -p "$folder$${at + 3}" && mount --bind "$${at + 3}" "$folder$${at + 3}"`)
  const script = [
    'folder=$1 user=$2',
    'mount -t proc proc "$folder/proc"',
    ...mounts,
    `shift ${shares.length + 2}`,
    'exec /usr/sbin/chroot --userspec="$user" "$folder" "$@"',
  ].join('; ')
  const space = ['unshare', '--mount', '--propagation', 'private'] as const
  return [...space, 'sh', '-c', script, 'sh', folder, `${user}:${user}`, ...shares, ...command]
}
