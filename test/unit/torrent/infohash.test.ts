import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeBencode } from '../../../preload/torrent/bencode.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { type InfoHashes, knownAs, readTopic, readV1, writeTopics } from '../../../preload/torrent/infohash.ts'
import { makeTorrent } from '../../daemons/torrents.ts'

const none: InfoHashes = { v1: null, v2: null }
const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: length, maxLength: length })

function hashesOfFile(bytes: Uint8Array): InfoHashes {
  const read = readTorrentFile(bytes)
  return read.ok ? { v1: read.file.v1, v2: read.file.v2 } : none
}

const hashOf = (algorithm: string, text: string): string => createHash(algorithm).update(text, 'latin1').digest('hex')

describe('the info-hash of a torrent file', () => {
  it('is that of its info dict, wherever it stands', () => {
    const plans = [
      { name: 'one', content: 100_000 },
      { name: 'ü 4:info', content: [{ path: ['info', 'a'], sizeBytes: 3 }], trackers: ['http://a/', 'http://b/'] },
    ]
    for (const plan of plans) {
      const { bytes, hash } = makeTorrent(plan)
      expect(hashesOfFile(bytes)).toEqual({ v1: hash, v2: null })
    }
    const { bytes, hash } = makeTorrent({ name: 'x', content: 1, comment: 'behind' })
    const info = bytes.subarray(bytes.indexOf('4:info') + 6, -1)
    const odd = Buffer.concat([Buffer.from('d3:fooli1ei-2ee4:info'), info, Buffer.from('3:zzz0:e')])
    expect(hashesOfFile(odd).v1).toBe(hash)
  })

  it('is made over the bytes as they stand, not as they should have been written', () => {
    const v1 = 'd6:pieces0:4:name1:a5:filesle03:odd0:e'
    const v2 = 'd4:name1:a12:meta versioni02e9:file treedee'
    const both = 'd6:pieces0:12:meta versioni2e9:file treed1:ad0:deeee'
    expect(hashesOfFile(Buffer.from(`d4:info${v1}e`))).toEqual({ v1: hashOf('sha1', v1), v2: null })
    expect(hashesOfFile(Buffer.from(`d4:info${v2}e`))).toEqual({ v1: null, v2: hashOf('sha256', v2) })
    expect(hashesOfFile(Buffer.from(`d4:info${both}e`))).toEqual({
      v1: hashOf('sha1', both),
      v2: hashOf('sha256', both),
    })
  })

  it('is the same for a file that lies within larger bytes', () => {
    const { bytes, hash } = makeTorrent({ name: 'x', content: 70_000 })
    const around = Buffer.concat([Buffer.alloc(13, 1), bytes, Buffer.alloc(7, 2)])
    expect(hashesOfFile(around.subarray(13, 13 + bytes.length)).v1).toBe(hash)
  })

  it('is not known of what is no torrent file', () => {
    const deep = Buffer.concat([Buffer.alloc(5000, 'l'), Buffer.alloc(5000, 'e')])
    const odd = ['', 'd', 'de', 'le', 'd4:info', 'd4:info3:abce', 'd4:infod', 'd4:infoi5ee', 'd4:infod99:xee', '<html>']
    for (const text of [...odd, writeBencode({ a: 1 }), deep, Buffer.concat([Buffer.from('d4:info'), deep])]) {
      expect(hashesOfFile(Buffer.from(text))).toEqual(none)
    }
    fc.assert(fc.property(fc.uint8Array(), (bytes) => hashesOfFile(bytes).v1 === null))
  })

  it('needs more of a version than its name', () => {
    for (const info of ['6:piecesle', '12:meta versioni2e', '9:file treede', '12:meta versioni3e9:file treede']) {
      expect(hashesOfFile(Buffer.from(`d4:infod${info}ee`)), info).toEqual(none)
    }
  })
})

describe('a hash in text', () => {
  const hash = '0123456789abcdef0123456789abcdef01234567'

  it('is read in hex and base32', () => {
    expect(readV1(hash.toUpperCase())).toBe(hash)
    expect(readV1('AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH')).toBe(hash)
    // The same twenty bytes, five bits at a time.
    expect(readV1('3WBFL3G4PSSV7MF37AJSHWDQMLNR63I4')).toBe('dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c')
    for (const odd of ['', '12', `${hash}0`, '1ERUKZ4JVPG66AJDIVTYTK6N54ASGRLH', 'g'.repeat(40)]) {
      expect(readV1(odd), odd).toBeNull()
    }
  })

  it('is a topic of its version', () => {
    expect(readTopic(`urn:btih:${hash}`)).toEqual({ v1: hash, v2: null })
    expect(readTopic(`URN:BTMH:1220${'AB'.repeat(32)}`)).toEqual({ v1: null, v2: 'ab'.repeat(32) })
    const odd = [
      '',
      '1',
      'urn:btih:',
      'urn:btih:12',
      'urn:sha1:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH',
      `urn:btmh:${'ab'.repeat(32)}`,
      `urn:btmh:1114${'ab'.repeat(20)}`,
      `urn:btmh:1220${'ab'.repeat(33)}`,
      `urn:btih:1220${'ab'.repeat(32)}`,
    ]
    for (const topic of odd) expect(readTopic(topic), topic).toEqual(none)
  })

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.option(hex(40)), fc.option(hex(64)), (v1, v2) => {
        const topics = writeTopics({ v1, v2 }).map(readTopic)
        expect(topics).toEqual([...(v1 === null ? [] : [{ v1, v2: null }]), ...(v2 === null ? [] : [{ v1: null, v2 }])])
      }),
    )
  })
})

describe('what a daemon may know a torrent by', () => {
  it('is its v1 hash, the whole of its v2 hash, or the start of that', () => {
    const [v1, v2] = ['1'.repeat(40), '2'.repeat(64)]
    expect(knownAs({ v1, v2 })).toEqual([v1, '2'.repeat(40), v2])
    expect(knownAs({ v1, v2: null })).toEqual([v1])
    expect(knownAs(none)).toEqual([])
  })
})
