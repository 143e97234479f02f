import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './sources.ts'

interface Promised {
  what: string
  how: string
  proofs: { file: string; name: string }[]
}

/** The lines of the table, without its head. */
function readTable(): Promised[] {
  const text = readFileSync(join(root, 'SECURITY.md'), 'utf8')
  const lines = text.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(1).map((line) => {
    const [what = '', how = '', shown = ''] = line.slice(2, -2).split(' | ')
    const proofs = shown.split('<br>').map((proof) => {
      const [, file = '', name = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? []
      return { file, name }
    })
    return { what, how, proofs }
  })
}

/** Whether a test of that name is in the file, in no comment. */
function hasTest(file: string, name: string): boolean {
  const path = join(root, file)
  if (!existsSync(path)) return false
  // One of several cases says which at the end.
  const forms = [`'${name}'`, `'${name}: %s'`, `'${name} %s'`, `'${name} %j'`]
  return readFileSync(path, 'utf8')
    .split('\n')
    .some((line) => forms.some((form) => line.includes(form)) && !/^\s*(\/\/|\*)/.test(line))
}

const table = readTable()

describe('the table of what SECURITY.md promises', () => {
  it('has lines, each of them once', () => {
    expect(table.length).toBeGreaterThan(20)
    expect(new Set(table.map(({ what }) => what)).size).toBe(table.length)
    for (const { what, how } of table) expect([what, how].every((cell) => cell.length > 10)).toBe(true)
  })

  it.each(table)('names tests that there are: $what', ({ proofs }) => {
    for (const { file, name } of proofs) {
      expect(file).toMatch(/^test\/.*\.test\.ts$/)
      expect(hasTest(file, name), `${file}: ${name}`).toBe(true)
    }
  })

  it('would be seen to name a test that there is not', () => {
    expect(hasTest('test/architecture/security.test.ts', 'is never written anywhere'.toUpperCase())).toBe(false)
    expect(hasTest('test/architecture/none.test.ts', 'has lines, each of them once')).toBe(false)
  })
})
