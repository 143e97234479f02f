import type { ErrorCode } from '../../../preload/contract/errors.ts'

/** A call of the stage that fails, as a real one would. */
export class Refusal extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
