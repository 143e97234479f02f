import { describe, expect, it } from 'vitest'
import {
  type Ending,
  noteEndings,
  readEndings,
  spellEndings,
  startAfter,
  withEnding,
} from '../../../main/lib/endings.ts'
import { createLog } from '../../../main/lib/log.ts'
import { LogBook } from '../../../main/lib/logbook.ts'
import { readOptions, safeModeOf } from '../../../main/lib/options.ts'
import { boundedText, plainWords } from '../../../main/lib/words.ts'

const minute = 60_000

function endingsAt(...times: number[]): Ending[] {
  return times.reduce<Ending[]>((before, at) => withEnding(before, at, 'TypeError: spoiled'), [])
}

describe('ends by faults of our own', () => {
  it('are followed by three starts as usual, one in safe mode, and none', () => {
    const starts = [1, 2, 3, 4, 5].map((count) => startAfter(endingsAt(...Array.from({ length: count }, (_, n) => n))))
    expect(starts).toEqual(['usual', 'usual', 'usual', 'safe', 'never'])
  })

  it('count for ten minutes', () => {
    expect(endingsAt(0, 1 * minute, 2 * minute, 10.5 * minute)).toHaveLength(3)
    // A clock that was set back says nothing.
    expect(endingsAt(500 * minute, 0)).toHaveLength(1)
  })

  it('go from one start to the next on the command line', () => {
    const endings = endingsAt(1, 2, 3, 4)
    const options = readOptions([`--endings=${spellEndings(endings)}`])
    expect(options.endings).toEqual(endings)
    expect(safeModeOf(options)).toEqual({ endings: 4, what: 'TypeError: spoiled' })
    expect(safeModeOf(readOptions([`--endings=${spellEndings(endings.slice(1))}`]))).toBeNull()
    expect(safeModeOf(readOptions(['--safe']))).toEqual({ endings: 0, what: '' })
  })

  it('are none where the list makes no sense', () => {
    for (const text of [undefined, '', '{', '[1]', '{"at":1}', `[{"at":1,"what":"${'x'.repeat(301)}"}]`]) {
      expect(readEndings(text)).toEqual([])
    }
    expect(readEndings(JSON.stringify(Array.from({ length: 6 }, () => ({ at: 1, what: '' }))))).toEqual([])
  })
})

describe('the log of the next start', () => {
  it('says what ended the ones before', () => {
    const book = new LogBook()
    noteEndings(createLog('silent', { write: () => {} }, book), endingsAt(0, 1_000))
    expect(book.list({ limit: 9 }).map(({ facts }) => facts)).toEqual([
      'endedAt: 1970-01-01T00:00:01.000Z\nwhat: TypeError: spoiled',
      'endedAt: 1970-01-01T00:00:00.000Z\nwhat: TypeError: spoiled',
    ])
  })
})

describe('words for a log and a card', () => {
  it('are bounded, in one line, and show no secret', () => {
    const said = plainWords('Error: no way in\n token=abc123, password: "hunter two"; key = k‮x and so on', 90)
    expect(said).toBe('Error: no way in token=[redacted], password: [redacted]; key = [redacted] and so on')
    expect(plainWords('x'.repeat(10_000), 10)).toBe('xxxxxxxxxx')
    expect(boundedText(`at a\n${'at b\n'.repeat(100)}`, 3, 1_000)).toBe('at a\nat b\nat b')
  })
})
