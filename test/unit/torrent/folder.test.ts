import { describe, expect, it } from 'vitest'
import { bareFolder, lastNameAt, styleOf } from '../../../preload/torrent/folder.ts'

describe('a path on another machine', () => {
  it.each([
    ['/srv', 'posix'],
    ['/', 'posix'],
    ['C:\\', 'windows'],
    ['d:/films', 'windows'],
    ['\\\\nas\\films', 'windows'],
    ['films', null],
    ['~/films', null],
    ['C:films', null],
    ['\\films', null],
    ['', null],
  ])('%s is written as %s', (path, style) => {
    expect(styleOf(path)).toBe(style)
  })

  it.each([
    ['/srv/films/', '/srv/films'],
    ['/srv/films', '/srv/films'],
    ['///', '/'],
    ['D:\\films\\', 'D:\\films'],
    ['D:\\', 'D:\\'],
    ['D:/', 'D:/'],
    ['\\\\nas\\films\\', '\\\\nas\\films'],
    ['some words/', 'some words/'],
  ])('%s is %s without separators at its end', (path, bare) => {
    expect(bareFolder(path)).toBe(bare)
  })

  it('has its last name behind the last separator of its own system', () => {
    expect(lastNameAt('/srv/a\\b', 'posix')).toBe(5)
    expect(lastNameAt('D:\\films/a', 'windows')).toBe(9)
    expect(lastNameAt('/srv/', 'posix')).toBe(5)
  })
})
