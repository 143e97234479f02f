/** The value below which that share (0…1) of the values lies; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export interface Spread {
  p50: number
  p95: number
  max: number
}

export function spread(values: readonly number[]): Spread {
  return { p50: quantile(values, 0.5), p95: quantile(values, 0.95), max: Math.max(...values) }
}

/** Three figures that count: 0.42, 8.31, 147, 12,400. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const places = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places })
}

export function milliseconds(value: number): string {
  return Number.isFinite(value) ? `${figure(value)} ms` : '–'
}

/** One line of a table; ours and the reference in the same unit. */
export interface BenchRow {
  what: string
  ours: string
  goal?: string
  /** What it is held against, with its value. */
  reference?: string
  /** Ours in relation to the reference; below 1 is less. */
  ratio?: number
}

export interface BenchTable {
  title: string
  /** How it was measured, and against what. */
  notes: readonly string[]
  rows: readonly BenchRow[]
}

/** Says a figure as soon as it is known, so that a run which ends early was not for nothing. */
export function known<T extends BenchRow>(row: T): T {
  const { what, ours, goal, reference } = row
  const more = [goal && `goal ${goal}`, reference && `reference ${reference}`].filter(Boolean).join(', ')
  console.error(`  ${what}: ${ours}${more ? ` (${more})` : ''}`)
  return row
}

/** A table in Markdown, with its columns in line. */
export function printTable({ title, notes, rows }: BenchTable): void {
  const head = ['', 'Estuary', 'goal', 'reference', 'ratio']
  const cells = rows.map(({ what, ours, goal = '', reference = '', ratio }) => {
    return [what, ours, goal, reference, ratio === undefined ? '' : `${figure(ratio)}×`]
  })
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0), 3))
  const line = (row: readonly string[]): string => {
    const padded = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    return `| ${padded.join(' | ')} |`
  }
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  console.log(`\n## ${title}\n`)
  for (const note of notes) console.log(`- ${note}`)
  console.log(`\n${[head, rule, ...cells].map(line).join('\n')}`)
}
