/** The part of a long list that is drawn: rows of one height, a few beyond the edges. */
export interface Slice {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export interface Viewport {
  readonly scrollTop: number
  readonly heightPx: number
  readonly rowPx: number
  readonly count: number
}

/** Rows drawn: those in view and `overscan` on both sides. */
export function slice({ scrollTop, heightPx, rowPx, count }: Viewport, overscan = 6): Slice {
  const first = Math.floor(Math.max(0, scrollTop) / rowPx)
  const last = Math.ceil((Math.max(0, scrollTop) + heightPx) / rowPx)
  const from = Math.max(0, Math.min(first - overscan, count))
  return { from, to: Math.max(from, Math.min(last + overscan, count)) }
}

/** Whole rows in view: what a page key steps by. */
export function pageRows({ heightPx, rowPx }: Pick<Viewport, 'heightPx' | 'rowPx'>): number {
  return Math.max(1, Math.floor(heightPx / rowPx))
}

/** The scroll position that shows a row with the least movement. */
export function reveal(index: number, { scrollTop, heightPx, rowPx }: Viewport): number {
  const top = index * rowPx
  if (top < scrollTop) return top
  if (top + rowPx > scrollTop + heightPx) return top + rowPx - heightPx
  return scrollTop
}

/**
 * The scroll position that keeps a row where the eye has it after the list changed. At the very top, with nothing under
 * the pointer, the list stays at the top, so that what is new is seen.
 */
export function anchored(scrollTop: number, rowPx: number, before: number, after: number): number {
  if (before < 0 || after < 0) return scrollTop
  return Math.max(0, scrollTop + (after - before) * rowPx)
}
