import type { ErrorCode } from '../../../preload/contract/errors.ts'

/** A call of the stage that fails, as a real one would. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined
  constructor(code: ErrorCode, message: string, details?: Record<string, unknown>) {
    super(message)
    this.code = code
    this.details = details
  }
}
