import * as v from 'valibot'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { readOwn, writeWhole } from '../store/files.ts'
import { storageFault } from '../store/trouble.ts'

const mostBytes = 64 * 1024
/** Of what was offered from the clipboard. */
export const mostMarks = 50
const doing = say('doing.window.keep')

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
  /** Marks of what was offered from the clipboard (SHA-256), the last one last: it is offered once. */
  offered: v.fallback(v.pipe(v.array(v.pipe(v.string(), v.maxLength(44))), v.maxLength(mostMarks)), []),
  /** When it was last asked whether there is a newer version. */
  updatesAskedAt: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15))), null),
})
export type Remembered = v.InferOutput<typeof MemorySchema>
export type WindowPlace = NonNullable<Remembered['window']>

/** What the desktop door remembers, in a file of the data folder: it belongs to this screen, not to the torrents. */
export interface Memory {
  readonly value: Remembered
  set(change: Partial<Remembered>): void
}

export function openMemory(path: string, log: Log): Memory {
  let value = read(path, log)
  /** What the disk did not take is written with the next change, and its trouble told once. */
  let isUnwritten = false
  return {
    get value() {
      return value
    },
    set(change) {
      const next = { ...value, ...change }
      if (!isUnwritten && JSON.stringify(next) === JSON.stringify(value)) return
      value = next
      try {
        writeWhole(path, `${JSON.stringify(value, null, 2)}\n`)
        isUnwritten = false
      } catch (error) {
        // A full disk must not keep a window from closing; the next start shows it where it was before.
        if (!isUnwritten) log.warn({ problem: storageFault(error, doing, path).message }, 'desktop.json is not written')
        isUnwritten = true
      }
    },
  }
}

function read(path: string, log: Log): Remembered {
  try {
    const text = readOwn(path, mostBytes, say('doing.window.read'))
    if (text !== null) return v.parse(MemorySchema, JSON.parse(text))
  } catch (error) {
    // What is only damaged costs nothing but itself.
    if (error instanceof Fault) log.warn({ problem: error.message }, 'desktop.json is not read')
  }
  return v.parse(MemorySchema, {})
}
