import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ownerFile } from './folder.ts'

/** A user of a daemon: name, password and auth level (10 admin, 5 normal, 1 read only, 0 none). */
export interface Account {
  username: string
  password: string
  level: number
}

/** The accounts that every test daemon has. */
export const accounts = {
  admin: { username: 'admin', password: 'adminpass', level: 10 },
  normal: { username: 'normal', password: 'normalpass', level: 5 },
  reader: { username: 'reader', password: 'readerpass', level: 1 },
  none: { username: 'none', password: 'nonepass', level: 0 },
  localclient: { username: 'localclient', password: 'localpass', level: 10 },
} as const satisfies Record<string, Account>

export type CoreConfig = Record<string, unknown>

/** Deluge's configuration files are two JSON objects one behind the other: a header, then the values. */
const header = '{"file": 1, "format": 1}'

export function readConf(file: string): CoreConfig {
  const text = readFileSync(file, 'utf8')
  const parsed: unknown = JSON.parse(text.slice(text.indexOf('}') + 1))
  return parsed as CoreConfig
}

export function writeConf(file: string, values: CoreConfig): void {
  writeFileSync(file, header + JSON.stringify(values))
}

export interface ConfigOptions {
  /** A folder to begin as a copy of; it keeps its certificate, torrents and accounts. */
  from: string | undefined
  port: number
  listen: number
  label: boolean
  core: CoreConfig
  accounts: readonly Account[]
}

/** Makes the daemon's configuration folder: quiet, on loopback alone, nothing that reaches for the network. */
export function makeConfig(folder: string, options: ConfigOptions): void {
  mkdirSync(join(folder, 'downloads'), { recursive: true })
  // Who owned the original does not own the copy.
  const filter = (path: string): boolean => basename(path) !== ownerFile
  if (options.from) cpSync(options.from, folder, { recursive: true, filter })
  const file = join(folder, 'core.conf')
  const kept = existsSync(file) ? readConf(file) : {}
  writeConf(file, {
    ...kept,
    daemon_port: options.port,
    allow_remote: false,
    dht: false,
    upnp: false,
    natpmp: false,
    lsd: false,
    utpex: false,
    new_release_check: false,
    send_info: false,
    listen_interface: '127.0.0.1',
    listen_ports: [options.listen, options.listen],
    random_port: false,
    add_paused: true,
    download_location: join(folder, 'downloads'),
    ...(options.label ? { enabled_plugins: ['Label'] } : {}),
    ...options.core,
  })
  const everyone = [...Object.values(accounts), ...options.accounts]
  const auth = join(folder, 'auth')
  writeFileSync(auth, everyone.map((one) => `${one.username}:${one.password}:${one.level}\n`).join(''))
  chmodSync(auth, 0o600)
}
