import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { isEmpty, localPath, readLinks } from '../../../main/shell/links.ts'
import { mostTorrentFileBytes } from '../../../preload/contract/adding.ts'
import { HandedSchema } from '../../../preload/contract/app.ts'
import { temporaryFolder } from '../../daemons/folder.ts'

const hash = 'a1'.repeat(20)
const torrent = 'd4:infod4:name1:xee'

let folder: string
beforeEach(() => {
  folder = temporaryFolder('links')
})

function put(name: string, content = torrent): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const messages = async (...argv: unknown[]): Promise<string[]> =>
  (await readLinks(argv, folder)).problems.map(({ message }) => message)

describe('a magnet link on a command line', () => {
  it.each([
    ['v1 in hex', `magnet:?xt=urn:btih:${hash}`],
    ['v1 in base32', `magnet:?xt=urn:btih:${'A'.repeat(32)}&dn=x`],
    ['v2', `magnet:?xt=urn:btmh:1220${'ab'.repeat(32)}`],
    ['v1 and v2', `magnet:?xt.1=urn:btih:${hash}&xt.2=urn:btmh:1220${'ab'.repeat(32)}`],
    ['in capitals', `MAGNET:?XT=urn:btih:${hash.toUpperCase()}`],
    ['with letters of other scripts', `magnet:?xt=urn:btih:${hash}&dn=Фильм`],
  ])('is taken as it is: %s', async (_what, uri) => {
    expect(await readLinks(['/usr/bin/estuary', '--flag', uri], folder)).toEqual({
      sources: [{ kind: 'magnet', uri }],
      problems: [],
    })
  })

  it.each([
    'magnet:',
    'magnet:?',
    'magnet:?dn=x',
    'magnet:?xt=urn:sha1:abc',
    `magnet:?xt=urn:btih:${hash}0`,
    `magnet:?xt=urn:btih:${hash} --flag`,
    `magnet:?xt=urn:btih:${hash}\n&dn=x`,
    `magnet:?xt=urn:btih:${hash}&dn=${'x'.repeat(17_000)}`,
  ])('is refused when it names no torrent, or is more than a link: %j', async (uri) => {
    expect(await readLinks([uri], folder)).toMatchObject({ sources: [], problems: [{ code: 'invalid' }] })
  })
})

describe('a torrent file on a command line', () => {
  it('is read, also by a relative path or a file URL, and keeps its name', async () => {
    const path = put('a film.TORRENT')
    const content = Buffer.from(torrent).toString('base64')
    for (const text of [path, 'a film.TORRENT', './a film.TORRENT', pathToFileURL(path).href]) {
      expect(await readLinks([text], folder), text).toEqual({
        sources: [{ kind: 'file', name: 'a film.TORRENT', content }],
        problems: [],
      })
    }
  })

  it('is none when it has another content, is a folder, is too large, or is not there', async () => {
    put('text.torrent', 'hello')
    put('empty.torrent', '')
    mkdirSync(join(folder, 'folder.torrent'))
    truncateSync(put('huge.torrent'), mostTorrentFileBytes + 1)
    expect(await messages('text.torrent')).toEqual(['text.torrent is not a torrent file.'])
    expect(await messages('empty.torrent')).toEqual(['empty.torrent is not a torrent file.'])
    expect(await messages('folder.torrent')).toEqual(['folder.torrent is not a file.'])
    expect(await messages('huge.torrent')).toEqual(['huge.torrent is too large to be a torrent file.'])
    expect(await messages('none.torrent')).toEqual(['none.torrent could not be read.'])
  })

  it('is not waited for when it is a pipe, and not read when it leads to a device', async () => {
    // Windows has neither in its folders.
    const names = process.platform === 'win32' ? [] : ['pipe.torrent', 'zero.torrent']
    for (const name of names) {
      if (name.startsWith('pipe')) execFileSync('mkfifo', [join(folder, name)])
      else symlinkSync('/dev/zero', join(folder, name))
    }
    expect(await messages(...names)).toEqual(names.map((name) => `${name} is not a file.`))
  })

  it('has a name that cannot turn the sentence around', async () => {
    expect(await messages('\u202Egpj.torrent')).toEqual(['\uFFFDgpj.torrent could not be read.'])
  })

  it('needs a folder of this machine to be relative to', async () => {
    put('x.torrent')
    for (const from of [undefined, null, '', '.', 7, '//host/share', 'x'.repeat(5000)]) {
      expect((await readLinks(['x.torrent'], from)).sources).toEqual([])
    }
  })
})

describe('a path', () => {
  it.each([
    '\\\\host\\share\\x.torrent',
    '//host/share/x.torrent',
    '\\\\?\\C:\\x.torrent',
    '\\\\.\\pipe\\x.torrent',
    'file://host/share/x.torrent',
    'C:\\folder\\CON.torrent',
    'C:\\folder\\com1.x.torrent',
    'C:\\folder\\x.txt:stream.torrent',
    'C:\\x\0.torrent',
    'C:\\x.exe',
    'file:///C:/x.exe?.torrent',
  ])('on Windows is not asked for: %j', (text) => {
    expect(localPath(text, 'C:\\here', 'win32')).toBeNull()
  })

  it('on Windows is taken when it is an ordinary one', () => {
    expect(localPath('C:\\folder\\x.torrent', '', 'win32')).toBe('C:\\folder\\x.torrent')
    expect(localPath('x.torrent', 'C:\\here', 'win32')).toBe('C:\\here\\x.torrent')
    expect(localPath('file:///C:/a%20b/x.torrent', '', 'win32')).toBe('C:\\a b\\x.torrent')
  })

  it.each(['/etc/passwd', '/etc/passwd\0.torrent', 'file:///etc/passwd%00.torrent', 'file:///etc/passwd#.torrent'])(
    'elsewhere is not asked for: %j',
    (text) => {
      expect(localPath(text, '/here', 'linux')).toBeNull()
    },
  )

  it('that is much too long is not asked for', () => {
    expect(localPath(`/${'x'.repeat(5000)}.torrent`, '/', 'linux')).toBeNull()
  })
})

describe('a command line', () => {
  it('without anything to add is empty', async () => {
    expect(isEmpty(await readLinks(['/usr/bin/estuary', '--data=/x', '.', 'javascript:1', 'a.txt'], folder))).toBe(true)
    for (const argv of [null, undefined, 'magnet:', 7, {}, [], [null, {}, 5]]) {
      expect(isEmpty(await readLinks(argv, null))).toBe(true)
    }
  })

  it('adds fifty at most, and says that there was more', async () => {
    const argv = Array.from({ length: 120 }, (_, at) => `magnet:?xt=urn:btih:${String(at).padStart(40, '0')}`)
    const handed = await readLinks(argv, folder)
    expect(handed.sources).toHaveLength(50)
    expect(handed.problems).toMatchObject([{ code: 'too-large' }])
  })

  it('carries no more bytes than a window takes at once', async () => {
    const large = `d${'x'.repeat(30 * 1024 * 1024)}e`
    const handed = await readLinks([put('a.torrent', large), put('b.torrent', large), 'c.torrent'], folder)
    expect(handed.sources).toHaveLength(1)
    expect(handed.problems).toMatchObject([{ code: 'too-large' }])
  })

  it('of whatever words gives what the window can take, and never fails', async () => {
    const piece = fc.constantFrom('magnet:?', 'xt=urn:btih:', hash, '&dn=', '.torrent', 'file:///', '\\\\', '..', '\0')
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(piece, fc.string())).map((all) => all.join('')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(word, fc.anything())), fc.anything(), async (argv, from) => {
        const handed = await readLinks(argv, from)
        expect(v.is(HandedSchema, handed)).toBe(true)
        for (const source of handed.sources) {
          expect(source.kind === 'magnet' ? source.uri : '').toMatch(/^magnet:\?\S*urn:bt[im]h/i)
        }
      }),
    )
  })
})
