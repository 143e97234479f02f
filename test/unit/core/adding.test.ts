import { expect, it } from 'vitest'
import type { MetadataItem } from '../../../preload/contract/adding.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { said } from '../../said.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, open, torrent } from './house.ts'

async function withDaemon() {
  const session = new FakeConnection([torrent(1)])
  const house = await open(answering(session))
  const { id } = await house.window.value('daemons.add', nas)
  await house.clock.advance(1_000)
  return { ...house, session, id }
}

const link = (n: number): string => `magnet:?xt=urn:btih:${hashOf(n)}`

it('what a torrent is to be reaches the daemon, and what it is not is told', async () => {
  const { window, session, id } = await withDaemon()
  const problem = { code: 'incompatible', message: 'No labels.', retry: 'never' } as const
  session.onAdd = () => Promise.resolve({ hash: hashOf(999), missed: [{ what: 'label', problem }] })
  const source = { kind: 'file', name: 'a', content: 'eA==' } as const
  const options = { label: 'film', sequential: true }
  const wishes = { folder: ' /srv/new ', paused: false, options, priorities: ['skip' as const], top: true }
  const added = await window.value('torrents.add', { daemon: id, source, ...wishes })
  expect(added).toEqual({ hash: hashOf(999), missed: [{ what: 'label', problem }] })
  expect(session.adds).toEqual([{ source, options: { ...wishes, folder: '/srv/new' } }])
})

it('without an answer the list is looked at, which says whether it is there', async () => {
  const { window, session, id, clock } = await withDaemon()
  session.onAdd = () => {
    session.torrents.set(hashOf(7), torrent(7))
    return Promise.reject(new Fault('outcome-unknown', said('No answer.')))
  }
  const answer = await window.call('torrents.add', {
    daemon: id,
    source: { kind: 'magnet', uri: link(7) },
    paused: true,
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'outcome-unknown' } })
  await clock.advance(3_000)
  expect(session.reads.flatMap(({ hashes }) => hashes)).toContain(hashOf(7))
})

it('headers reach the daemon alone: no window, no history', async () => {
  const { window, session, id } = await withDaemon()
  const headers = [{ name: 'Cookie', value: 'session=hush-hush-4711' }]
  const source = { kind: 'url', url: 'https://tracker.example/x', headers } as const
  const refusal = new Fault('remote', said('It refused hush.'))
  session.onAdd = () => Promise.reject(refusal)
  await window.call('torrents.add', { daemon: id, source: { ...source, headers: [...headers] }, paused: true })
  session.onAdd = () => Promise.resolve({ hash: hashOf(999), missed: [] })
  await window.call('torrents.add', { daemon: id, source: { ...source, headers: [...headers] }, paused: true })
  expect(session.adds[0]?.source).toMatchObject({ headers })
  expect(window.all + JSON.stringify(window.events)).not.toContain('hush-hush')
})

it.each([
  [{ name: 'Two Words', value: 'x' }, 'A header has a name'],
  [{ name: 'Cookie', value: 'one\r\nHost: two' }, 'A header is one line'],
])('a header like %j is refused', async (header, why) => {
  const { window, session, id } = await withDaemon()
  const source = { kind: 'url', url: 'https://tracker.example/x', headers: [header] } as const
  const answer = await window.call('torrents.add', {
    daemon: id,
    source: { ...source, headers: [header] },
    paused: true,
  })
  expect(answer).toMatchObject({ ok: false, error: { message: expect.stringContaining(why) as string } })
  expect(session.adds).toEqual([])
})

it('what is in magnet links is asked a few at a time, and who stops listening makes room for the next', async () => {
  const { window, session, id, clock } = await withDaemon()
  const asked: string[] = []
  const answers: ((bytes: Uint8Array | null) => void)[] = []
  session.onMetadata = (uri) => {
    asked.push(uri)
    return new Promise((resolve) => answers.push(resolve))
  }
  const told = Array.from({ length: 8 }, (): MetadataItem[] => [])
  const stops = told.map((items, n) =>
    window.listen('metadata', { daemon: id, uri: link(n) }, (item) => void items.push(item)),
  )
  await clock.advance(10)
  expect(told.map((items) => items.at(-1)?.kind)).toEqual([...Array<string>(6).fill('asking'), 'waiting', 'waiting'])
  // Nobody waits for the seventh any more.
  stops[6]?.()
  answers[0]?.(new Uint8Array([1, 2, 3]))
  answers[1]?.(null)
  await clock.advance(10)
  expect(told[0]?.at(-1)).toEqual({ kind: 'found', content: 'AQID' })
  expect(told[1]?.at(-1)).toEqual({ kind: 'none' })
  expect(told[7]?.at(-1)?.kind).toBe('asking')
  expect(asked).not.toContain(link(6))
})

it('a daemon that cannot tell what is in magnet links says why', async () => {
  const { window, session, id, clock } = await withDaemon()
  let why: Problem | null = null
  session.cannot = { metadata: { code: 'incompatible', message: 'Too old.', retry: 'never' } }
  window.listen(
    'metadata',
    { daemon: id, uri: link(1) },
    () => {},
    (problem) => (why = problem),
  )
  await clock.advance(10)
  expect(why).toMatchObject({ code: 'incompatible', message: 'Too old.' })
})

it('trackers are merged behind those that are there, and none twice', async () => {
  const { window, session, id } = await withDaemon()
  const nothing = { state: null, status: '', seeds: null, peers: null, nextAnnounceMs: null }
  session.inside.trackerList = { trackers: [{ ...nothing, url: 'http://a.example/announce', tier: 3 }], left: 0 }
  const trackers = ['http://b.example/announce', 'http://a.example/announce', 'http://b.example/announce']
  const key = `${id}/${hashOf(1)}`
  expect(await window.value('adding.mergeTrackers', { key, trackers })).toEqual({ added: 1 })
  expect(session.inside.trackerList.trackers.map(({ url, tier }) => [url, tier])).toEqual([
    ['http://a.example/announce', 3],
    ['http://b.example/announce', 4],
  ])
  expect(await window.value('adding.mergeTrackers', { key, trackers })).toEqual({ added: 0 })
  expect(session.inside.asked.filter((what) => what === 'setTrackers')).toHaveLength(1)
})
