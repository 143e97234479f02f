/**
 * Makes something when it is first asked for, and keeps it. For what Intl makes: each costs up to some milliseconds,
 * and most of it is not needed at a start.
 */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
