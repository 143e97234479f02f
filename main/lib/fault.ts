import { longest } from './bounds.ts'
import { cutText } from './cut.ts'
import { boundedFacts, boundedSentence } from './facts.ts'
import type { ErrorCode, Problem, Retry } from '../../preload/contract/errors.ts'
import type { Says } from '../../preload/contract/says.ts'
import { sentence } from '../../preload/text/shown.ts'
import { inEnglish, say } from '../../preload/words/sentences.ts'

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
 * The one error class of the main process: a code to decide by, a sentence to show, plain details. What daemons and files
 * say may be part of the message, so it is kept as it can be shown; details have their own words.
 */
export class Fault extends Error {
  readonly code: ErrorCode
  /** The sentence, for whoever says it in the person's language. */
  readonly says: Says
  readonly retry: Retry
  readonly details: Record<string, unknown> | undefined

  /** @param what a sentence of the catalogue, say('…'); the message is the same in English */
  constructor(code: ErrorCode, what: Says, options: FaultOptions = {}) {
    super(sentence(inEnglish(what)), options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Fault'
    this.code = code
    this.says = what
    this.retry = options.retry ?? retryOf[code] ?? 'never'
    this.details = options.details
  }
}

/** Any thrown value as a Fault; what is not one already is a fault of ours ('internal'). */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  return new Fault('internal', say('estuary.failed', { text: wordsOf(error) }), { cause: error })
}

/** What any thrown value says itself, which nobody translates. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A failure that crossed a border, as a Fault again. */
export function faultOf({ code, message, says, retry, details }: Problem): Fault {
  return new Fault(code, says ?? say('said', { text: message }), { retry, ...(details && { details }) })
}

/** A Fault as data of a bounded size for the border. */
export function toProblem(error: unknown): Problem {
  const { code, message, says, retry, details } = asFault(error)
  return {
    code,
    message: cutText(message, longest.message * 2),
    says: boundedSentence(says),
    retry,
    ...(details ? { details: boundedFacts(details) } : {}),
  }
}
