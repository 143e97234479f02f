import { daysOf } from '../parts/days.ts'

/** A line with its place in the list, or the day above the lines of that day. */
export type Item<L> =
  | { readonly key: string; readonly topPx: number; readonly heightPx: number; readonly line: L }
  | { readonly key: string; readonly topPx: number; readonly heightPx: number; readonly day: number }

export const headPx = 36

/** Lines by time with a heading before each day, one below the other. */
export function itemsOf<L extends { at: number; id: number }>(
  lines: readonly L[],
  heightOf: (line: L) => number,
): readonly Item<L>[] {
  const items: Item<L>[] = []
  let topPx = 0
  for (const day of daysOf(lines)) {
    items.push({ key: `day ${day.key} ${day.lines[0]?.id}`, topPx, heightPx: headPx, day: day.at })
    topPx += headPx
    for (const line of day.lines) {
      const heightPx = heightOf(line)
      items.push({ key: `line ${line.id}`, topPx, heightPx, line })
      topPx += heightPx
    }
  }
  return items
}

/** The first item that reaches below a place, by halves; the number of items = there is none. */
export function itemAt(items: readonly { topPx: number; heightPx: number }[], px: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item && item.topPx + item.heightPx <= px) low = middle + 1
    else high = middle
  }
  return low
}
