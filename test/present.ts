import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chosenSuite } from './debian/deluge.ts'

/** The system's Python: Debian's Deluge and rencode are packages for that one, not for whichever comes first in PATH. */
const python = '/usr/bin/python3'
const chromiums = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** Where the browser for tests is: ESTUARY_CHROMIUM, or one of the usual places; null = none. */
export function chromiumPath(): string | null {
  const chosen = process.env['ESTUARY_CHROMIUM']
  if (chosen) return chosen
  return chromiums.find((path) => existsSync(path)) ?? null
}

function pythonHas(module: string): boolean {
  return existsSync(python) && spawnSync(python, ['-c', `import ${module}`]).status === 0
}

function hasPrograms(...names: string[]): boolean {
  return names.every((name) => existsSync(join('/usr/bin', name)))
}

/** Root in a container may not mount anything, not even in a mount space of its own. */
function canMount(): boolean {
  return process.platform === 'linux' && spawnSync('unshare', ['--mount', 'true']).status === 0
}

interface Thing {
  isHere: () => boolean
  howToGet: string
}

/** Programs that some suites run against; npm cannot bring them. */
export const things = {
  deluged: {
    isHere: () => chosenSuite() !== null || (existsSync('/usr/bin/deluged') && pythonHas('deluge.core')),
    howToGet: 'apt install deluged',
  },
  'deluge-console': {
    isHere: () => chosenSuite() !== null || existsSync('/usr/bin/deluge-console'),
    howToGet: 'apt install deluge-console',
  },
  rtorrent: { isHere: () => hasPrograms('rtorrent', 'setpriv'), howToGet: 'apt install rtorrent' },
  chromium: { isHere: () => chromiumPath() !== null, howToGet: 'apt install chromium' },
  mmdebstrap: {
    isHere: () => process.getuid?.() === 0 && hasPrograms('mmdebstrap') && canMount(),
    howToGet: 'as root, where mounts are allowed: apt install mmdebstrap',
  },
  tmpfs: {
    isHere: () => process.getuid?.() === 0 && canMount(),
    howToGet: 'as root, where mounts are allowed',
  },
  'python3-rencode': { isHere: () => pythonHas('rencode'), howToGet: 'apt install python3-rencode' },
} as const satisfies Record<string, Thing>

export type ThingName = keyof typeof things

const known = new Map<ThingName, boolean>()

/** Looked up once a process. */
export function isHere(name: ThingName): boolean {
  const before = known.get(name)
  if (before !== undefined) return before
  const answer = things[name].isHere()
  known.set(name, answer)
  return answer
}

export function isThingName(name: string): name is ThingName {
  return Object.hasOwn(things, name)
}
