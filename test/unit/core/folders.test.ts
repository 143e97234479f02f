import { beforeEach, expect, it } from 'vitest'
import { pagesOnly, type ShownPlace } from '../../../main/core/means.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, at, nas, newPlace, open, torrent } from './house.ts'

const hash = hashOf(1)
let shown: ShownPlace[]

beforeEach(() => {
  shown = []
})

async function openWith(address = nas.address, canShow = true) {
  const session = new FakeConnection([torrent(1, { folder: '/srv/films', name: 'One' })])
  const outside = {
    ...pagesOnly,
    showInFolder: canShow ? (place: ShownPlace) => Promise.resolve(void shown.push(place)) : null,
  }
  const place = { ...newPlace(), outside }
  const house = await open(answering(session), place)
  const { id } = await house.window.value('daemons.add', { ...nas, address })
  await house.clock.advance(1_000)
  return { ...house, session, place, id, key: `${id}/${hash}` }
}

it('folders of a daemon’s machine are asked of that daemon, with what it can', async () => {
  const { window, session, id } = await openWith()
  expect(await window.value('folders.complete', { daemon: id, path: '/srv/', hidden: false })).toEqual({
    folders: ['/srv/one/'],
    left: 0,
  })
  session.cannot = { folders: { code: 'incompatible', message: 'It cannot.', retry: 'never' } }
  expect(await window.call('folders.complete', { daemon: id, path: '/srv/', hidden: false })).toMatchObject({
    error: { code: 'incompatible' },
  })
})

it('a torrent is shown where its folder is here, by what is known here', async () => {
  const { window, clock, id, key } = await openWith()
  expect(await window.call('folders.show', { key })).toMatchObject({ error: { code: 'invalid' } })
  await window.value('folders.map', { daemon: id, mappings: [{ remote: '/srv/', local: '/mnt/nas/' }] })
  await clock.advance(1_000)
  expect(window.daemons[0]?.mappings).toEqual([{ remote: '/srv', local: '/mnt/nas' }])
  expect(await window.value('folders.show', { key })).toBeNull()
  expect(shown).toEqual([{ folder: '/mnt/nas/films', item: 'One' }])
  expect(await window.call('folders.show', { key: `${id}/${hashOf(9)}` })).toMatchObject({
    error: { code: 'not-found' },
  })
})

it('a torrent of a daemon on this machine is shown where the daemon has it', async () => {
  const { window, key } = await openWith(at('127.0.0.1'))
  await window.value('folders.show', { key })
  expect(shown).toEqual([{ folder: '/srv/films', item: 'One' }])
})

it('nothing is shown where there is no desktop, and no program may ask for it', async () => {
  const { window, core, id, key } = await openWith(at('127.0.0.1'), false)
  expect(await window.call('folders.show', { key })).toMatchObject({
    error: { code: 'invalid', message: 'A browser cannot show folders of a machine. Copy the path instead.' },
  })
  const program = core.enter('program')
  expect(await program.call('folders.show', { key })).toMatchObject({ error: { code: 'unauthorized' } })
  expect(await program.call('folders.map', { daemon: id, mappings: [] })).toMatchObject({
    error: { code: 'unauthorized' },
  })
})

it('where folders are is kept over a restart, and when the daemon moves', async () => {
  const { window, place, id, close } = await openWith()
  const mappings = [{ remote: '/srv', local: 'smb://nas/srv' }]
  await window.value('folders.map', { daemon: id, mappings })
  const { name, username, password } = nas
  await window.value('daemons.edit', { id, name, username, password, address: at('other') })
  await close()
  const again = await open(answering(new FakeConnection()), place)
  await again.clock.advance(1_000)
  expect(again.window.daemons[0]?.mappings).toEqual(mappings)
})
