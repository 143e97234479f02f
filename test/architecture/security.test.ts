import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './sources.ts'

interface Promised {
  what: string
  how: string
  proofs: { file: string; name: string }[]
  /** What proves it on another machine. */
  elsewhere: string[]
}

const words = 'proven elsewhere by '

/** The lines of the table below a heading, without its head. */
function readTable(heading: string): Promised[] {
  const text = readFileSync(join(root, 'SECURITY.md'), 'utf8')
  const [, below = ''] = text.split(`\n## ${heading}\n`)
  const [section = ''] = below.split('\n## ')
  const lines = section.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(1).map((line) => {
    const [what = '', how = '', shown = ''] = line.slice(2, -2).split(' | ')
    const all = shown.split('<br>')
    const elsewhere = all.filter((proof) => proof.startsWith(words)).map((proof) => proof.slice(words.length))
    const here = all.filter((proof) => !proof.startsWith(words))
    const proofs = here.map((proof) => {
      const [, file = '', name = ''] = /^`([^`]+)`: (.+)$/.exec(proof) ?? []
      return { file, name }
    })
    return { what, how, proofs, elsewhere }
  })
}

/** Whether a test of that name is in the file, in no comment. */
function hasTest(file: string, name: string): boolean {
  const path = join(root, file)
  if (!existsSync(path)) return false
  // One of several cases says which at the end.
  const forms = [`'${name}'`, `'${name}: %s'`, `'${name} %s'`, `'${name} %j'`, `'${name}: %j'`]
  return readFileSync(path, 'utf8')
    .split('\n')
    .some((line) => forms.some((form) => line.includes(form)) && !/^\s*(\/\/|\*)/.test(line))
}

/** Whether something of that name is run for a release or by hand: a script of package.json, or a workflow. */
function isRun(name: string): boolean {
  const [, script] = /^npm run (\S+)$/.exec(name) ?? []
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  return script === undefined ? name.startsWith('.github/') && existsSync(join(root, name)) : script in scripts
}

const table = readTable('How it is held, and what shows it')
const rules = readTable('The checklist, rule by rule')
/** The rules of the checklist. */
const numberOfRules = 34

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

describe('the checklist of SECURITY.md', () => {
  it('has every rule, in order', () => {
    expect(rules.map(({ what }) => what)).toEqual(Array.from({ length: numberOfRules }, (_, n) => `S${n + 1}`))
  })

  it.each(rules)(
    'has for $what a test that there is, and says by what the rest is proven elsewhere',
    ({ proofs, elsewhere }) => {
      expect(proofs.length).toBeGreaterThan(0)
      for (const { file, name } of proofs) {
        expect(file).toMatch(/^test\/.*\.test\.ts$/)
        expect(hasTest(file, name), `${file}: ${name}`).toBe(true)
      }
      for (const proof of elsewhere) {
        const named = [...proof.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
        expect(named.length, proof).toBeGreaterThan(0)
        for (const name of named) expect(isRun(name), name).toBe(true)
      }
    },
  )

  it('would be seen to be proven by nothing', () => {
    expect(isRun('npm run test:nothing')).toBe(false)
    expect(isRun('.github/workflows/none.yml')).toBe(false)
  })
})
