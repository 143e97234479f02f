/** What is scrolled: how far, how much of it is in view, how high it is. */
export interface Scroll {
  readonly top: number
  readonly viewPx: number
  readonly wholePx: number
}

/**
 * Which of the sections one is at: the reading line goes from the top of the view to its bottom as one scrolls from
 * beginning to end, so that short ones at the end have their turn, too.
 *
 * @param tops where each section begins, from the top of what is scrolled
 */
export function sectionAt(tops: readonly number[], { top, viewPx, wholePx }: Scroll): number {
  const most = Math.max(1, wholePx - viewPx)
  const line = top + Math.min(1, top / most) * viewPx
  return Math.max(
    0,
    tops.findLastIndex((each) => each <= line + 1),
  )
}
