import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../../../preload/contract/bridge.ts'
import type { OptionName } from '../../../../preload/contract/options.ts'
import type { CallArgs } from '../../../../preload/contract/calls.ts'
import { mostTorrentFileBytes } from '../../../../preload/contract/adding.ts'
import { firstDaemon, whereAlready } from '../../../../renderer/screen/add/already.ts'
import { readHeaders } from '../../../../renderer/screen/add/headers.ts'
import { argsOf, choiceOf, isSound, noWishes, withMoveFolder } from '../../../../renderer/screen/add/wishes.ts'
import { AddJob, mostItems, nameFaultOf, outcomeText } from '../../../../renderer/screen/add/job.svelte.ts'
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
  const target = { daemon: 'nas0', defaults: {}, cannot: new Set<OptionName>() }
  const paused = { ...noWishes, folder: ' ', start: false }

  /** A core that refuses whatever has this title. */
  function core(refuse: Set<string>): { call: Bridge['call']; asked: CallArgs<'torrents.add'>[] } {
    const asked: CallArgs<'torrents.add'>[] = []
    const call = (_name: string, args: CallArgs<'torrents.add'>) => {
      asked.push(args)
      const uri = args.source.kind === 'magnet' ? args.source.uri : ''
      const digit = new URLSearchParams(uri.slice(8)).get('dn') ?? ''
      const error = { code: 'remote', message: `nas refused ${digit}.`, retry: 'never' }
      return Promise.resolve(
        refuse.has(digit) ? { ok: false, error } : { ok: true, value: { hash: hashOf(digit), missed: [] } },
      )
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
    expect(first).toEqual({ added: [{ key: `nas0/${hashOf('a')}`, title: 'a' }], failed: 1, missed: 0 })
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
    job.wish(paused, null)
    const [first] = job.items
    await job.run(target, new Set([first?.id ?? -1]))
    expect(asked).toEqual([
      { daemon: 'nas0', paused: true, source: expect.objectContaining({ kind: 'magnet' }) as unknown },
    ])
    expect(job.items.map(({ state }) => state)).toEqual(['ready', 'added'])
  })
})

describe('what a torrent is to be', () => {
  const two =
    'd4:infod5:filesld6:lengthi40e4:pathl1:a5:b.mkveed6:lengthi2e4:pathl5:c.txteee4:name4:film12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee'
  const metadata = base64(new TextEncoder().encode(two))
  const all = {
    daemon: 'nas0',
    defaults: { sequential: true, firstLast: false },
    cannot: new Set<OptionName>(['owner']),
  }

  /** A core that takes everything, and says of each that its label is not set. */
  function job() {
    const asked: CallArgs<'torrents.add'>[] = []
    const problem = { code: 'incompatible', message: 'No labels there.', retry: 'never' }
    const call = (_name: string, args: CallArgs<'torrents.add'>) => {
      asked.push(args)
      const missed = args.options?.label ? [{ what: 'label', problem }] : []
      return Promise.resolve({ ok: true, value: { hash: hashOf('a'), missed } })
    }
    return { asked, job: new AddJob(call as unknown as Bridge['call']) }
  }

  it('is what all are to be, unless it has wishes of its own', async () => {
    const { job: list, asked } = job()
    list.take([link('a'), link('b')])
    const own = { ...noWishes, folder: '/srv/own', top: true, options: { sequential: false, owner: 'ada' } }
    list.wish({ ...noWishes, folder: ' /srv/all ', options: { sequential: true, label: 'film' } }, null)
    list.wish(own, list.items[1]!.id)
    const outcome = await list.run(all, new Set())
    expect(asked.map(({ source: _source, ...args }) => args)).toEqual([
      { daemon: 'nas0', paused: false, folder: '/srv/all', options: { label: 'film' } },
      { daemon: 'nas0', paused: false, folder: '/srv/own', options: { sequential: false }, top: true },
    ])
    expect(outcome).toMatchObject({ failed: 0, missed: 1 })
    expect(list.items.map(({ missed }) => missed)).toEqual([['Label: No labels there.'], []])
    const before = list.items.map((item) => list.wishesOf(item))
    list.useForAll(own)
    expect(list.items.map((item) => list.wishesOf(item))).toEqual([own, own])
    list.undoForAll()
    expect(list.items.map((item) => list.wishesOf(item))).toEqual(before)
    list.useForAll(own)
    list.wish(own, null)
    expect(list.mayUndo).toBe(false)
  })

  it('has a name of its own where one is given, and none that a disk does not take', async () => {
    const { job: list, asked } = job()
    list.take([link('a'), link('b')])
    const [first, second] = list.items
    if (!first || !second) throw new Error('Two were taken.')
    list.change(first.id, { name: ' A better name ' })
    list.change(second.id, { name: ' ' })
    expect(list.items.map(nameFaultOf)).toEqual([null, null])
    const outcome = await list.run(all, new Set())
    expect(asked.map(({ name }) => name)).toEqual(['A better name', undefined])
    expect(outcome.added[0]?.title).toBe('A better name')
    expect(nameFaultOf({ ...first, name: 'a/b' })).toBe('slash')
  })

  it('has the files that were chosen, also of a magnet link whose files a daemon told', async () => {
    const { job: list, asked } = job()
    list.take([readLink(`magnet:?xt=urn:btih:${hashOf('a')}&so=0`)!])
    const { id } = list.items[0]!
    expect(list.choiceOf(list.items[0]!)).toBeNull()
    list.learn(id, metadata)
    const choice = list.choiceOf(list.items[0]!)!
    expect(list.items[0]).toMatchObject({ title: 'film', files: 2, sizeBytes: 42 })
    // The link itself wants the first file only.
    expect(choice.priorities).toEqual(['normal', 'skip'])
    choice.setAll('normal')
    expect(choice.priorities).toBeUndefined()
    choice.tick(choice.lines.find(({ name }) => name === 'a')!)
    expect(choice.wanted).toEqual({ files: 1, sizeBytes: 2 })
    choice.filter = 'c.txt'
    expect(choice.lines.map(({ name }) => name)).toEqual(['film', 'c.txt'])
    choice.setAll('high')
    await list.run(all, new Set())
    const source = { kind: 'file', name: 'film.torrent', content: metadata }
    expect(asked).toEqual([{ daemon: 'nas0', paused: false, source, priorities: ['skip', 'high'] }])
  })

  it('is fetched with the headers that were typed, and they go nowhere else', async () => {
    const { job: list, asked } = job()
    list.take([readLink('https://example.com/x.torrent')!])
    list.change(list.items[0]!.id, { headers: 'Cookie: a=1\n\nX-Who: me' })
    await list.run(all, new Set())
    expect(asked[0]?.source).toEqual({
      kind: 'url',
      url: 'https://example.com/x.torrent',
      headers: [
        { name: 'Cookie', value: 'a=1' },
        { name: 'X-Who', value: 'me' },
      ],
    })
    expect(readHeaders('a=1; b=2')).toEqual([{ name: 'Cookie', value: 'a=1; b=2' }])
    expect(['no header', 'Cookie:', 'Two Words: x'].map(readHeaders)).toEqual([null, null, null])
  })

  it('is not known where no answer came', async () => {
    const error = { code: 'outcome-unknown', message: 'No answer.', retry: 'never' }
    const list = new AddJob((() => Promise.resolve({ ok: false, error })) as unknown as Bridge['call'])
    list.take([link('a')])
    expect(await list.run(all, new Set())).toMatchObject({ added: [], failed: 1 })
    expect(list.items[0]).toMatchObject({ state: 'unknown', message: 'No answer.' })
  })

  it('is remembered of each daemon, with ten folders, the last one first', () => {
    const options = { label: 'film', downLimitBytesPerSecond: 1024, moveWhenDone: true, moveFolder: '/done' }
    let choice: ReturnType<typeof choiceOf> | undefined
    for (let n = 0; n < 13; n += 1) choice = choiceOf({ ...noWishes, folder: `/srv/${n % 12}`, options }, choice)
    expect(choice).toMatchObject({ folder: '/srv/0', paused: false, options: { label: 'film', moveFolder: '/done' } })
    expect(choice?.options).not.toHaveProperty('downLimitBytesPerSecond')
    expect(choice?.folders).toEqual(['/srv/0', ...[11, 10, 9, 8, 7, 6, 5, 4, 3].map((n) => `/srv/${n}`)])
  })

  it('has whole paths only', () => {
    expect(isSound({ ...noWishes, folder: '/srv/film' })).toBe(true)
    expect(isSound({ ...noWishes, folder: 'film' })).toBe(false)
    expect(isSound({ ...noWishes, options: withMoveFolder({}, 'a\u0000b') })).toBe(false)
    expect(withMoveFolder({ sequential: true, moveFolder: '/a' }, ' ')).toEqual({
      sequential: true,
      moveWhenDone: false,
    })
    expect(argsOf({ ...noWishes, options: { moveWhenDone: false } }, { moveWhenDone: true }, new Set())).toEqual({
      paused: false,
      options: { moveWhenDone: false },
    })
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

  it('is the one that was meant also where that is away, since what is to be added waits for it', () => {
    const link = { state: 'waiting', since: 0, problem: null, retryAt: null } as const
    const list = [sampleDaemon(), sampleDaemon({ id: 'box0', name: 'box', link })]
    const can = (id: string): boolean => id === 'nas0'
    expect(firstDaemon(list, 'box0', new Set(), can)).toBe('box0')
    expect(firstDaemon(list, 'nas0', new Set(['box0']), can)).toBe('box0')
    expect(firstDaemon(list, null, new Set(), can)).toBe('nas0')
    expect(firstDaemon(list.slice(1), null, new Set(), () => false)).toBe('box0')
  })
})
