import { mkdirSync, rmSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { say } from '../../preload/words/sentences.ts'
import { readOwn, refuseOddity, writeWhole } from '../store/files.ts'
import { storageFault } from '../store/trouble.ts'

const mostBytes = 16 * 1024
const doing = say('doing.login')

/** Where a Linux desktop looks for what it starts at login. */
export function autostartPath(env: NodeJS.ProcessEnv, home: string): string {
  const given = env['XDG_CONFIG_HOME']
  return join(given && isAbsolute(given) ? given : join(home, '.config'), 'autostart', 'estuary.desktop')
}

/** The entry for it. Fails where something else than a plain file of ours is in its place. */
export function writeAutostart(path: string, command: readonly string[]): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    refuseOddity(path, doing)
    writeWhole(path, autostartEntry(command))
  } catch (error) {
    throw storageFault(error, doing, path)
  }
}

export function removeAutostart(path: string): void {
  try {
    refuseOddity(path, doing)
    rmSync(path, { force: true })
  } catch (error) {
    throw storageFault(error, doing, path)
  }
}

/** off: there is no entry · held: the desktop or the person switched it off · on: it counts. */
export function readAutostart(path: string): 'off' | 'held' | 'on' {
  let text: string | null
  try {
    text = readOwn(path, mostBytes, doing)
  } catch {
    // What is no file of ours, or lies in no folder, is no entry of ours.
    return 'off'
  }
  if (text === null || !/^Exec=/m.test(text)) return 'off'
  return /^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text) ? 'held' : 'on'
}

export function autostartEntry(command: readonly string[]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Estuary',
    'Comment=One window over all of your torrent daemons',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=estuary',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ]
  return `${lines.join('\n')}\n`
}

/**
 * An argument as the specification of desktop entries has it: in quotes, with a backslash before four signs, then as any
 * value of such a file, where a backslash is two; a percent sign would begin a field.
 */
function quoted(argument: string): string {
  const inQuotes = argument.replaceAll(/["`$\\]/g, (sign) => `\\${sign}`)
  const asValue = inQuotes
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
  return `"${asValue.replaceAll('%', '%%')}"`
}
