import { expect, it } from 'vitest'
import { carefulBackend, fingerprintOf, hostOf } from './fake-backend.ts'
import { at, nas, newPlace, open } from './house.ts'

const seen = fingerprintOf('A1')

it('what a daemon spoke is told to the next dial, also in the next run, until it is somewhere else', async () => {
  const place = newPlace()
  const first = await open(carefulBackend({ 'nas.home': seen }), place)
  const { id } = await first.window.value('daemons.add', { ...nas, fingerprint: seen })
  await first.clock.advance(200)
  await first.close()

  const backend = carefulBackend({ 'nas.home': seen })
  const { clock, window } = await open(backend, place)
  await clock.advance(200)
  const { password, ...facts } = nas
  const { kind, name, username } = facts
  await window.call('daemons.test', { id, kind, address: at('nas.home'), username })
  await window.call('daemons.test', { id, kind, address: at('other.home'), username, password })
  await window.value('daemons.edit', { id, name, address: at('other.home'), username })
  // Less than the shortest wait before a second try.
  await clock.advance(100)
  const dials = backend.dials.map(({ target }) => [hostOf(target), target.memo])
  expect(dials).toEqual([
    ['nas.home', '2'],
    ['nas.home', '2'],
    ['other.home', null],
    ['other.home', null],
  ])
})
