import { execFile } from 'node:child_process'
import { wordsOfSuite } from '../debian/deluge.ts'
import { accounts } from './config.ts'
import { removeFolder, temporaryFolder } from './folder.ts'

export interface ConsoleOptions {
  as?: { username: string; password: string }
  /** deluge-console waits for ever at a port where nobody listens. */
  timeoutMs?: number
}

/** What 2.0.3 (about its translations) and 2.2.0 (about its own start) complain of before a command, now and then. */
const noise =
  /^\d\d:\d\d:\d\d \[ERROR.*(gettext[\s\S]*?^AttributeError: module 'gettext'.*|started_deferred'[\s\S]*?^\])\n/m

/**
 * Runs deluge-console once and gives what it printed. Its exit code says nothing (it is 0 after a wrong password),
 * so callers look at the text.
 * @param command such as `info`, `status`, `config download_location`
 */
export async function runConsole(
  to: { host: string; port: number },
  command: string,
  options: ConsoleOptions = {},
): Promise<string> {
  const { as = accounts.admin, timeoutMs = 20_000 } = options
  const folder = temporaryFolder('console')
  const login = `connect ${to.host}:${to.port} ${as.username} ${as.password}`
  try {
    return await new Promise((resolve, reject) => {
      const [program, ...words] = wordsOfSuite(['/usr/bin/deluge-console', '-c', folder, `${login}; ${command}`])
      execFile(program, words, { timeout: timeoutMs, killSignal: 'SIGKILL' }, (error, stdout) => {
        if (error?.killed) reject(new Error(`deluge-console did not end within ${timeoutMs} ms.`))
        else if (error && typeof error.code !== 'number')
          reject(new Error('deluge-console did not start.', { cause: error }))
        else resolve(stdout.replace(noise, '').trim())
      })
    })
  } finally {
    removeFolder(folder)
  }
}
