import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createLog } from '../../../main/lib/log.ts'
import { LogBook } from '../../../main/lib/logbook.ts'
import { Crashes } from '../../../main/shell/crashes.ts'
import { removeFolder, temporaryFolder } from '../../daemons/folder.ts'

const folder = temporaryFolder('crashes')
afterAll(() => removeFolder(folder))

function open(name: string) {
  const path = join(folder, name)
  const book = new LogBook()
  const log = createLog('silent', undefined, book)
  return { path, book, crashes: new Crashes(path, '1.2.3', log, book.secrets) }
}

describe('notes of crashes', () => {
  it('are kept in a small file of the person’s alone, without secrets, and stand in the next life’s log', () => {
    const { path, crashes } = open('crashes.json')
    for (let n = 0; n < 60; n++)
      crashes.note('page', `crashed ${n} at https://me:geheim@nas.home/?passkey=abc ${'x'.repeat(999)}`)
    crashes.note('program', 'TypeError: x is not a function')
    const text = readFileSync(path, 'utf8')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(text.length).toBeLessThan(64 * 1024)
    expect(text).not.toMatch(/geheim|passkey=abc/)
    expect(JSON.parse(text)).toHaveLength(50)
    const later = open('crashes.json')
    later.crashes.tell()
    const lines = later.book.list({ least: 'info', text: '', limit: 100 })
    expect(lines).toHaveLength(50)
    expect(lines[0]).toMatchObject({ level: 'info', text: 'something ended by a fault before' })
    expect(lines[0]?.facts).toContain('TypeError: x is not a function')
  })

  it.each([
    ['is damaged', '[{"at":'],
    ['makes no sense', '[{"at":"then","part":"engine"}]'],
    ['is a book', `[${'1,'.repeat(100_000)}1]`],
  ])('begin anew where the file %s', (_how, content) => {
    const { path, crashes, book } = open(`odd-${content.length}`)
    writeFileSync(path, content)
    crashes.tell()
    expect(book.list({ least: 'info', text: 'before', limit: 10 })).toEqual([])
    crashes.note('helper', 'GPU: crashed')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject([{ part: 'helper', version: '1.2.3' }])
  })

  it('follow no link, and cost nothing where a folder is in their place', () => {
    const { path, crashes } = open('link')
    const elsewhere = join(folder, 'elsewhere')
    writeFileSync(elsewhere, 'kept')
    symlinkSync(elsewhere, path)
    crashes.note('page', 'crashed')
    expect(readFileSync(elsewhere, 'utf8')).toBe('kept')
    const other = open('folder')
    mkdirSync(other.path)
    other.crashes.note('page', 'crashed')
    other.crashes.tell()
  })
})
