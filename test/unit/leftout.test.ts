import { describe, expect, it } from 'vitest'
import { needsOf, wordsFor } from '../leftout.ts'

/** Not written out: a call in this file's own text would be read as this file's own need. */
const call = 'needs'

describe('leaving out files whose programs are missing', () => {
  it('reads what a file needs from its calls of needs()', () => {
    const source = `const suite = ${call}('deluged', 'chromium')\n${call}('deluged').describe('x', () => {})`
    expect(needsOf(source)).toEqual(['deluged', 'chromium'])
  })

  it('sees no needs in a file that has none', () => {
    expect(needsOf("describe('what a person needs', () => {})")).toEqual([])
    expect(needsOf(`${call}('something-unheard-of')`)).toEqual([])
  })

  it('says how many files were left out and how to get what they need', () => {
    expect(
      wordsFor([
        { file: 'a.test.ts', missing: ['deluged', 'chromium'] },
        { file: 'b.test.ts', missing: ['deluged'] },
      ]),
    ).toEqual([
      'Left out: 2 files that need deluged (apt install deluged)',
      'Left out: 1 file that needs chromium (apt install chromium)',
    ])
    expect(wordsFor([])).toEqual([])
  })
})
