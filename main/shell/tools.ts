import { execFile } from 'node:child_process'

/** Programs of a Linux desktop that are asked what Electron has no words for. No other program is ever started. */
export type Tool = 'gdbus' | 'xdg-mime'

const patienceMs = 2000
const mostBytes = 8 * 1024

/** Runs one without a shell; its output without the last line break, null = it is not there, failed or took too long. */
export type RunTool = (tool: Tool, args: readonly string[]) => Promise<string | null>

export const runTool: RunTool = (tool, args) =>
  new Promise((resolve) => {
    execFile(tool, [...args], { timeout: patienceMs, maxBuffer: mostBytes, encoding: 'utf8' }, (error, stdout) =>
      resolve(error ? null : stdout.trim()),
    )
  })

/**
 * Whether somebody on a Linux desktop shows what programs put into the tray: GNOME does so only with an extension, and
 * Electron does not say.
 */
export async function hasTrayHost(run: RunTool): Promise<boolean> {
  const name = 'org.kde.StatusNotifierWatcher'
  const ask = ['call', '--session', '--dest', name, '--object-path', '/StatusNotifierWatcher', '--method']
  const property = ['org.freedesktop.DBus.Properties.Get', name, 'IsStatusNotifierHostRegistered']
  return /\btrue\b/.test((await run('gdbus', [...ask, ...property])) ?? '')
}
