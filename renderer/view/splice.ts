/** A list without the items at some places, which rise. */
export function without<T>(list: readonly T[], places: readonly number[]): T[] {
  return joined(list, places, 1, [])
}

/** A list with items put before some of its places, which do not fall. */
export function withItems<T>(list: readonly T[], items: readonly T[], places: readonly number[]): T[] {
  return joined(list, places, 0, items)
}

/** So many pieces are handed over at once; each is copied as memory is, whatever its length. */
const mostPieces = 1_000

function joined<T>(list: readonly T[], places: readonly number[], left: 0 | 1, items: readonly T[]): T[] {
  let whole: T[] = []
  let pieces: T[][] = []
  let from = 0
  places.forEach((place, at) => {
    if (place > from) pieces.push(list.slice(from, place))
    if (items.length > 0) pieces.push([items[at] as T])
    from = place + left
    if (pieces.length < mostPieces) return
    whole = whole.concat(...pieces)
    pieces = []
  })
  return whole.concat(...pieces, list.slice(from))
}
