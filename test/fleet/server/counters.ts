/** What a daemon was asked for and what it cost. */
export class Counters {
  /** Frames only, TLS not counted. */
  bytesIn = 0
  bytesOut = 0
  /** TLS connections ever set up. */
  connections = 0
  logins = 0
  refusedLogins = 0
  events = 0
  /** Answers that were exceptions. */
  errors = 0
  /** Calls by method, as they came. */
  readonly calls = new Map<string, number>()
  /** The longest that one call would have kept a real daemon from everybody else, and which it was. */
  longestHoldMs = 0
  longestHoldMethod = ''
  /** Methods that were called and that no daemon of this version (or not this simulated one) has. */
  readonly unknownMethods = new Set<string>()
  /** Calls that failed for somebody because an unauthenticated connection had asked for events. */
  harmDone = 0

  countCall(method: string, heldMs: number): void {
    this.calls.set(method, this.callsOf(method) + 1)
    if (heldMs <= this.longestHoldMs) return
    this.longestHoldMs = heldMs
    this.longestHoldMethod = method
  }

  callsOf(method: string): number {
    return this.calls.get(method) ?? 0
  }

  get totalCalls(): number {
    let sum = 0
    for (const count of this.calls.values()) sum += count
    return sum
  }
}
