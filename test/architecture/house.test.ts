import { describe, expect, it } from 'vitest'
import { readSources } from './sources.ts'

const program = readSources('main', 'preload', 'renderer')
const all = [...program, ...readSources('test')]

function filesWith(pattern: RegExp, among = program): string[] {
  return among.filter(({ text }) => pattern.test(text)).map(({ path }) => path)
}

describe('the habits of the house', () => {
  it('shows text as text: nothing from a daemon can become HTML', () => {
    expect(filesWith(/\{@html|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write\b/)).toEqual([])
  })

  it('hands values to the database as parameters: what stands in a statement itself are names of ours', () => {
    const statements = readSources('main/store').flatMap(({ text }) =>
      [...text.matchAll(/`[^`]*\b(?:SELECT|INSERT|UPDATE|DELETE)\b[^`]*/g)].map(([statement]) => statement),
    )
    expect(statements.length).toBeGreaterThan(10)
    const put = statements.flatMap((statement) => [...statement.matchAll(/\$\{([^}]*)\}?/g)].map(([, what]) => what))
    // Names of columns and of ways to order, and figures that stand in the sources.
    expect([...new Set(put)].sort()).toEqual([
      "changed.join(', ')",
      'columns',
      "columns.join(', ')",
      "columns.map(() => '?').join(', ')",
      'columns.map((name) => ',
      'inSql(openStates)',
      'kept',
      'keptBehind',
      'mostRows',
      'order',
      'set',
      'than',
    ])
  })

  it('exports by name', () => {
    expect(filesWith(/^export default\b/m)).toEqual([])
  })

  it('has no barrels', () => {
    expect(filesWith(/^export \* from\b/m)).toEqual([])
  })

  it('writes only TypeScript that can be erased', () => {
    expect(filesWith(/^\s*(export )?(declare )?(const )?(enum|namespace) \w+ \{/m)).toEqual([])
  })

  it('silences no check', () => {
    expect(filesWith(new RegExp('@ts-' + '(ignore|nocheck|expect-error)'), all)).toEqual([])
  })

  it('leaves no test out of a run', () => {
    const tests = all.filter(({ path }) => path.endsWith('.test.ts'))
    expect(filesWith(new RegExp('\\b(it|test|describe)\\.' + '(skip|only|todo|fails|skipIf|runIf)\\b'), tests)).toEqual(
      [],
    )
  })

  it('keeps files under 400 lines', () => {
    const long = all
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400)
    expect(long).toEqual([])
  })
})
