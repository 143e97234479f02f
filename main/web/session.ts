import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { systemClock, type Clock } from '../lib/clock.ts'

/** At most this many unspent tokens and this many sessions; the oldest goes first. */
const mostTokens = 8
const mostSessions = 32
/** So many wrong tokens within the window, and no token is looked at until it is over. */
const mostFailures = 10
const failureWindowMs = 60_000

/** 256 random bits in characters that are safe in a URL and a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Compares two secrets in a time that says nothing about where they differ, nor how long they are. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

/** A list of secrets of which only the digests are kept. */
class Secrets {
  readonly #digests: Buffer[] = []
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  issue(): string {
    const secret = newSecret()
    this.#digests.push(digest(secret))
    if (this.#digests.length > this.#most) this.#digests.shift()
    return secret
  }

  /** Every one is compared, whichever fits. -1 = none. */
  find(secret: string): number {
    const wanted = digest(secret)
    let at = -1
    this.#digests.forEach((kept, index) => {
      if (timingSafeEqual(kept, wanted)) at = index
    })
    return at
  }

  spend(secret: string): boolean {
    const at = this.find(secret)
    if (at >= 0) this.#digests.splice(at, 1)
    return at >= 0
  }
}

/**
 * Who may come in: a token in a start address is good for one visit and buys a session, which lives in a cookie
 * until the program ends. Nothing of either is written down anywhere.
 */
export class Sessions {
  readonly #tokens = new Secrets(mostTokens)
  readonly #sessions = new Secrets(mostSessions)
  readonly #clock: Clock
  #failures: number[] = []

  constructor(clock: Clock = systemClock) {
    this.#clock = clock
  }

  /** A token for one start address. */
  issueToken(): string {
    return this.#tokens.issue()
  }

  /** Spends a token: a new session's secret, or why not. */
  exchange(token: string): { session: string } | 'wrong' | 'too-many' {
    const now = this.#clock.now()
    this.#failures = this.#failures.filter((at) => now - at < failureWindowMs)
    if (this.#failures.length >= mostFailures) return 'too-many'
    if (this.#tokens.spend(token)) return { session: this.#sessions.issue() }
    this.#failures.push(now)
    return 'wrong'
  }

  isSession(secret: string | undefined): boolean {
    return secret !== undefined && this.#sessions.find(secret) >= 0
  }
}
