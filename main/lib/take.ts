/** The first `size` items, taken out of the set. */
export function takeFrom<T>(set: Set<T>, size: number): T[] {
  const taken: T[] = []
  for (const item of set) {
    if (taken.length >= size) break
    taken.push(item)
  }
  for (const item of taken) set.delete(item)
  return taken
}
