import { cpus } from 'node:os'
import type { BenchTable } from './figures.ts'
import { printTable } from './figures.ts'

const say = (line: string): void => console.error(line)

/** What can be measured, by the name that the command line takes. Loaded only when asked for. */
const subjects: Record<string, () => Promise<BenchTable[]>> = {
  crowd: async () => (await import('./crowd.ts')).benchCrowd(say),
}

const chosen = process.argv.slice(2)
const unknown = chosen.find((name) => !Object.hasOwn(subjects, name))
if (unknown !== undefined) {
  console.error(`There is no "${unknown}" to measure. Choose from: ${Object.keys(subjects).join(', ')}.`)
  process.exit(2)
}
console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} processors (${cpus()[0]?.model ?? 'unknown'})`,
)
for (const name of chosen.length > 0 ? chosen : Object.keys(subjects)) {
  for (const table of (await subjects[name]?.()) ?? []) printTable(table)
}
