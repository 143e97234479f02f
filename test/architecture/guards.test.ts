import { describe, expect, it } from 'vitest'
import { readSources } from './sources.ts'

/** Where a timer, and what it began, is nobody's but the process's: whoever is there catches by itself. */
const ownTimers = [
  'main/backend/deluge/connection.ts',
  'main/backend/deluge/requests.ts',
  'main/core/torrents/first.ts',
  'main/core/torrents/gathering.ts',
  'main/lib/clock.ts',
  'main/lib/emitter.ts',
  'main/lib/turns.ts',
  'main/store/thread.ts',
]

const sources = readSources('main/core', 'main/backend', 'main/store', 'main/lib')

function filesWith(pattern: RegExp): string[] {
  return sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path)
}

describe('what nobody waits for', () => {
  it('is begun by a clock, whose owner hears of its faults', () => {
    const raw = filesWith(/\b(setTimeout|setInterval|setImmediate|queueMicrotask)\(/)
    expect(raw.filter((path) => !ownTimers.includes(path))).toEqual([])
  })

  it('is handed to the clock, and not thrown away, where it ends later', () => {
    expect(filesWith(/\.(after|every)\((?:[^()]|\([^()]*\))*\) => void /)).toEqual([])
  })
})
