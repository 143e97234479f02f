import { bareFolder, type PathStyle, styleOf } from './folder.ts'

/*
 * Where folders of a daemon's machine are for the person: mounted here, or at an address of the network. Paths come from
 * daemons, and torrents' names from strangers, so nothing in them may lead out of what was mapped.
 */

/** A folder of the daemon's machine, and where the person has it. */
export interface Mapping {
  readonly remote: string
  /** A path of this machine, or smb://server/share/… */
  readonly local: string
}

/** How a place of the person's is written. */
export type LocalStyle = PathStyle | 'smb'

/** Where something is for the person; none = no folder is mapped there · unfit = it cannot be a path there. */
export type Place = { is: 'there'; path: string } | { is: 'none' } | { is: 'unfit' }

/** How this place is written; null = it is none. A name or password has no place in it. */
export function localStyleOf(local: string): LocalStyle | null {
  if (/^smb:\/\/[\w.-]+(:\d+)?\/[^\s/?#@\\][^\s?#\\]*$/i.test(local)) return 'smb'
  return styleOf(local)
}

/** Where a folder of the daemon's machine is for the person: by the mapping that goes farthest into its path. */
export function placeOf(mappings: readonly Mapping[], folder: string): Place {
  const style = styleOf(folder)
  const parts = style && partsOf(folder, style)
  if (!style || !parts) return { is: 'none' }
  let best: { local: string; depth: number } | null = null
  for (const { remote, local } of mappings) {
    if (styleOf(remote) !== style) continue
    const own = partsOf(remote, style)
    const isIn = own.length <= parts.length && own.every((part, at) => isSame(part, parts[at] ?? '', style))
    if (isIn && own.length > (best?.depth ?? -1)) best = { local, depth: own.length }
  }
  return best ? within(best.local, parts.slice(best.depth)) : { is: 'none' }
}

/** What lies in a place of the person's under these names, one in the other. */
export function within(local: string, names: readonly string[]): Place {
  const style = localStyleOf(local)
  if (style === null || names.some((name) => !fits(name, style))) return { is: 'unfit' }
  const spelt = style === 'smb' ? names.map(encodeURIComponent) : names
  const base = style === 'smb' ? local.replace(/\/+$/, '') : bareFolder(local)
  const sign = style === 'windows' ? '\\' : '/'
  const path = spelt.reduce((at, name) => (at.endsWith(sign) ? at + name : at + sign + name), base)
  return { is: 'there', path }
}

/** The names of a path behind each other, the outermost first; what it begins with counts as one. */
function partsOf(path: string, style: PathStyle): string[] {
  const names = path.split(style === 'windows' ? /[\\/]+/ : /\/+/).filter((name) => name !== '')
  // Of D:\films and \\nas\films neither lies in the other; / lies in nothing.
  return style === 'windows' && /^[\\/]/.test(path) ? ['\\\\', ...names] : names
}

function isSame(one: string, other: string, style: PathStyle): boolean {
  return style === 'windows' ? one.toLowerCase() === other.toLowerCase() : one === other
}

/** Names that Windows takes for devices. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Whether this can be a name there, and leads nowhere else. */
function fits(name: string, style: LocalStyle): boolean {
  if (name === '' || name === '.' || name === '..' || name.includes('/')) return false
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) return false
  if (style === 'posix') return true
  return !/[<>:"|?*\\]|[. ]$/.test(name) && !devices.test(name)
}
