import { spawn } from 'node:child_process'

/**
 * Opens an address in the default browser; false = nothing could be started.
 * The address passes through the command line, where other users of this machine might see it for a moment; its
 * token is good for one visit only, so a theft would show at once.
 */
export async function openBrowser(url: string, platform = process.platform, env = process.env): Promise<boolean> {
  const command = browserCommand(url, platform, env)
  if (!command) return false
  const [program, ...args] = command
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsVerbatimArguments: true })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
    child.on('spawn', () => {
      child.unref()
      // What still runs after a moment is most likely the browser itself.
      setTimeout(() => resolve(true), 2000).unref()
    })
  })
}

function browserCommand(url: string, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): [string, ...string[]] | null {
  if (platform === 'darwin') return ['open', url]
  if (platform === 'win32') return ['cmd.exe', '/d', '/c', `start "" "${url}"`]
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open', url] : null
}
