import { describe, expect, it } from 'vitest'
import { asks } from '../../preload/words/en/asks.ts'
import { tables } from '../../preload/words/all.ts'
import { readSources } from './sources.ts'

describe('a sentence of the catalogue', () => {
  it('is said somewhere: by its name, or by names that are put together', () => {
    const text = readSources('main', 'renderer')
      .map((source) => source.text)
      .join('\n')
    const parts = [...text.matchAll(/say\(`([^`]*)`/g)].map(([, name = '']) => name.split(/\$\{[^}]*\}/))
    const isPut = (id: string): boolean =>
      parts.some(([begin = '', end = '']) => begin + end !== '' && id.startsWith(begin) && id.endsWith(end))
    // The contract's own are found by their English.
    const said = Object.keys(tables.en.sentences).filter((id) => !Object.hasOwn(asks, id))
    expect(said.filter((id) => !text.includes(`'${id}'`) && !isPut(id))).toEqual([])
  })
})
