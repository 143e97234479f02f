import { pino, type DestinationStream, type Logger } from 'pino'
import { spelledOut } from '../../preload/text/shown.ts'

/** Characters of lines that could not be written yet. */
const mostUnwritten = 256 * 1024

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> & { child(bindings: Record<string, unknown>): Log }

/** Names of fields whose values never reach a log, at the top and one and two levels down. */
const secretFields = ['password', 'secret', 'token', 'cookie', 'authorization']

/**
 * The program's log: JSON lines on stderr (or `destination`), secrets struck out. Whatever would do something to a
 * terminal instead of being seen in it is spelled out.
 */
export function createLog(level = 'info', destination?: DestinationStream): Log {
  const redact = secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const hooks = { streamWrite: spelledOut }
  return pino({ level, redact, base: null, hooks }, destination ?? ownDestination())
}

/** A terminal that is gone, or a full disk behind it, costs lines and nothing else. */
function ownDestination(): DestinationStream {
  const stderr = pino.destination({ dest: 2, sync: true, maxLength: mostUnwritten })
  stderr.on('error', () => {})
  return stderr
}

const nothing = (): void => {}

/** For tests and for parts that nobody listens to. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silentLog }
