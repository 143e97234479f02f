import { cpus } from 'node:os'
import { type BenchTable, milliseconds, printTable } from './figures.ts'
import type { RencodeRow } from './rencode.ts'

const say = (line: string): void => console.error(line)

function rencodeTable(rows: readonly RencodeRow[]): BenchTable {
  return {
    title: 'Decoding status answers',
    notes: [
      'Recorded bodies (torrents-fields), inflating included; medians.',
      'Reference: python3’s zlib and rencode, which Deluge’s own clients use, turn by turn in the same run.',
    ],
    rows: rows.map(({ body, oursMs, pythonMs, ratio }) => ({
      what: body,
      ours: milliseconds(oursMs),
      ...(pythonMs === undefined ? {} : { reference: milliseconds(pythonMs) }),
      ...(ratio === undefined ? {} : { ratio }),
    })),
  }
}

/** What can be measured, by the name that the command line takes. Loaded only when asked for. */
const subjects: Record<string, () => Promise<BenchTable[]>> = {
  rencode: async () => [rencodeTable(await (await import('./rencode.ts')).benchRencode())],
  store: () => import('./store.ts').then(({ benchStore }) => benchStore()),
  multicall: async () => (await import('./multicall.ts')).benchMulticall(),
  many: () => import('./many.ts').then(({ benchMany }) => benchMany()),
  hostile: async () => (await import('./hostile.ts')).benchHostile(say),
  page: async () => (await import('./page.ts')).benchPage(say),
  daemons: async () => (await import('./page.ts')).benchDaemons(say),
  crowd: async () => (await import('./crowd.ts')).benchCrowd(say),
  memory: async () => (await import('./memory.ts')).benchMemory(say),
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
