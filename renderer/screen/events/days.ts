import { calendar } from '../../text/format.ts'
import { eventWords as words } from '../../text/words.ts'

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
  let day = ''
  for (const line of lines) {
    const its = new Date(line.at).toDateString()
    if (its !== day) {
      day = its
      items.push({ key: `day ${its} ${line.id}`, topPx, heightPx: headPx, day: line.at })
      topPx += headPx
    }
    const heightPx = heightOf(line)
    items.push({ key: `line ${line.id}`, topPx, heightPx, line })
    topPx += heightPx
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

/** What a day is called, and what stands behind that in mute. */
export function dayWords(at: number, now: number): { name: string; rest: string } {
  const { daysAgo, date, weekday } = calendar(at, now)
  if (daysAgo === 0) return { name: words.today, rest: `${weekday}, ${date}` }
  if (daysAgo === 1) return { name: words.yesterday, rest: `${weekday}, ${date}` }
  return { name: date, rest: weekday }
}
