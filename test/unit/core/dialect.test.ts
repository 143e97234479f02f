import { expect, it } from 'vitest'
import { carefulBackend, fingerprintOf } from './fake-backend.ts'
import { nas, newPlace, open } from './house.ts'

const seen = fingerprintOf('A1')

it('what a daemon spoke is told to the next dial, also in the next run, until it is somewhere else', async () => {
  const place = newPlace()
  const first = await open(carefulBackend({ 'nas.home': seen }), place)
  const { id } = await first.window.value('daemons.add', nas)
  await first.clock.advance(200)
  await first.close()

  const backend = carefulBackend({ 'nas.home': seen })
  const { clock, window } = await open(backend, place)
  await clock.advance(200)
  const { password, ...facts } = nas
  const { host, port, username } = facts
  await window.call('daemons.test', { id, host, port, username })
  await window.call('daemons.test', { id, host: 'other.home', port, username, password })
  await window.value('daemons.edit', { id, ...facts, host: 'other.home' })
  // Less than the shortest wait before a second try.
  await clock.advance(100)
  const dials = backend.dials.map(({ target }) => [target.host, target.dialect])
  expect(dials).toEqual([
    ['nas.home', '2'],
    ['nas.home', '2'],
    ['other.home', null],
    ['other.home', null],
  ])
})
