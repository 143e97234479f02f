import { describe, expect, it } from 'vitest'
import { findLinks, readMagnet } from '../../../../renderer/view/magnet.ts'

const hex = 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c'

describe('reading a magnet link', () => {
  it('finds hash, name and trackers', () => {
    const uri = `magnet:?xt=urn:btih:${hex.toUpperCase()}&dn=Big%20Buck+Bunny&tr=udp%3A%2F%2Fa.example%3A1&tr=udp%3A%2F%2Fb.example%3A1`
    expect(readMagnet(uri)).toEqual({ hash: hex, name: 'Big Buck Bunny', trackers: 2 })
  })

  it('understands a hash in base32', () => {
    // The same twenty bytes, five bits at a time.
    expect(readMagnet('magnet:?xt=urn:btih:3WBFL3G4PSSV7MF37AJSHWDQMLNR63I4')?.hash).toBe(hex)
  })

  it('takes the v1 topic of a hybrid link and has none for a v2 link', () => {
    const v2 = `xt=urn:btmh:1220${'ab'.repeat(32)}`
    expect(readMagnet(`magnet:?${v2}&xt=urn:btih:${hex}`)?.hash).toBe(hex)
    expect(readMagnet(`magnet:?${v2}`)?.hash).toBeNull()
    expect(readMagnet(`magnet:?xt.1=urn:btih:${hex}`)?.hash).toBe(hex)
  })

  it('knows what is no hash and what is no magnet link', () => {
    expect(readMagnet('magnet:?xt=urn:btih:1234')).toEqual({ hash: null, name: null, trackers: 0 })
    expect(readMagnet('https://example.com/?magnet:?xt=1')).toBeNull()
  })
})

describe('links in a pasted text', () => {
  it('are found one per line or word, each once, and nothing else is taken', () => {
    const text = `look: magnet:?xt=urn:btih:${hex}\nhttps://example.com/a.torrent  ftp://no.example magnet:?xt=urn:btih:${hex}`
    expect(findLinks(text)).toEqual([`magnet:?xt=urn:btih:${hex}`, 'https://example.com/a.torrent'])
    expect(findLinks('just words')).toEqual([])
  })
})
