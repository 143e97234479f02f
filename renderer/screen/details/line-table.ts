/** One line of a table within the details. */
export interface TableLine {
  readonly key: string
  /** It parts the lines below it from those above: it cannot be chosen. */
  readonly isHead?: boolean
}

export interface TableColumn {
  readonly id: string
  readonly label: string
  /** As a grid has it: "104px", "minmax(120px, 1fr)". */
  readonly width: string
  /** Figures stand at the end. */
  readonly end?: boolean
}

export interface TableSort {
  readonly by: string
  readonly down: boolean
}

const steps: Record<string, (at: number, page: number, last: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: (_at, _page, last) => last,
}

/**
 * Where a key leads from a chosen line; null = it is none that walks. Heads are passed over.
 * @param page how many lines a page has
 */
export function walked(lines: readonly TableLine[], chosen: string | null, key: string, page: number): string | null {
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined
  const real = lines.filter(({ isHead }) => !isHead)
  const last = real.length - 1
  if (!step || last < 0) return null
  const at = real.findIndex((line) => line.key === chosen)
  const target = at < 0 ? (key === 'End' ? last : 0) : step(at, page, last)
  return real[Math.min(last, Math.max(0, target))]?.key ?? null
}
