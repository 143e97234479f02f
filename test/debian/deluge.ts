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
 * Makes the folder of a suite: deluged, its console, and the Python client that the tests' witness is.
 * @param anew also where there is one; otherwise it is made once
 */
export async function makeDelugeFolder(suite: Suite, { anew = false } = {}): Promise<string> {
  const packages = ['deluged', 'deluge-console', 'python3-rencode']
  const name = `deluge-${suite}`
  if (anew) await forgetFolder(name)
  return debianFolder({ name, suite, packages })
}

/** The version of the Deluge in such a folder, as its package has it; 'of unknown version' where that is not told. */
export async function versionIn(folder: string): Promise<string> {
  const status = await readFile(join(folder, 'var/lib/dpkg/status'), 'utf8')
  const part = status.split('\n\n').find((text) => text.startsWith('Package: deluged\n'))
  return /^Version: (.+)$/m.exec(part ?? '')?.[1] ?? 'of unknown version'
}

/**
 * The words that run a program of the chosen Deluge (or of the given suite's): this machine's own, or, inside the
 * suite's folder, the one of the same path. What lies in the system's temporary folder and beside the given script is
 * there under the same paths.
 */
export function wordsOfDeluge(
  command: readonly [program: string, ...args: string[]],
  shares: readonly string[] = [],
  suite: Suite | null = chosenSuite(),
): [program: string, ...args: string[]] {
  return suite === null
    ? [...command]
    : wordsInside(folderNamed(`deluge-${suite}`), command, { shares: ['/tmp', ...shares] })
}
