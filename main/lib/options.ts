import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { say } from '../../preload/words/sentences.ts'
import { type Ending, readEndings, startAfter } from './endings.ts'
import { Fault } from './fault.ts'

/** What was asked for at the start. */
export interface Options {
  help: boolean
  /** The web door instead of the desktop window. */
  web: boolean
  /** The web door's port; 0 = any free one. */
  port: number
  /** The data directory, absolute. */
  data: string
  /** Whether the web door's address is opened in the default browser. */
  open: boolean
  /** Whether it connects to nobody before a person says so. */
  safe: boolean
  /** Ends by faults of its own that this start follows; said by whoever starts it again. */
  endings: Ending[]
}

export const usage = `Estuary: one window over all of your remote torrent daemons.

  npm start                    the desktop window; where there is none, the web door
  npm start -- --web           the web door: the same window in a browser on this machine

  --port N       the web door's port on 127.0.0.1 (default: any free one)
  --data DIR     where Estuary keeps its data (default: ESTUARY_DATA, else the system's folder for it)
  --no-open      do not open a browser
  --safe         connect to nobody until you say so at the window
  --help         this text
`

/** What the options are read from; tests bring their own. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  home: string
  folder: string
}

function ownSurroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir(), folder: process.cwd() }
}

/** Reads the command line (without program and script). Fails with Fault 'invalid' that names the argument. */
export function readOptions(argv: readonly string[], around: Surroundings = ownSurroundings()): Options {
  const values = readValues(argv)
  const data = values.data ?? around.env['ESTUARY_DATA']
  return {
    help: values.help ?? false,
    web: values.web ?? false,
    port: readPort(values.port),
    data: data ? resolve(around.folder, data) : defaultDataFolder(around),
    open: !(values['no-open'] ?? false),
    safe: values.safe ?? false,
    endings: readEndings(values.endings),
  }
}

/** Why to start in safe mode; null = not to. */
export function safeModeOf({ safe, endings }: Pick<Options, 'safe' | 'endings'>): SafeStart | null {
  if (!safe && startAfter(endings) === 'usual') return null
  return { endings: endings.length, what: endings.at(-1)?.what ?? '' }
}

/** How often it ended by a fault of its own, and what the last one was. */
export interface SafeStart {
  endings: number
  what: string
}

const known = {
  help: { type: 'boolean', short: 'h' },
  web: { type: 'boolean' },
  port: { type: 'string' },
  data: { type: 'string' },
  'no-open': { type: 'boolean' },
  safe: { type: 'boolean' },
  endings: { type: 'string' },
} as const

function readValues(argv: readonly string[]) {
  const { tokens } = parseArgs({ args: [...argv], options: known, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') throw notKnown(token.value)
    if (token.kind !== 'option') continue
    if (!Object.hasOwn(known, token.name)) throw notKnown(token.rawName)
    const { type } = known[token.name as keyof typeof known]
    // A value that looks like an option is a value that was forgotten; --name=-value says that it is meant.
    const given = token.inlineValue ? token.value : token.value?.replace(/^-.*/s, '')
    if (type === 'string' && !given) throw new Fault('invalid', say('option.empty', { name: token.rawName }))
    if (type === 'boolean' && token.value !== undefined)
      throw new Fault('invalid', say('option.valued', { name: token.rawName }))
  }
  return parseArgs({ args: [...argv], options: known }).values
}

function notKnown(argument: string): Fault {
  return new Fault('invalid', say('option.unknown', { argument }))
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port >= 0 && port <= 65_535) return port
  throw new Fault('invalid', say('option.port', { text }))
}

/** The system's folder for what a program keeps: XDG, Application Support or AppData. */
function defaultDataFolder({ env, platform, home }: Surroundings): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Estuary')
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Estuary')
  const given = env['XDG_DATA_HOME']
  return join(given && isAbsolute(given) ? given : join(home, '.local', 'share'), 'Estuary')
}
