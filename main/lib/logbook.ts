import { type LogLevel, type LogLine, logLevels } from '../../preload/contract/log.ts'
import { logBook as most } from './bounds.ts'
import { cutText } from './cut.ts'
import { Emitter } from './emitter.ts'
import { KnownSecrets } from './redact.ts'

/** Which lines are wanted; absent = all. */
export interface Wanted {
  least?: LogLevel | undefined
  text?: string | undefined
}

/** The last lines of the log, as people may read them. What is kept here has no secrets in it any more. */
export class LogBook {
  /** What is struck out of every line, beside what looks like a secret. */
  readonly secrets = new KnownSecrets()
  readonly told = new Emitter<LogLine>()
  /** Oldest first. */
  readonly #lines: LogLine[] = []
  #characters = 0
  #lastId = 0

  /** @param fields a line as the log writes it: level (a number, as pino has them), time (ms since 1970), msg, and more */
  keep({ level, time, msg, daemon, ...facts }: Readonly<Record<string, unknown>>): void {
    this.#lastId += 1
    const line: LogLine = {
      id: this.#lastId,
      at: typeof time === 'number' ? time : 0,
      level: levelOf(Number(level)),
      text: cutText(typeof msg === 'string' ? msg : '', most.text),
      daemon: typeof daemon === 'string' ? daemon : null,
      facts: cutText(spelled(facts), most.text),
    }
    this.#lines.push(line)
    this.#characters += charactersOf(line)
    while (this.#lines.length > most.lines || this.#characters > most.characters) {
      this.#characters -= charactersOf(this.#lines.shift() ?? line)
    }
    this.told.emit(line)
  }

  /** Newest first. */
  list({ before = Infinity, limit, ...wanted }: Wanted & { before?: number | undefined; limit: number }): LogLine[] {
    const found: LogLine[] = []
    const fits = fitsFor(wanted)
    for (let at = this.#lines.length - 1; at >= 0 && found.length < limit; at -= 1) {
      const line = this.#lines[at]
      if (line && line.id < before && fits(line)) found.push(line)
    }
    return found
  }
}

/** Whether a line is wanted. */
export function fitsFor({ least = 'debug', text = '' }: Wanted): (line: LogLine) => boolean {
  const from = logLevels.indexOf(least)
  const looked = text.trim().toLowerCase()
  return ({ level, text: said, facts, daemon }) =>
    logLevels.indexOf(level) >= from &&
    (looked === '' || [said, facts, daemon ?? ''].some((part) => part.toLowerCase().includes(looked)))
}

function levelOf(number: number): LogLevel {
  if (number >= 50) return 'error'
  if (number >= 40) return 'warn'
  return number >= 30 ? 'info' : 'debug'
}

function charactersOf({ text, facts }: LogLine): number {
  return text.length + facts.length
}

/** "problem: The disk is full.", one below the other; what is inside of something is JSON, an exception its stack. */
function spelled(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : (stackOf(value) ?? JSON.stringify(value))}`)
    .join('\n')
}

function stackOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('stack' in value)) return null
  return typeof value.stack === 'string' ? value.stack : null
}
