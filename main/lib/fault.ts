import { longest } from './bounds.ts'
import { cutText } from './cut.ts'
import { boundedFacts } from './facts.ts'
import type { ErrorCode, Problem, Retry } from '../../preload/contract/errors.ts'
import { sentence } from '../../preload/text/shown.ts'

const retryOf: Partial<Record<ErrorCode, Retry>> = {
  unresolved: 'later',
  refused: 'later',
  unreachable: 'later',
  timeout: 'later',
  closed: 'later',
  offline: 'later',
  tls: 'later',
  protocol: 'later',
  'too-large': 'later',
  'bad-login': 'after-change',
  level: 'after-change',
  'certificate-changed': 'after-change',
  'certificate-unknown': 'after-change',
  twin: 'after-change',
  'web-ui': 'after-change',
  'not-a-daemon': 'after-change',
  invalid: 'after-change',
}

export interface FaultOptions {
  /** Facts as plain data that may cross to the window; never a password. */
  details?: Record<string, unknown>
  cause?: unknown
  /** Overrides the code's usual retry label. */
  retry?: Retry
}

/**
 * The one error class of the main process: a code to decide by, a message to show, plain details. What daemons and files
 * say may be part of the message, so it is kept as it can be shown; details have their own words.
 */
export class Fault extends Error {
  readonly code: ErrorCode
  readonly retry: Retry
  readonly details: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, options: FaultOptions = {}) {
    super(sentence(message), options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Fault'
    this.code = code
    this.retry = options.retry ?? retryOf[code] ?? 'never'
    this.details = options.details
  }
}

/** Any thrown value as a Fault; what is not one already is a fault of ours ('internal'). */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const message = error instanceof Error ? error.message : String(error)
  return new Fault('internal', message, { cause: error })
}

/** A Fault as data of a bounded size for the border. */
export function toProblem(error: unknown): Problem {
  const { code, message, retry, details } = asFault(error)
  const problem = { code, message: cutText(message, longest.message * 2), retry }
  return details ? { ...problem, details: boundedFacts(details) } : problem
}
