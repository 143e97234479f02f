import { describe, expect, it } from 'vitest'
import { localStyleOf, type Mapping, placeOf, within } from '../../../preload/torrent/mapping.ts'

const there = (path: string) => ({ is: 'there', path })

describe('where the person has a folder of a daemon', () => {
  const mappings: Mapping[] = [
    { remote: '/srv', local: '/mnt/nas' },
    { remote: '/srv/films', local: 'smb://nas/films' },
    { remote: '/data', local: 'Z:\\' },
    { remote: '/share', local: '\\\\nas\\share' },
    { remote: 'D:\\Films', local: '/mnt/films' },
    { remote: '\\\\box\\public', local: '/mnt/public' },
  ]

  it.each([
    ['/srv', '/mnt/nas'],
    ['/srv/', '/mnt/nas'],
    ['/srv/music/new', '/mnt/nas/music/new'],
    // The one that goes farthest into the path.
    ['/srv/films/Ä b', 'smb://nas/films/%C3%84%20b'],
    ['/srv/films2', '/mnt/nas/films2'],
    ['/data/a/b', 'Z:\\a\\b'],
    ['/share/a', '\\\\nas\\share\\a'],
    ['d:/films/Old', '/mnt/films/Old'],
    ['D:\\FILMS', '/mnt/films'],
    ['\\\\BOX\\Public\\a', '/mnt/public/a'],
  ])('%s is at %s', (folder, local) => {
    expect(placeOf(mappings, folder)).toEqual(there(local))
  })

  it.each(['/SRV/a', '/srvx', '/', '', 'srv', 'E:\\films', '\\\\other\\public'])('%s is nowhere', (folder) => {
    expect(placeOf(mappings, folder)).toEqual({ is: 'none' })
  })

  it('is found for everything where the topmost folder is mapped', () => {
    expect(placeOf([{ remote: '/', local: '/mnt/nas' }], '/srv/a')).toEqual(there('/mnt/nas/srv/a'))
    expect(placeOf([{ remote: '/', local: '/' }], '/srv/a')).toEqual(there('/srv/a'))
  })

  it.each([
    ['/srv/../../etc', '/srv', '/mnt'],
    ['/srv/./a', '/srv', '/mnt'],
    ['/srv/a\0b', '/srv', '/mnt'],
    ['/srv/a\\..\\b', '/srv', 'Z:\\'],
    ['/srv/a:stream', '/srv', 'Z:\\'],
    ['/srv/nul', '/srv', 'Z:\\'],
    ['/srv/ends.', '/srv', '\\\\nas\\x'],
    ['/srv/a?b', '/srv', 'smb://nas/x'],
  ])('is none that leads elsewhere: %s', (folder, remote, local) => {
    expect(placeOf([{ remote, local }], folder)).toEqual({ is: 'unfit' })
  })

  it('is no place of a torrent whose name leads elsewhere', () => {
    for (const name of ['..', '', 'a/b', 'a\nb']) expect(within('/mnt', [name])).toEqual({ is: 'unfit' })
    expect(within('/mnt', ['a\\b'])).toEqual(there('/mnt/a\\b'))
    expect(within('Z:\\', ['a'])).toEqual(there('Z:\\a'))
  })
})

describe('a place of the person’s', () => {
  it.each([
    ['/mnt', 'posix'],
    ['Z:\\films', 'windows'],
    ['\\\\nas\\films', 'windows'],
    ['smb://nas/films', 'smb'],
    ['smb://192.0.2.1:445/films/new', 'smb'],
    ['SMB://nas/films', 'smb'],
    ['smb://nas', null],
    ['smb://nas/', null],
    ['smb://me:secret@nas/films', null],
    ['smb://nas/films?a', null],
    ['https://nas/films', null],
    ['file:///mnt', null],
    ['mnt', null],
  ])('%s is written as %s', (local, style) => {
    expect(localStyleOf(local)).toBe(style)
  })
})
