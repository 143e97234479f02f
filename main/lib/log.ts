import { type LogLevel, logLevels } from '../../preload/contract/log.ts'
import { logLines } from './bounds.ts'
import { type Clock, systemClock } from './clock.ts'
import { LogBook } from './logbook.ts'
import { Ration } from './ration.ts'
import { redactedData } from './redact.ts'
import { pino, type DestinationStream, type Logger } from 'pino'
import { spelledOut } from '../../preload/text/shown.ts'

/** Characters of lines that could not be written yet. */
const mostUnwritten = 256 * 1024
/** From this level on, as pino counts them, lines are kept for whoever asks what happened. */
const booked = 30

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> & { child(bindings: Record<string, unknown>): Log }

/** Where lines go; a stream of Node, or a test's own. */
type Destination = Pick<DestinationStream, 'write'>

/**
 * The program's log: JSON lines on stderr (or `destination`), and the last of them in a book that windows read. Secrets
 * are struck out before either has them; whatever would do something to a terminal instead of being seen in it is
 * spelled out.
 * @param level what is written from: debug, info, warn, error or silent; the book has everything from 'info' on
 */
export function createLog(level = 'info', destination: Destination = ownDestination(), book = new LogBook()): Log {
  const written = pino.levels.values[level] ?? Infinity
  const write = (json: string): void => {
    const line = redactedData(JSON.parse(json), book.secrets) as Record<string, unknown>
    book.keep(line)
    if (Number(line['level']) >= written) destination.write(`${spelledOut(JSON.stringify(line))}\n`)
  }
  const kept = written < booked ? level : 'info'
  return rationedLog(pino({ level: kept, base: null }, { write }), logLines.all)
}

/** A terminal that is gone, or a full disk behind it, costs lines and nothing else. */
function ownDestination(): Destination {
  const stderr = pino.destination({ dest: 2, sync: true, maxLength: mostUnwritten })
  stderr.on('error', () => {})
  return stderr
}

/** The same log, but with so many lines of each level in a minute; of the others only the number is written. */
export function rationedLog(log: Log, most: number, clock: Clock = systemClock): Log {
  const rations = logLevels.map((level) => {
    const leftOut = (lines: number): void => log[level]({ lines }, 'more lines were left out')
    return [level, new Ration(most, logLines.withinMs, clock, leftOut)] as const
  })
  return gated(log, rations)
}

function gated(log: Log, rations: readonly (readonly [LogLevel, Ration])[]): Log {
  const gates = rations.map(([level, ration]) => {
    const write = (...line: Parameters<Log[typeof level]>): void => {
      if (ration.take()) log[level](...line)
    }
    return [level, write]
  })
  const child = (bindings: Record<string, unknown>): Log => gated(log.child(bindings), rations)
  return { ...(Object.fromEntries(gates) as Pick<Log, LogLevel>), child }
}

const nothing = (): void => {}

/** For tests and for parts that nobody listens to. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silentLog }
