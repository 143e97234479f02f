import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSources } from './sources.ts'

const folder = 'test/faults'

/** Every test of the folder, as a row of the table names it. */
function testsThere(): string[] {
  return readSources(folder)
    .filter(({ path }) => path.endsWith('.test.ts'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^\s*(?:it|test)\(\s*(?:'((?:[^'\\\n]|\\.)+)'|"([^"\n]+)"|`([^`$]+)`)/gm)].map(
        ([, single, double, back]) => `\`${path.slice(folder.length + 1)}\` ${(single ?? double ?? back ?? '').trim()}`,
      ),
    )
}

function rowsThere(): { fault: string; seen: string; test: string }[] {
  const text = readFileSync(join(import.meta.dirname, '../faults/README.md'), 'utf8')
  const cells = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return cells.slice(2).map(([, fault = '', seen = '', test = '']) => ({ fault, seen, test }))
}

describe('the table of faults', () => {
  it('names a test for every row, and has a row for every test', () => {
    expect(
      rowsThere()
        .map(({ test }) => test)
        .toSorted(),
    ).toEqual(testsThere().toSorted())
  })

  it('says of every fault what it is and what a person sees', () => {
    expect(rowsThere().filter(({ fault, seen }) => fault === '' || seen === '')).toEqual([])
  })

  it('finds every test: none is made in a way that it cannot read', () => {
    const made = readSources(folder).flatMap(({ path, text }) =>
      path.endsWith('.test.ts') ? [...text.matchAll(/^\s*(?:it|test)(?:\.\w+)*\(/gm)] : [],
    )
    expect(testsThere()).toHaveLength(made.length)
  })
})
