import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { systemClock, type Clock } from '../lib/clock.ts'

/** At most this many unspent tokens and this many sessions; the oldest goes first. */
const mostTokens = 8
const mostSessions = 32
/** So many wrong tokens within the window, and further wrong ones are told to wait; a right one always passes. */
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

/** Whether a text can be a secret at all: anything else costs nothing. */
const secretForm = /^[\w-]{43}$/

/** A list of secrets of which only the digests are kept, each with something that belongs to it. */
class Secrets<T> {
  readonly #kept: { digest: Buffer; value: T }[] = []
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  issue(value: T): string {
    const secret = newSecret()
    this.#kept.push({ digest: digest(secret), value })
    if (this.#kept.length > this.#most) this.#kept.shift()
    return secret
  }

  /** What belongs to a secret; every one is compared, whichever fits. */
  find(secret: string): T | undefined {
    return this.#kept[this.#placeOf(secret)]?.value
  }

  spend(secret: string): boolean {
    const at = this.#placeOf(secret)
    if (at >= 0) this.#kept.splice(at, 1)
    return at >= 0
  }

  #placeOf(secret: string): number {
    if (!secretForm.test(secret)) return -1
    const wanted = digest(secret)
    let at = -1
    this.#kept.forEach((one, index) => {
      if (timingSafeEqual(one.digest, wanted)) at = index
    })
    return at
  }
}

/** What a token buys: the cookie's secret, and the proof that goes to the page's origin alone. */
export interface Bought {
  session: string
  proof: string
}

/**
 * Who may come in: a token in a start address is good for one visit and buys a session, which lives in a cookie
 * until the program ends, and the proof that belongs to it. The cookie alone shows the window's files, which anybody
 * may have; whatever is said or done needs both. Nothing of them is written down anywhere.
 */
export class Sessions {
  readonly #tokens = new Secrets<null>(mostTokens)
  /** Each with the digest of its proof. */
  readonly #sessions = new Secrets<Buffer>(mostSessions)
  readonly #clock: Clock
  #failures: number[] = []

  constructor(clock: Clock = systemClock) {
    this.#clock = clock
  }

  /** A token for one start address. */
  issueToken(): string {
    return this.#tokens.issue(null)
  }

  /**
   * Spends a token, or says why not. A right one passes however many wrong ones came before: 256 random bits cannot be
   * guessed, so a lock would only keep the owner out.
   */
  exchange(token: string): Bought | 'wrong' | 'too-many' {
    if (this.#tokens.spend(token)) {
      const proof = newSecret()
      return { session: this.#sessions.issue(digest(proof)), proof }
    }
    const now = this.#clock.now()
    this.#failures = this.#failures.filter((at) => now - at < failureWindowMs)
    if (this.#failures.length >= mostFailures) return 'too-many'
    this.#failures.push(now)
    return 'wrong'
  }

  isSession(session: string | undefined): boolean {
    return session !== undefined && this.#sessions.find(session) !== undefined
  }

  /** Whether somebody has a session and the proof that was given with it. */
  isProven(session: string | undefined, proof: unknown): boolean {
    const kept = session === undefined ? undefined : this.#sessions.find(session)
    if (kept === undefined || typeof proof !== 'string' || !secretForm.test(proof)) return false
    return timingSafeEqual(kept, digest(proof))
  }
}
