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

it('several are saved in one go: in a folder, each under a name of its own, and what is not kept is told', async () => {
  const twin = makeTorrent({ name: 'two', content: 2_000, seed: 2 })
  const { window, core, id, place, key, session, close, clock } = await openWith('same')
  session.torrents.set(twin.hash, { ...torrent(3), hash: twin.hash, name: 'SAME' })
  await window.value('torrents.add', { ...add, daemon: id })
  session.add = () => Promise.resolve({ hash: twin.hash, missed: [] })
  await window.value('torrents.add', { ...add, source: { ...source, content: twin.base64 }, daemon: id })
  const keys = [key, `${id}/${hashOf(2)}`, `${id}/${twin.hash}`]
  await clock.advance(60_000)
  const answer = await window.value('torrents.saveFiles', { keys })
  if (answer.is !== 'yours') throw new Error('A page saves it.')
  expect(answer.results.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'not-found', null])
  const archive = Buffer.from(answer.content, 'base64')
  expect(namesIn(archive)).toEqual(['same.torrent', 'SAME (2).torrent'])
  expect(archive.includes(made.bytes)).toBe(true)
  expect(await core.enter('program').call('torrents.saveFiles', { keys })).toMatchObject({ ok: false })
  await close()
  const files: string[] = []
  const saveFiles = (given: readonly { name: string }[]): Promise<null[]> => {
    files.push(...given.map(({ name }) => name))
    return Promise.resolve(given.map(() => null))
  }
  const outside = { ...pagesOnly, saveFiles }
  const again = await open(answering(new FakeConnection()), { ...place, outside })
  await again.clock.advance(1_000)
  expect(await again.window.value('torrents.saveFiles', { keys })).toEqual({ is: 'saved', results: answer.results })
  expect(files).toEqual(namesIn(archive))
})

/** As the list at the end of an archive has them. */
function namesIn(archive: Buffer): string[] {
  const names: string[] = []
  let at = archive.readUInt32LE(archive.length - 6)
  for (let left = archive.readUInt16LE(archive.length - 12); left > 0; left -= 1) {
    const length = archive.readUInt16LE(at + 28)
    names.push(archive.toString('utf8', at + 46, at + 46 + length))
    at += 46 + length
  }
  return names
}
