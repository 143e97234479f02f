import { describe, expect, it } from 'vitest'
import { fileNameOf, faultOfName, faultOfPath, foldersOf, TakenPaths } from '../../../preload/torrent/paths.ts'

describe('a name of a file or folder', () => {
  it.each(['a', 'a.b', '.hidden', 'größer 雪', 'x'.repeat(255), '..a', 'a b'])('may be %s', (name) => {
    expect(faultOfName(name)).toBeNull()
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['a/b', 'slash'],
    ['a\\b', 'backslash'],
    ['.', 'dots'],
    ['..', 'dots'],
    ['...', 'dots'],
    ['a\nb', 'control'],
    ['a\0', 'control'],
    ['a\ud800', 'control'],
    [' a', 'edges'],
    ['a ', 'edges'],
    ['x'.repeat(256), 'long'],
    ['雪'.repeat(86), 'long'],
  ])('may not be %j: %s', (name, fault) => {
    expect(faultOfName(name)).toBe(fault)
  })
})

describe('a path in a torrent', () => {
  it('is made of such names', () => {
    expect(faultOfPath('a/b c/d.bin')).toBeNull()
    expect(faultOfPath('')).toBe('empty')
    for (const path of ['/a', 'a/', 'a//b']) expect(faultOfPath(path)).toBe('slash')
    expect(faultOfPath('a/../b')).toBe('dots')
    expect(faultOfPath('a/ b')).toBe('edges')
    expect(faultOfPath('a/'.repeat(3_000))).toBe('long')
  })

  it('lies in folders', () => {
    expect([...foldersOf('a/b/c')]).toEqual(['a', 'a/b'])
    expect([...foldersOf('a')]).toEqual([])
  })
})

describe('the paths of a torrent', () => {
  it('are taken by files, by folders, and by what would lie in a file', () => {
    const taken = new TakenPaths(['a/one', 'a/b/two'])
    for (const path of ['a/one', 'a', 'a/b', 'a/one/more']) expect(taken.has(path)).toBe(true)
    for (const path of ['a/two', 'b', 'a/on', 'a/b/three']) expect(taken.has(path)).toBe(false)
  })

  it('are free again when the last file has left', () => {
    const taken = new TakenPaths(['a/one', 'a/two'])
    taken.remove('a/one')
    expect(taken.has('a/one')).toBe(false)
    expect(taken.has('a')).toBe(true)
    taken.remove('a/two')
    expect(taken.has('a')).toBe(false)
  })
})

describe('a file’s name on any system', () => {
  it.each([
    ['One', 'One'],
    ['a/b\\c:d', 'a b c d'],
    ['..', 'other'],
    [' .hidden. ', 'hidden'],
    ['CON', 'other'],
    ['nul.txt', 'other'],
    ['\u202eevil\0', 'evil'],
    ['', 'other'],
    ['Ä'.repeat(100), 'Ä'.repeat(80)],
    ['😀'.repeat(100), '😀'.repeat(80)],
  ])('that is made of %j is %j', (text, name) => {
    expect(fileNameOf(text, 'other')).toBe(name)
  })
})
