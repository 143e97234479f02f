import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import type { Log } from '../lib/log.ts'
import { writeWhole } from '../store/files.ts'

const place = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000))
const extent = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))

/** Every value that makes no sense (any more) costs only itself. */
const MemorySchema = v.object({
  /** Where the window was when it was last neither maximised nor whole-screen, and whether it was maximised. */
  window: v.fallback(
    v.nullable(v.object({ x: place, y: place, width: extent, height: extent, maximized: v.boolean() })),
    null,
  ),
  /** Where passwords go on a system without a safe; null = the person was not asked, or wants to be asked again. */
  passwords: v.fallback(v.nullable(v.picklist(['file', 'session'])), null),
})
export type Remembered = v.InferOutput<typeof MemorySchema>
export type WindowPlace = NonNullable<Remembered['window']>

/** What the desktop door remembers, in a file of the data folder: it belongs to this screen, not to the torrents. */
export interface Memory {
  readonly value: Remembered
  set(change: Partial<Remembered>): void
}

export function openMemory(path: string, log: Log): Memory {
  let value = read(path)
  return {
    get value() {
      return value
    },
    set(change) {
      const next = { ...value, ...change }
      if (JSON.stringify(next) === JSON.stringify(value)) return
      value = next
      try {
        writeWhole(path, `${JSON.stringify(value, null, 2)}\n`)
      } catch (error) {
        // A full disk must not keep a window from closing; the next start shows it where it was before.
        log.warn({ err: error }, 'the window’s place could not be written down')
      }
    },
  }
}

function read(path: string): Remembered {
  try {
    return v.parse(MemorySchema, JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return v.parse(MemorySchema, {})
  }
}
