import { expect, it } from 'vitest'
import { Fault } from '../../../main/lib/fault.ts'
import { keyOf, splitKey } from '../../../preload/contract/keys.ts'
import type { TrackersItem } from '../../../preload/contract/trackers.ts'
import { said } from '../../said.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, open, torrent, unreachable } from './house.ts'

const unheard = { state: null, status: '', seeds: null, peers: null, nextAnnounceMs: null }
const secret = 'https://private.example/passkey123/announce'

async function lookAtTrackers() {
  const session = new FakeConnection([torrent(1)])
  const backend = answering(session)
  const house = await open(backend)
  const { id } = await house.window.value('daemons.add', nas)
  await house.clock.advance(1_000)
  const key = `${id}/${hashOf(1)}`
  const items: TrackersItem[] = []
  house.window.listen('trackers', { key }, (item) => items.push(item))
  await house.clock.advance(0)
  return { ...house, backend, session, key, items }
}

it('trackers are told when something about them changed, and at once when it was changed here', async () => {
  const { window, clock, key, items, session } = await lookAtTrackers()
  await clock.advance(10_000)
  expect(items).toEqual([{ kind: 'trackers', trackers: [], left: 0 }])
  await window.value('trackers.set', { key, trackers: [{ url: secret, tier: 3 }] })
  await clock.advance(0)
  expect(items.slice(1)).toMatchObject([{ trackers: [{ url: secret, tier: 3, state: null }] }])
  session.inside.trackerList = { trackers: [], left: 7 }
  await clock.advance(2_000)
  expect(items.at(-1)).toEqual({ kind: 'trackers', trackers: [], left: 7 })
})

it('a line of history says that trackers were changed, and not which', async () => {
  const { window, key } = await lookAtTrackers()
  await window.value('trackers.set', { key, trackers: [{ url: secret, tier: 0 }] })
  expect(window.events.at(-1)).toMatchObject({ kind: 'acted', text: 'Changed the trackers of torrent 1.' })
  expect(JSON.stringify(window.events)).not.toContain('passkey')
})

it('a daemon that is off says so in place of its trackers', async () => {
  const { backend, session, clock, items } = await lookAtTrackers()
  backend.script = [unreachable]
  session.break()
  await clock.advance(2_000)
  expect(items.at(-1)).toMatchObject({ kind: 'away', problem: { code: 'offline' } })
})

it('trackers are added behind those that a torrent has, and what it has already stays in its place', async () => {
  const { window, key, session, clock } = await lookAtTrackers()
  session.inside.trackerList = {
    trackers: ['http://a.example/x', 'http://b.example/x'].map((url, at) => ({ ...unheard, url, tier: at * 4 })),
    left: 0,
  }
  const trackers = [
    { url: 'http://c.example/x', tier: 0 },
    { url: 'http://a.example/x', tier: 0 },
    { url: 'http://d.example/x', tier: 9 },
  ]
  expect(await window.value('trackers.add', { keys: [key], trackers })).toEqual([{ key, problem: null }])
  expect(session.inside.trackerList.trackers.map(({ url, tier }) => [url, tier])).toEqual([
    ['http://a.example/x', 0],
    ['http://b.example/x', 4],
    ['http://c.example/x', 5],
    ['http://d.example/x', 6],
  ])
  await clock.advance(0)
  const asked = session.inside.asked.filter((name) => name === 'setTrackers').length
  expect(await window.value('trackers.add', { keys: [key], trackers })).toEqual([{ key, problem: null }])
  expect(session.inside.asked.filter((name) => name === 'setTrackers')).toHaveLength(asked)
  expect(window.events.filter(({ text }) => text.startsWith('Changed the trackers'))).toHaveLength(1)
})

it('each torrent fares by itself when trackers are added, and who does not answer is not asked again', async () => {
  const { window, key, session } = await lookAtTrackers()
  const { daemon } = splitKey(key)
  const strange = keyOf('elsewhere', hashOf(1))
  const keys = [key, keyOf(daemon, hashOf(7)), strange]
  const trackers = [{ url: 'udp://c.example:1', tier: 0 }]
  session.inside.fault = new Fault('timeout', said('It does not answer.'))
  expect(await window.value('trackers.add', { keys, trackers })).toMatchObject([
    { key, problem: { code: 'timeout' } },
    { key: keys[1], problem: { code: 'timeout' } },
    { key: strange, problem: { code: 'not-found' } },
  ])
  expect(session.inside.asked.filter((name) => name === 'trackers' || name === 'setTrackers').length).toBeLessThan(4)
  session.inside.fault = null
  session.inside.trackerList = { trackers: [], left: 3 }
  expect(await window.value('trackers.add', { keys: [key], trackers })).toMatchObject([
    { problem: { code: 'invalid' } },
  ])
})
