import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Arch, build, type Configuration, Platform } from 'electron-builder'
import { buildWhatIsOld } from '../start/build.ts'
import { makeStandIn } from './stand-in.ts'

export interface Packing {
  root: string
  /** Where the packed program goes; absent = release in the root. */
  output?: string
  /** The folder of the program alone, for this machine, and nothing to install. */
  dir: boolean
  /** Whether to pack around no Electron at all; for Linux then, whatever this machine is. */
  standIn: boolean
  /** Where the program asks for newer versions; absent = nowhere. */
  updates?: string | undefined
  /** Told in sentences how it goes. */
  say: (text: string) => void
}

const standInName = '.stand-in'

/** What Debian's and Red Hat's packages have to name, which only whoever publishes them knows. */
const publisher = { maintainer: 'ESTUARY_MAINTAINER', homepage: 'ESTUARY_HOMEPAGE' } as const

/**
 * Builds Estuary and packs it, as electron-builder.yml says.
 * @returns the files that were made; of a folder alone, none
 */
export async function pack({ root, output, dir, standIn, updates, say }: Packing): Promise<readonly string[]> {
  await buildWhatIsOld(root, 'desktop', say)
  const platform = standIn ? Platform.LINUX : Platform.current()
  const release = output ?? join(root, 'release')
  const config: Configuration = {
    extends: join(root, 'electron-builder.yml'),
    directories: { output: release },
    electronDist: standIn ? standInFor(release, say) : dir ? fetchedFolder() : null,
    ...published(say, dir),
    ...updating(updates),
  }
  try {
    const targets = dir ? platform.createTarget('dir', archHere()) : platform.createTarget()
    return await build({ projectDir: root, targets, config, publish: 'never' })
  } finally {
    rmSync(join(release, standInName), { recursive: true, force: true })
  }
}

function standInFor(release: string, say: (text: string) => void): string {
  say('Packing around a stand-in for Electron: what comes out can be looked at, not run.')
  return makeStandIn(join(release, standInName), electronVersion())
}

/** Electron as it was fetched for starting; null = the packager fetches it. */
function fetchedFolder(): string | null {
  const folder = join(electronFolder(), 'dist')
  return existsSync(folder) ? folder : null
}

/** Who publishes it, where that was said. */
function published(say: (text: string) => void, dir: boolean): Configuration {
  const { [publisher.maintainer]: maintainer, [publisher.homepage]: homepage } = process.env
  if (maintainer && homepage) return { linux: { maintainer }, extraMetadata: named() }
  if (!dir && process.platform === 'linux') {
    say(`Packages for Debian and Red Hat name who made them: set ${publisher.maintainer} and ${publisher.homepage}.`)
  }
  return {}
}

function named(): Record<string, string> {
  const { [publisher.maintainer]: author, [publisher.homepage]: homepage } = process.env
  return author && homepage ? { homepage, author } : {}
}

/**
 * Where the packed program asks for newer versions. It fetches one only where what it is replaced by is signed as it is,
 * so packing fails where there are keys and something stays unsigned.
 */
function updating(address: string | undefined): Configuration {
  if (!address) return {}
  const { CSC_LINK: key, [publisher.homepage]: page } = process.env
  const signed = Boolean(key) && process.platform !== 'linux'
  return {
    publish: [{ provider: 'generic', url: address }],
    extraMetadata: { ...named(), updates: { address, signed, page: page ?? null } },
    forceCodeSigning: signed,
  }
}

function archHere(): Arch {
  return process.arch === 'arm64' ? Arch.arm64 : Arch.x64
}

function electronFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
}

function electronVersion(): string {
  return (JSON.parse(readFileSync(join(electronFolder(), 'package.json'), 'utf8')) as { version: string }).version
}
