/** Pieces shorter than this are copied item by item. */
const shortPiece = 32
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
  if ((leaving.length + differentPlaces(entering)) * shortPiece > list.length) {
    return merged(list, leaving, entering, items)
  }
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

function differentPlaces(places: readonly number[]): number {
  let different = 0
  for (let at = 0; at < places.length; at += 1) if (places[at] !== places[at - 1]) different += 1
  return different
}

function merged<T>(
  list: readonly T[],
  leaving: readonly number[],
  entering: readonly number[],
  items: readonly T[],
): T[] {
  const all: T[] = []
  let out = 0
  let into = 0
  for (let at = 0; at <= list.length; at += 1) {
    for (; entering[into] === at; into += 1) all.push(items[into] as T)
    if (leaving[out] === at) out += 1
    else if (at < list.length) all.push(list[at] as T)
  }
  return all
}
