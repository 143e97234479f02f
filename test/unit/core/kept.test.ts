import { expect, it } from 'vitest'
import { pagesOnly } from '../../../main/core/means.ts'
import { makeTorrent } from '../../daemons/torrents.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, newPlace, open, torrent } from './house.ts'

const made = makeTorrent({ name: 'one', content: 1_000 })
const source = { kind: 'file', name: 'one.torrent', content: made.base64 } as const

async function openWith(name = 'One/Two:Three', taken = made.hash) {
  const session = new FakeConnection([{ ...torrent(1), hash: made.hash, name }, torrent(2)])
  session.add = () => Promise.resolve({ hash: taken, missed: [] })
  const saved: { name: string; content: string | Uint8Array }[] = []
  const place = newPlace()
  const saveFile = (name: string, content: string | Uint8Array): Promise<'saved'> => {
    saved.push({ name, content })
    return Promise.resolve('saved')
  }
  const house = await open(answering(session), { ...place, outside: { ...pagesOnly, saveFile } })
  const { id } = await house.window.value('daemons.add', nas)
  await house.clock.advance(1_000)
  return { ...house, session, place, saved, id, key: `${id}/${made.hash}` }
}

const add = { source, paused: true } as const

it('a torrent file that was added here is saved again, byte by byte, also after a restart', async () => {
  const { window, saved, place, id, key, close } = await openWith()
  await window.value('torrents.add', { ...add, daemon: id })
  expect(await window.value('torrents.saveFile', { key })).toEqual({ is: 'saved' })
  expect(saved[0]?.name).toBe('One Two Three.torrent')
  expect(Buffer.from(saved[0]?.content as Uint8Array).equals(made.bytes)).toBe(true)
  await close()
  const again = await open(answering(new FakeConnection()), place)
  await again.clock.advance(1_000)
  expect(await again.window.value('torrents.saveFile', { key })).toEqual({
    is: 'yours',
    name: 'One Two Three.torrent',
    content: made.base64,
  })
})

it('one that was not is told in words, and no program gets any', async () => {
  const { window, core, id, key } = await openWith()
  expect(await window.call('torrents.saveFile', { key })).toMatchObject({
    error: { code: 'not-found', retry: 'never' },
  })
  expect(await window.call('torrents.saveFile', { key: `${id}/${hashOf(2)}` })).toMatchObject({
    error: { code: 'not-found' },
  })
  expect(await core.enter('program').call('torrents.saveFile', { key })).toMatchObject({
    error: { code: 'unauthorized' },
  })
})

it('what a daemon takes for another torrent is not kept as that', async () => {
  const { window, id } = await openWith('One', hashOf(2))
  await window.value('torrents.add', { ...add, daemon: id })
  expect(await window.call('torrents.saveFile', { key: `${id}/${hashOf(2)}` })).toMatchObject({
    error: { code: 'not-found' },
  })
})
