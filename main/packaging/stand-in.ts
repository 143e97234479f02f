import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What Electron's binary has before the switches that are set while packing: a word to find them by, and their form. */
const fuseWord = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseCount = 9

/**
 * A folder of the form of Electron's distribution for Linux, in which no Electron is: enough to pack around where
 * Electron cannot be fetched. It can be looked into, and its fuses read; it cannot be run.
 * @param version Electron's version that it stands for
 */
export function makeStandIn(folder: string, version: string): string {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const sorry = '\x7fELF This is no Electron: it stands in its place where none can be fetched.\n'
  const fuses = Buffer.from([1, fuseCount, ...Array.from({ length: fuseCount }, () => '1'.charCodeAt(0))])
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(sorry, 'latin1'), Buffer.from(fuseWord), fuses]))
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), 'A stand-in has none.\n')
  return folder
}
