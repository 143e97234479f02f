import { expect, it } from 'vitest'
import type { TrackersItem } from '../../../preload/contract/trackers.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, open, torrent, unreachable } from './house.ts'

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
