import { isAbsolute as isPosixPath, join as joinPosix } from 'node:path/posix'
import { join as joinWindows } from 'node:path/win32'
import type { Around } from '../backend.ts'

/** The files of a configuration folder that tell of daemons, newest first, and what a local daemon keeps there. */
export const hostlistNames = ['hostlist.conf', 'hostlist.conf.1.2'] as const
export const authName = 'auth'
export const coreName = 'core.conf'
export const certificateName = 'ssl/daemon.cert'

/**
 * Where Deluge keeps its configuration unless it was told otherwise: %APPDATA%\deluge on Windows, the XDG folder
 * everywhere else, macOS included (facts: Deluge 1.3 to 2.2 ask XDG on every system but Windows). Flatpak gives a
 * program an XDG folder of its own.
 */
export function delugeFolders({ env, platform, home }: Around): string[] {
  if (platform === 'win32') return [joinWindows(env['APPDATA'] || joinWindows(home, 'AppData', 'Roaming'), 'deluge')]
  const given = env['XDG_CONFIG_HOME']
  const usual = joinPosix(home, '.config', 'deluge')
  const chosen = given && isPosixPath(given) ? joinPosix(given, 'deluge') : usual
  const flatpak = joinPosix(home, '.var', 'app', 'org.deluge_torrent.deluge', 'config', 'deluge')
  return [...new Set([chosen, usual, ...(platform === 'linux' ? [flatpak] : [])])]
}
