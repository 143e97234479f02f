import { expect, it } from 'vitest'
import type { PeersItem } from '../../../preload/contract/peers.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, open, torrent } from './house.ts'

async function lookAtPeers() {
  const session = new FakeConnection([torrent(1)])
  const house = await open(answering(session))
  const { id } = await house.window.value('daemons.add', nas)
  await house.clock.advance(1_000)
  const key = `${id}/${hashOf(1)}`
  const items: PeersItem[] = []
  const stop = house.window.listen('peers', { key }, (item) => items.push(item))
  await house.clock.advance(0)
  return { ...house, session, key, items, stop }
}

it('peers are told every second, as long as they change and somebody listens', async () => {
  const { clock, items, session, stop } = await lookAtPeers()
  await clock.advance(3_000)
  expect(items).toEqual([{ kind: 'peers', peers: [], left: 0 }])
  session.inside.peerList = { peers: [], left: 3 }
  await clock.advance(1_000)
  expect(items[1]).toEqual({ kind: 'peers', peers: [], left: 3 })
  stop()
  const before = session.inside.asked.length
  await clock.advance(5_000)
  expect(session.inside.asked).toHaveLength(before)
})

it('a connection to a peer is a line of history that does not name it', async () => {
  const { window, key, session } = await lookAtPeers()
  await window.value('peers.connect', { key, peer: '192.0.2.7:6881' })
  expect(session.inside.asked).toContain('connectPeer 192.0.2.7:6881')
  expect(window.events.at(-1)).toMatchObject({ kind: 'acted', hash: hashOf(1), says: { id: 'history.peer' } })
  expect(JSON.stringify(window.events)).not.toContain('192.0.2.7')
})
