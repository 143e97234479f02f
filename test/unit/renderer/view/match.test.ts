import { describe, expect, it } from 'vitest'
import { matchOf, partsOf } from '../../../../renderer/view/match.ts'

/** The text with what was typed in brackets. */
function marked(text: string, typed: string): string | null {
  const match = matchOf(text, typed)
  if (!match) return null
  return partsOf(text, match.stretches)
    .map(({ text: part, hit }) => (hit ? `[${part}]` : part))
    .join('')
}

function better(typed: string, first: string, second: string): boolean {
  return (matchOf(first, typed)?.score ?? -1) > (matchOf(second, typed)?.score ?? -1)
}

describe('what is typed', () => {
  it.each([
    ['Pause everything', 'pau', '[Pau]se everything'],
    ['Show paused torrents', 'pau', 'Show [pau]sed torrents'],
    ['Force recheck', 'rec', 'Force [rec]heck'],
    ['To the top of the queue', 'top que', 'To the [top] of the [que]ue'],
    ['To the top of the queue', 'que top', 'To the [top] of the [que]ue'],

    ['Force recheck', 'frchk', '[F]orce [r]e[ch]ec[k]'],
    ['To the top of the queue', 'ttq', '[T]o [t]he top of the [q]ueue'],
    ['Łódź by night', 'lodz', '[Łódź] by night'],
    ['Straße', 'strasse', '[Straße]'],
    ['🎬 film', 'film', '🎬 [film]'],
  ])('is found in %s', (text, typed, expected) => {
    expect(marked(text, typed)).toBe(expected)
  })

  it('is not found where its letters are missing or in another order', () => {
    expect(matchOf('Pause', 'px')).toBeNull()
    expect(matchOf('Pause', 'esuap')).toBeNull()
    expect(matchOf('Pause', 'pause now')).toBeNull()
    expect(matchOf('To the bottom of the queue', 'theme')).toBeNull()
  })

  it('fits best at the beginning, then at the beginning of a word, then anywhere, then with letters left out', () => {
    expect(better('pa', 'Pause', 'Show paused')).toBe(true)
    expect(better('pa', 'Show paused', 'Companion')).toBe(true)
    expect(better('pa', 'Companion', 'Put it away')).toBe(true)
    expect(better('pause', 'Pause', 'Pause everything on all daemons')).toBe(true)
  })

  it('leaves a text whole where nothing is marked', () => {
    expect(partsOf('name', [])).toEqual([{ text: 'name', hit: false }])
    expect(partsOf('', [])).toEqual([])
  })
})
