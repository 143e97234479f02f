import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { infoHashOf } from '../../../../main/backend/deluge/infohash.ts'
import { bencode } from '../../../daemons/bencode.ts'
import { makeTorrent } from '../../../daemons/torrents.ts'

function hashOfFile(bytes: Uint8Array): string | undefined {
  return infoHashOf({ kind: 'file', name: 'x', content: Buffer.from(bytes).toString('base64') })
}

function hashOfMagnet(rest: string): string | undefined {
  return infoHashOf({ kind: 'magnet', uri: `magnet:?${rest}` })
}

describe('the info-hash', () => {
  it('of a torrent file is that of its info dict, wherever it stands', () => {
    const plans = [
      { name: 'one', content: 100_000 },
      { name: 'ü 4:info', content: [{ path: ['info', 'a'], sizeBytes: 3 }], trackers: ['http://a/', 'http://b/'] },
    ]
    for (const plan of plans) {
      const { bytes, hash } = makeTorrent(plan)
      expect(hashOfFile(bytes)).toBe(hash)
    }
    const { bytes, hash } = makeTorrent({ name: 'x', content: 1, comment: 'behind' })
    const info = bytes.subarray(bytes.indexOf('4:info') + 6, -1)
    expect(hashOfFile(Buffer.concat([Buffer.from('d3:fooli1ei-2ee4:info'), info, Buffer.from('3:zzz0:e')]))).toBe(hash)
  })

  it('of what is no torrent file is not known', () => {
    const deep = Buffer.concat([Buffer.alloc(5000, 'l'), Buffer.alloc(5000, 'e')])
    const odd = ['', 'd', 'de', 'le', 'd4:info', 'd4:info3:abce', 'd4:infod', 'd4:infoi5ee', 'd4:infod99:xee', '<html>']
    for (const text of [...odd, bencode({ a: 1 }), deep, Buffer.concat([Buffer.from('d4:info'), deep])]) {
      expect(hashOfFile(Buffer.from(text))).toBeUndefined()
    }
    fc.assert(fc.property(fc.uint8Array(), (bytes) => hashOfFile(bytes) === undefined))
  })

  it('of a magnet link is read in hex and base32', () => {
    const hash = '0123456789abcdef0123456789abcdef01234567'
    expect(hashOfMagnet(`xt=urn:btih:${hash.toUpperCase()}&dn=x`)).toBe(hash)
    expect(hashOfMagnet(`dn=x&xt.1=urn%3Abtih%3A${hash}`)).toBe(hash)
    expect(hashOfMagnet('xt=urn:btih:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH')).toBe(hash)
    for (const odd of ['', 'xt=urn:btih:', 'xt=urn:btih:12', 'xt=urn:sha1:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH', 'xt=1'])
      expect(hashOfMagnet(odd)).toBeUndefined()
    expect(hashOfMagnet('xt=urn:btih:1ERUKZ4JVPG66AJDIVTYTK6N54ASGRLH')).toBeUndefined()
  })

  it('of an address is not known', () => {
    expect(infoHashOf({ kind: 'url', url: 'http://127.0.0.1/x.torrent' })).toBeUndefined()
  })
})
