import type { CommandLine } from 'electron'

/** Switches by which another program would steer the window or read what is in it, and past which the guards see nothing. */
const refused = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'disable-web-security',
  'ignore-certificate-errors',
  'load-extension',
]

/**
 * Why the program does not start with these switches; null = it does. A checkout takes them: who develops it, and the
 * tests, need them.
 */
export function refusedSwitch(commandLine: Pick<CommandLine, 'hasSwitch'>, isPackaged: boolean): string | null {
  const found = isPackaged ? refused.find((name) => commandLine.hasSwitch(name)) : undefined
  return found === undefined ? null : `Estuary does not start with --${found}: it takes no orders from other programs.`
}
