import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../../../preload/contract/bridge.ts'
import type { CallArgs } from '../../../../preload/contract/calls.ts'
import { mostTorrentFileBytes } from '../../../../preload/contract/adding.ts'
import { firstDaemon, whereAlready } from '../../../../renderer/screen/add/already.ts'
import { AddJob, mostItems, outcomeText } from '../../../../renderer/screen/add/job.svelte.ts'
import {
  base64,
  describe as describeSource,
  readFile,
  readLink,
  readText,
  sameTorrent,
  type Described,
} from '../../../../renderer/screen/add/sources.ts'
import { hashOf, sampleDaemon, sampleRow } from './samples.ts'

const torrentText = 'd4:infod6:lengthi42e4:name4:film12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee'
const file = (name: string, text: string, size = text.length) => ({
  name,
  size,
  arrayBuffer: () => Promise.resolve(new TextEncoder().encode(text).buffer),
})
const link = (digit: string): Described => readLink(`magnet:?xt=urn:btih:${hashOf(digit)}&dn=${digit}`) as Described

describe('what is to be added', () => {
  it('is read from a torrent file', async () => {
    const read = await readFile(file('a.torrent', torrentText))
    expect(read).toMatchObject({
      ok: true,
      described: {
        title: 'film',
        sizeBytes: 42,
        files: 1,
        hashes: [expect.stringMatching(/^[0-9a-f]{40}$/) as unknown],
      },
    })
    const source = read.ok ? read.described.source : null
    expect(source).toEqual({ kind: 'file', name: 'a.torrent', content: btoa(torrentText) })
  })

  it('is refused with a reason when it is no torrent file, too large, or gone', async () => {
    expect(await readFile(file('notes.txt', 'hello'))).toEqual({
      ok: false,
      message: 'notes.txt is not a torrent file.',
    })
    const huge = await readFile(file('huge.torrent', torrentText, mostTorrentFileBytes + 1))
    expect(huge).toMatchObject({ ok: false, message: expect.stringContaining('32 MiB') as unknown })
    const gone = { name: 'gone', size: 1, arrayBuffer: () => Promise.reject(new Error('NotFoundError')) }
    expect(await readFile(gone)).toEqual({ ok: false, message: 'gone could not be read.' })
  })

  it('is read from magnet links, web addresses and bare hashes', () => {
    expect(link('a')).toMatchObject({ title: 'a', hashes: [hashOf('a')], source: { kind: 'magnet' } })
    expect(readLink(' https://example.com/x.torrent ')).toMatchObject({ source: { kind: 'url' }, hashes: [] })
    expect(readLink(hashOf('B'))).toMatchObject({ hashes: [hashOf('b')], source: { kind: 'magnet' } })
    expect(readLink('A'.repeat(32))).toMatchObject({ hashes: ['0'.repeat(40)], source: { kind: 'magnet' } })
    expect(readLink('ftp://example.com/x')).toBeNull()
  })

  it('is found in a pasted text one per line or word, each once, and nothing else is taken', () => {
    const uri = `magnet:?xt=urn:btih:${hashOf('c')}`
    const text = `look: ${uri}\nhttps://example.com/a.torrent  ftp://no.example ${uri}`
    expect(readText(text).map(({ source }) => source)).toEqual([
      { kind: 'magnet', uri },
      { kind: 'url', url: 'https://example.com/a.torrent' },
    ])
    expect(readText('just words')).toEqual([])
  })

  it('can be described again from its source alone', async () => {
    const content = base64(new TextEncoder().encode(torrentText))
    expect(await describeSource({ kind: 'file', name: 'a.torrent', content })).toMatchObject({ title: 'film' })
    expect(await describeSource({ kind: 'file', name: 'b', content: '%%' })).toMatchObject({ title: 'b', hashes: [] })
  })

  it('survives base64 whatever its length', () => {
    const bytes = Uint8Array.from({ length: 100_003 }, (_, index) => (index * 31) % 256)
    expect(Uint8Array.from(atob(base64(bytes)), (sign) => sign.charCodeAt(0))).toEqual(bytes)
  })
})

describe('adding several at once', () => {
  const target = { daemon: 'nas0', folder: ' ', paused: true }

  /** A core that refuses whatever has this title. */
  function core(refuse: Set<string>): { call: Bridge['call']; asked: CallArgs<'torrents.add'>[] } {
    const asked: CallArgs<'torrents.add'>[] = []
    const call = (_name: string, args: CallArgs<'torrents.add'>) => {
      asked.push(args)
      const uri = args.source.kind === 'magnet' ? args.source.uri : ''
      const digit = new URLSearchParams(uri.slice(8)).get('dn') ?? ''
      const error = { code: 'remote', message: `nas refused ${digit}.`, retry: 'never' }
      return Promise.resolve(refuse.has(digit) ? { ok: false, error } : { ok: true, value: { hash: hashOf(digit) } })
    }
    return { call: call as unknown as Bridge['call'], asked }
  }

  it('takes each torrent once and not more than a sane number', () => {
    const job = new AddJob(core(new Set()).call)
    job.take([link('a'), link('b'), link('a')])
    expect(job.items.map(({ title }) => title)).toEqual(['a', 'b'])
    const many = Array.from({ length: mostItems }, (_, n) => readLink(`https://example.com/${n}`) as Described)
    expect(job.take(many)).toBe(false)
    expect(job.items).toHaveLength(mostItems)
  })

  it('keeps failures with their message and tries only them again', async () => {
    const refuse = new Set(['b'])
    const { call, asked } = core(refuse)
    const job = new AddJob(call)
    job.take([link('a'), link('b')])
    const first = await job.run(target, new Set())
    expect(first).toEqual({ added: [{ key: `nas0/${hashOf('a')}`, title: 'a' }], failed: 1 })
    expect(job.items.map(({ state, message }) => [state, message])).toEqual([
      ['added', null],
      ['failed', 'nas refused b.'],
    ])
    expect(outcomeText(first, 'nas')).toBe('Added 1 of 2 torrents to nas.')
    refuse.clear()
    const second = await job.run(target, new Set())
    expect(asked).toHaveLength(3)
    expect(outcomeText(second, 'nas')).toBe('Added b to nas.')
  })

  it('leaves out what is there already, and an empty folder', async () => {
    const { call, asked } = core(new Set())
    const job = new AddJob(call)
    job.take([link('a'), link('b')])
    const [first] = job.items
    await job.run(target, new Set([first?.id ?? -1]))
    expect(asked).toEqual([
      { daemon: 'nas0', paused: true, source: expect.objectContaining({ kind: 'magnet' }) as unknown },
    ])
    expect(job.items.map(({ state }) => state)).toEqual(['ready', 'added'])
  })
})

describe('a torrent that is there already', () => {
  const [nas, seedbox] = [sampleDaemon(), sampleDaemon({ id: 'box0', name: 'seedbox' })]
  const rows = new Map(
    [
      sampleRow('nas0', hashOf('a'), { folder: '/srv/film' }),
      sampleRow('box0', hashOf('a'), { progress: 0.5 }),
      sampleRow('box0', hashOf('b')),
    ].map((row) => [row.key, row]),
  )

  it('is found on the chosen daemon first, else anywhere', () => {
    expect(whereAlready([hashOf('a')], [nas, seedbox], rows, 'box0')).toMatchObject({
      daemon: seedbox,
      text: '50.0\u00a0%',
    })
    expect(whereAlready([hashOf('a')], [nas, seedbox], rows, null)).toMatchObject({
      daemon: nas,
      text: 'complete, in /srv/film',
    })
    expect(whereAlready([hashOf('b')], [nas, seedbox], rows, 'nas0')).toMatchObject({ daemon: seedbox })
    expect(whereAlready([hashOf('c')], [nas, seedbox], rows, 'nas0')).toBeNull()
    expect(whereAlready([], [nas, seedbox], rows, 'nas0')).toBeNull()
  })

  it('is found when its daemon knows it by another of its hashes', () => {
    const [v1, v2] = [hashOf('d'), 'e'.repeat(64)]
    const found = readLink(`magnet:?xt=urn:btih:${v1}&xt=urn:btmh:1220${v2}`)!
    const row = sampleRow('nas0', v2.slice(0, 40))
    expect(whereAlready(found.hashes, [nas], new Map([[row.key, row]]), null)).toMatchObject({ daemon: nas })
    expect(sameTorrent(found, readLink(v1)!)).toBe(true)
  })

  it('is offered to the daemon looked at, else the last one used, else the first that can take it', () => {
    const list = [nas, seedbox]
    expect(firstDaemon(list, 'nas0', new Set(['box0']), () => true)).toBe('box0')
    expect(firstDaemon(list, 'box0', new Set(), () => true)).toBe('box0')
    expect(firstDaemon(list, 'nas0', new Set(), (id) => id === 'box0')).toBe('box0')
    expect(firstDaemon(list, null, new Set(['nas0', 'box0']), () => true)).toBe('nas0')
    expect(firstDaemon(list, null, new Set(), () => false)).toBeNull()
  })
})
