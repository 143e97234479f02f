/** So many pieces are joined at once; each is copied as memory is, whatever its length. */
const mostPieces = 1_000

/**
 * A list without the items at some places, and with others before some of its places; all places are those of the list
 * as it was, and never fall.
 */
export function spliced<T>(
  list: readonly T[],
  leaving: readonly number[],
  entering: readonly number[],
  items: readonly T[],
): T[] {
  let whole: T[] = []
  let pieces: T[][] = []
  let from = 0
  const copyTo = (end: number): void => {
    if (end > from) pieces.push(list.slice(from, end))
    if (pieces.length >= mostPieces) {
      whole = whole.concat(...pieces)
      pieces = []
    }
  }
  for (let out = 0, into = 0; out < leaving.length || into < entering.length;) {
    const leaves = leaving[out] ?? Infinity
    const enters = entering[into] ?? Infinity
    if (enters <= leaves) {
      copyTo(enters)
      from = enters
      const same: T[] = []
      for (; entering[into] === enters; into += 1) same.push(items[into] as T)
      pieces.push(same)
    } else {
      copyTo(leaves)
      from = leaves + 1
      out += 1
    }
  }
  return whole.concat(...pieces, list.slice(from))
}
