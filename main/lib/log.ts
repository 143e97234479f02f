import { logLines } from './bounds.ts'
import { type Clock, systemClock } from './clock.ts'
import { Ration } from './ration.ts'
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
  const log = pino({ level, redact, base: null, hooks }, destination ?? ownDestination())
  return rationedLog(log, logLines.all)
}

/** A terminal that is gone, or a full disk behind it, costs lines and nothing else. */
function ownDestination(): DestinationStream {
  const stderr = pino.destination({ dest: 2, sync: true, maxLength: mostUnwritten })
  stderr.on('error', () => {})
  return stderr
}

const levels = ['debug', 'info', 'warn', 'error'] as const

/** The same log, but with so many lines of each level in a minute; of the others only the number is written. */
export function rationedLog(log: Log, most: number, clock: Clock = systemClock): Log {
  const rations = levels.map((level) => {
    const leftOut = (lines: number): void => log[level]({ lines }, 'more lines were left out')
    return [level, new Ration(most, logLines.withinMs, clock, leftOut)] as const
  })
  return gated(log, rations)
}

function gated(log: Log, rations: readonly (readonly [(typeof levels)[number], Ration])[]): Log {
  const gates = rations.map(([level, ration]) => {
    const write = (...line: Parameters<Log[typeof level]>): void => {
      if (ration.take()) log[level](...line)
    }
    return [level, write]
  })
  const child = (bindings: Record<string, unknown>): Log => gated(log.child(bindings), rations)
  return { ...(Object.fromEntries(gates) as Pick<Log, (typeof levels)[number]>), child }
}

const nothing = (): void => {}

/** For tests and for parts that nobody listens to. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silentLog }
