import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bencodable, writeBencode } from '../../../preload/torrent/bencode.ts'
import { readTorrentFile, type TorrentFile } from '../../../preload/torrent/file.ts'
import { longestNameBytes, mostListedFiles, mostPathParts, mostTrackers } from '../../../preload/torrent/limits.ts'
import { readMagnet } from '../../../preload/torrent/magnet.ts'
import { makeTorrent } from '../../daemons/torrents.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')

/** What is read of these bytes; a problem in place of the file where there is one. */
function read(odd: Uint8Array | string): TorrentFile | string {
  const result = readTorrentFile(typeof odd === 'string' ? bytes(odd) : odd)
  return result.ok ? result.file : result.problem
}

function readMade(meta: Record<string, Bencodable>): TorrentFile {
  const result = readTorrentFile(writeBencode(meta))
  if (!result.ok) throw new Error(result.problem)
  return result.file
}

/** What is read of an info dict of version 1 with this in it. */
const withInfo = (more: Record<string, Bencodable>): TorrentFile =>
  readMade({ info: { name: 'n', 'piece length': 16_384, pieces: new Uint8Array(20), ...more } })

interface Recorded {
  what: string
  base64: string
  v1: string | null
  v2: string | null
  name: string
  files: { path: string[]; sizeBytes: number }[]
  pieceBytes: number
  pieceCount: number
  private: boolean
  magnet: string
}
const vectors = join(import.meta.dirname, '../../vectors/torrent/libtorrent-2.0.8.json')
const { torrents } = JSON.parse(readFileSync(vectors, 'utf8')) as { torrents: Recorded[] }

describe('a torrent file that libtorrent made', () => {
  it.each(torrents)('is read as libtorrent reads it: $what', ({ base64, what, magnet, ...said }) => {
    const [one, two, three] = ['http://one.example/announce', 'udp://two.example:6969', 'http://three.example/announce']
    expect(read(Buffer.from(base64, 'base64'))).toEqual({
      v1: said.v1,
      v2: said.v2,
      name: said.name,
      files: said.files,
      fileCount: said.files.length,
      hasPadding: /^v2|hybrid folder/.test(what),
      sizeBytes: what.endsWith('file') ? 40_000 : 51_300,
      trackers: [[one, two], [three]],
      private: said.private,
      pieceBytes: said.pieceBytes,
      pieceCount: said.pieceCount,
      comment: 'made by libtorrent',
      creator: 'vectors',
      createdAt: 1_700_000_000_000,
    })
    const link = readMagnet(magnet)
    expect(link).toMatchObject({ v1: said.v1, v2: said.v2, name: said.name })
    expect(new Set(link?.trackers)).toEqual(new Set([one, two, three]))
  })
})

describe('reading a torrent file', () => {
  it('finds name, size and hash of a single file', () => {
    const info = 'd6:lengthi6144e4:name8:film.mkv12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaae'
    expect(read(`d8:announce9:udp://a:14:info${info}e`)).toEqual({
      v1: sha1(info),
      v2: null,
      name: 'film.mkv',
      sizeBytes: 6144,
      files: [{ path: ['film.mkv'], sizeBytes: 6144 }],
      fileCount: 1,
      hasPadding: false,
      trackers: [['udp://a:1']],
      private: false,
      pieceBytes: 16_384,
      pieceCount: 1,
      comment: null,
      creator: null,
      createdAt: null,
    })
  })

  it('adds up the files of a folder', () => {
    const files = 'ld6:lengthi1e4:pathl1:aeed6:lengthi41e4:pathl1:b1:ceee'
    const info = `d5:files${files}4:name6:folder12:piece lengthi16384e6:pieces0:e`
    expect(read(`d4:info${info}e`)).toMatchObject({
      name: 'folder',
      sizeBytes: 42,
      fileCount: 2,
      files: [
        { path: ['folder', 'a'], sizeBytes: 1 },
        { path: ['folder', 'b', 'c'], sizeBytes: 41 },
      ],
    })
  })

  it('has no v1 hash for a v2-only file, but its size', () => {
    const tree = 'd1:ad0:d6:lengthi5eee3:subd1:bd0:d6:lengthi7eeeee'
    const info = `d9:file tree${tree}12:meta versioni2e4:name1:ne`
    expect(read(`d4:info${info}e`)).toMatchObject({
      name: 'n',
      sizeBytes: 12,
      fileCount: 2,
      files: [
        { path: ['n', 'a'], sizeBytes: 5 },
        { path: ['n', 'sub', 'b'], sizeBytes: 7 },
      ],
      v1: null,
      pieceBytes: null,
      pieceCount: null,
    })
  })

  it('counts no padding', () => {
    const files: Bencodable = [
      { length: 5, path: ['a'] },
      { attr: 'p', length: 16_379, path: ['.pad', '16379'] },
      { attr: 'hx', length: 1, path: ['b'] },
    ]
    expect(withInfo({ files })).toMatchObject({ sizeBytes: 6, fileCount: 2 })
  })

  it('finds what the plan of a made torrent says', () => {
    const made = makeTorrent({
      name: 'ü',
      content: [{ path: ['x', '雪'], sizeBytes: 50_000 }],
      trackers: ['http://a/', 'udp://b:1'],
      private: true,
      comment: 'two\nlines',
    })
    expect(read(made.bytes)).toMatchObject({
      v1: made.hash,
      files: [{ path: ['ü', 'x', '雪'], sizeBytes: 50_000 }],
      trackers: [['http://a/'], ['udp://b:1']],
      private: true,
      pieceCount: 4,
      comment: 'two\nlines',
      creator: 'estuary tests',
      createdAt: 1_700_000_000_000,
    })
  })

  it('prefers the UTF-8 that some programs write beside another encoding, and reads that one else', () => {
    const old = Uint8Array.of(0x4d, 0xf6)
    expect(withInfo({ name: old }).name).toBe('Mö')
    expect(withInfo({ name: old, 'name.utf-8': 'Mø' }).name).toBe('Mø')
    expect(withInfo({ files: [{ length: 1, path: [old], 'path.utf-8': ['x'] }] }).files).toMatchObject([
      { path: ['n', 'x'] },
    ])
  })

  it('takes tiers before the single tracker, and the single one where there are none', () => {
    const info = { name: 'n' }
    const announce = 'http://a'
    const tiers = (list: Bencodable): unknown => readMade({ info, announce, 'announce-list': list }).trackers
    expect(tiers([['http://b', 'http://c'], [], ['http://d']])).toEqual([['http://b', 'http://c'], ['http://d']])
    for (const odd of [[], [[]], [[1, '']], ['http://b'], 'http://b', 7]) expect(tiers(odd)).toEqual([[announce]])
    expect(readMade({ info }).trackers).toEqual([])
  })
})

describe('a torrent file that somebody made on purpose', () => {
  it('is none when it is no bencoding, or has no info dict', () => {
    for (const [text, problem] of [
      ['', 'cut-short'],
      ['<html>', 'no-value'],
      ['d', 'cut-short'],
      ['de', 'no-info'],
      ['le', 'no-info'],
      ['i5e', 'no-info'],
      ['d4:infoi5ee', 'no-info'],
      ['d4:info99999:e', 'cut-short'],
      ['d4:info-5:e', 'no-value'],
      ['l'.repeat(100_000), 'too-deep'],
      [`d4:infod9:file tree${'d1:a'.repeat(100_000)}`, 'too-deep'],
    ] as const) {
      expect(read(text), text.slice(0, 40)).toBe(problem)
    }
  })

  it('may have everything of another type', () => {
    const odd: Bencodable[] = [-1, 'x', [], {}, [[]], [{}], { '': 1 }, { '': {}, a: [] }]
    const keys = ['name', 'files', 'length', 'pieces', 'file tree', 'meta version', 'piece length', 'private', 'attr']
    const top = ['announce', 'announce-list', 'comment', 'created by', 'creation date']
    const anyOf = (names: string[]): fc.Arbitrary<Record<string, Bencodable>> =>
      fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...odd))
    fc.assert(
      fc.property(anyOf(keys), anyOf(top), (info, meta) => {
        const file = readMade({ ...meta, info })
        expect(file.sizeBytes).toBe(0)
        expect(file.fileCount).toBe(file.files.length)
        expect(file.createdAt).toBeNull()
      }),
    )
  })

  it('has no sizes below zero or beyond what can be counted', () => {
    const files = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, -5].map((length) => ({ length, path: ['a'] }))
    expect(withInfo({ files })).toMatchObject({ sizeBytes: Number.MAX_SAFE_INTEGER, fileCount: 3 })
    expect(read('d4:infod6:lengthi99999999999999999999e4:name1:nee')).toMatchObject({ sizeBytes: 0 })
    expect(withInfo({ 'piece length': -1 }).pieceBytes).toBeNull()
    expect(readMade({ info: {}, 'creation date': Number.MAX_SAFE_INTEGER }).createdAt).toBeNull()
  })

  it('is listed as far as anybody could look at it, and counted whole', () => {
    const one = writeBencode({ length: 2, path: ['a'] })
    const many = mostListedFiles + 5
    const file = `d4:infod5:filesl${new TextDecoder().decode(one).repeat(many)}e4:name1:nee`
    const found = read(file)
    expect(found).toMatchObject({ fileCount: many, sizeBytes: 2 * many })
    expect(typeof found === 'string' ? [] : found.files).toHaveLength(mostListedFiles)
  })

  it('has names, paths and trackers of a size that can be shown', () => {
    const long = 'ü'.repeat(5000)
    const { name, files } = withInfo({ name: long, files: [{ length: 1, path: Array<string>(300).fill(long) }] })
    expect(name).toBe('ü'.repeat(longestNameBytes / 2))
    expect(files[0]?.path).toHaveLength(mostPathParts)
    expect(files[0]?.path[1]).toBe(name)
    const urls = Array.from({ length: 2000 }, (_, n) => `http://${n}`)
    expect(readMade({ info: {}, 'announce-list': [urls, urls] }).trackers).toEqual([urls.slice(0, mostTrackers)])
    expect(readMade({ info: {}, announce: long }).trackers).toEqual([])
  })

  it('never throws and never hangs on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const file = read(new Uint8Array([...bytes('d4:info'), ...noise]))
        expect(typeof file === 'string' || file.sizeBytes >= 0).toBe(true)
      }),
    )
    const whole = torrents.map(({ base64 }) => Buffer.from(base64, 'base64'))
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.nat(), fc.integer({ min: 0, max: 255 }), (file, at, byte) => {
        const damaged = Uint8Array.from(file)
        damaged[at % damaged.length] = byte
        const found = read(damaged)
        expect(typeof found === 'string' || found.fileCount >= 0).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
