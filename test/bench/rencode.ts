/**
 * Times inflating and decoding the recorded status answers: ours against python3's zlib and rencode (the reference
 * that Deluge itself uses), turn by turn in one run. `node test/bench/rencode.ts [rounds]`
 */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { framedDialect } from '../../main/wire/deluge/dialect.ts'
import { known, milliseconds } from './figures.ts'
import { HEADER_BYTES, PROTOCOL_VERSION } from '../../main/wire/deluge/frames.ts'

export interface RencodeRow {
  /** Name of the recorded body, e.g. "10000-k20": 10,000 torrents, 20 keys. */
  body: string
  compressedBytes: number
  /** Medians. */
  oursMs: number
  /** Undefined where python3 with rencode is not installed. */
  pythonMs: number | undefined
  /** ours / python. */
  ratio: number | undefined
}

const bodies = ['2000-k20_diff', '2000-k20', '10000-k20', '2000-all', '10000-all']

const pythonScript = `
import sys, time, zlib, rencode
bodies = {}
for line in sys.stdin:
    path = line.rstrip('\\n')
    if path not in bodies:
        bodies[path] = open(path, 'rb').read()
    raw = bodies[path]
    start = time.perf_counter()
    value = rencode.loads(zlib.decompress(raw), decode_utf8=True)
    took = time.perf_counter() - start
    del value
    print(took * 1000, flush=True)
`

const WARM_UP_MS = 800

function pathOf(body: string): string {
  return fileURLToPath(new URL(`../vectors/deluge/body-${body}.bin`, import.meta.url))
}

function frameOf(deflated: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header[0] = PROTOCOL_VERSION
  header.writeUInt32BE(deflated.length, 1)
  return Buffer.concat([header, deflated])
}

function timeOurs(frame: Buffer): number {
  const start = performance.now()
  let messages = 0
  for (const message of framedDialect.reader().push(frame)) if (message !== undefined) messages++
  const took = performance.now() - start
  if (messages !== 1) throw new Error(`expected one message, got ${messages}`)
  return took
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

/** The reference, one answer (milliseconds) per line asked. */
class Python {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>

  constructor(command: string) {
    this.#child = spawn(command, ['-c', pythonScript])
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  static find(): string | undefined {
    return ['/usr/bin/python3', 'python3'].find(
      (command) => spawnSync(command, ['-c', 'import rencode, zlib']).status === 0,
    )
  }

  async time(path: string): Promise<number> {
    this.#child.stdin.write(`${path}\n`)
    return Number((await this.#lines.next()).value)
  }

  end(): void {
    this.#child.stdin.end()
  }
}

/**
 * For each body `rounds` times ours and the reference in turn, after some turns that are not counted: a program that reads an answer every
 * second has long been compiled. One body at a time, because what one run leaves to the garbage collector would else be counted in the next body's time.
 */
export async function benchRencode(rounds = 21): Promise<RencodeRow[]> {
  const command = Python.find()
  const python = command ? new Python(command) : undefined
  const rows: RencodeRow[] = []
  for (const body of bodies) {
    const raw = readFileSync(pathOf(body))
    const frame = frameOf(raw)
    const ours: number[] = []
    const theirs: number[] = []
    const stopWarmingAt = performance.now() + WARM_UP_MS
    for (let round = 0; round < rounds;) {
      const own = timeOurs(frame)
      const reference = python ? await python.time(pathOf(body)) : undefined
      if (performance.now() < stopWarmingAt) continue
      round++
      ours.push(own)
      if (reference !== undefined) theirs.push(reference)
    }
    const oursMs = median(ours)
    const pythonMs = theirs.length > 0 ? median(theirs) : undefined
    const reference = pythonMs === undefined ? {} : { reference: milliseconds(pythonMs) }
    known({ what: body, ours: milliseconds(oursMs), ...reference })
    rows.push({ body, compressedBytes: raw.length, oursMs, pythonMs, ratio: pythonMs && oursMs / pythonMs })
  }
  python?.end()
  return rows
}

function print(rows: RencodeRow[]): void {
  console.log('body             compressed    ours ms  python ms   ratio')
  for (const { body, compressedBytes, oursMs, pythonMs, ratio } of rows) {
    const cells = [
      body.padEnd(16),
      `${Math.round(compressedBytes / 1024)} KiB`.padStart(10),
      oursMs.toFixed(2).padStart(10),
      (pythonMs?.toFixed(2) ?? '-').padStart(10),
      (ratio?.toFixed(2) ?? '-').padStart(7),
    ]
    console.log(cells.join(' '))
  }
  if (rows.every((row) => row.pythonMs === undefined)) {
    console.log(
      "python3 with rencode is not installed here, so there is nothing to compare with (Debian's python3-rencode).",
    )
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) print(await benchRencode(Number(process.argv[2] ?? 21)))
