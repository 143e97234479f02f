import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { debianFolder, folderNamed, forgetFolder, wordsInside } from './folder.ts'

/** Debian's later suites, and the Deluge that each had when this was written. */
export const suites = { trixie: '2.2.0', sid: '2.2.1' } as const
export type Suite = keyof typeof suites

function isSuite(name: string | undefined): name is Suite {
  return name !== undefined && Object.hasOwn(suites, name)
}

/** Which suite's Deluge the tests run against (ESTUARY_DELUGE); null = the one that is installed on this machine. */
export function chosenSuite(): Suite | null {
  const name = process.env['ESTUARY_DELUGE']
  return isSuite(name) ? name : null
}

/**
 * Which suite's rTorrent the tests run against; null = this machine's own. Only the rolling suite has one that is newer
 * than 0.9.8.
 */
export function chosenRtorrent(): Suite | null {
  return chosenSuite() === 'sid' ? 'sid' : null
}

/**
 * Makes the folder of a suite: deluged, its console, the Python client that the tests' witness is, and a newer rTorrent.
 * @param anew also where there is one; otherwise it is made once
 */
export async function makeDelugeFolder(suite: Suite, { anew = false } = {}): Promise<string> {
  const packages = ['deluged', 'deluge-console', 'python3-rencode', ...(suite === 'sid' ? ['rtorrent'] : [])]
  const name = `deluge-${suite}`
  if (anew) await forgetFolder(name)
  return debianFolder({ name, suite, packages })
}

/** The version of a package in such a folder; 'of unknown version' where that is not told. */
export async function versionIn(folder: string, name: 'deluged' | 'rtorrent'): Promise<string> {
  const status = await readFile(join(folder, 'var/lib/dpkg/status'), 'utf8')
  const part = status.split('\n\n').find((text) => text.startsWith(`Package: ${name}\n`))
  return /^Version: (.+)$/m.exec(part ?? '')?.[1] ?? 'of unknown version'
}

/**
 * The words that run a program of the chosen suite (or of the given one): this machine's own, or, inside the
 * suite's folder, the one of the same path. What lies in the system's temporary folder and beside the given script is
 * there under the same paths.
 */
export function wordsOfSuite(
  command: readonly [program: string, ...args: string[]],
  shares: readonly string[] = [],
  suite: Suite | null = chosenSuite(),
): [program: string, ...args: string[]] {
  return suite === null
    ? [...command]
    : wordsInside(folderNamed(`deluge-${suite}`), command, { shares: ['/tmp', ...shares] })
}
