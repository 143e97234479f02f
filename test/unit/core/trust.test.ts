import { describe, expect, it } from 'vitest'
import { carefulBackend, fingerprintOf } from './fake-backend.ts'
import { box, nas, newPlace, open, openUnseen, type Place, Window } from './house.ts'

const seen = fingerprintOf('A1')

/** A first run in which nas was added but never reached. */
async function neverReached(place: Place): Promise<string> {
  const run = await open(carefulBackend({}), place)
  const { id } = await run.window.value('daemons.add', nas)
  await run.clock.advance(200)
  await run.close()
  return id
}

/** A later run in which nas is there and no window is open. */
async function metUnseen() {
  const place = newPlace()
  const id = await neverReached(place)
  const backend = carefulBackend({ 'nas.home': seen })
  const run = await openUnseen(backend, place)
  await run.clock.advance(60_000)
  return { ...run, id, backend, later: new Window(run.core) }
}

describe('a daemon that is met for the first time', () => {
  it('waits for a review also while a window is open: nobody has looked at its certificate', async () => {
    const backend = carefulBackend({ 'nas.home': seen })
    const { clock, window } = await open(backend)
    await window.value('daemons.add', nas)
    await clock.advance(200)
    expect(window.daemons[0]).toMatchObject({
      certificate: null,
      link: { state: 'refused', problem: { code: 'certificate-unknown', details: { seen } } },
    })
    expect(backend.dials.map(({ target }) => target.mayTrust)).toEqual([false])
  })

  it('is trusted with the certificate that was looked at, on trial and when it is added, and with no other', async () => {
    const { clock, window } = await open(carefulBackend({ 'nas.home': seen }))
    const { name, ...account } = nas
    const trial = { ...account, fingerprint: seen }
    expect(await window.call('daemons.test', account)).toMatchObject({
      ok: false,
      error: { code: 'certificate-unknown', details: { seen } },
    })
    const other = { ...account, fingerprint: fingerprintOf('B2') }
    expect(await window.call('daemons.test', other)).toMatchObject({ error: { code: 'certificate-changed' } })
    expect(await window.call('daemons.test', trial)).toMatchObject({ ok: true, value: { fingerprint: seen } })
    await window.value('daemons.add', { name, ...trial })
    await clock.advance(200)
    expect(window.daemons[0]).toMatchObject({ link: { state: 'live' }, certificate: { fingerprint: seen } })
  })

  it('while none is open waits for a review, with the certificate that was seen', async () => {
    const { later, backend } = await metUnseen()
    expect(later.daemons[0]).toMatchObject({
      certificate: null,
      link: { state: 'refused', retryAt: null, problem: { code: 'certificate-unknown', details: { seen } } },
    })
    expect(backend.dials.map(({ target }) => target.mayTrust)).toEqual([false])
  })

  it('goes on waiting when a window opens, when it is told to connect, and when its password is typed anew', async () => {
    const { clock, later, id } = await metUnseen()
    await later.value('daemons.connect', { id })
    await clock.advance(60_000)
    expect(later.daemons[0]?.link.problem?.code).toBe('certificate-unknown')
    const { name, address, username } = nas
    await later.value('daemons.edit', { id, name, address, username, password: 'another' })
    await clock.advance(60_000)
    expect(later.daemons[0]).toMatchObject({ certificate: null, link: { problem: { code: 'certificate-unknown' } } })
  })

  it('is told in the history as refused', async () => {
    const { later } = await metUnseen()
    const lines = await later.value('events.list', { limit: 10 })
    expect(lines[0]).toMatchObject({ kind: 'refused', name: 'nas', text: 'Nobody has seen it.' })
  })

  it('connects with the certificate that was reviewed, and with no other', async () => {
    const { clock, later, id } = await metUnseen()
    await later.value('daemons.trust', { id, fingerprint: fingerprintOf('B2') })
    await clock.advance(200)
    expect(later.daemons[0]?.link.problem?.code).toBe('certificate-changed')
    await later.value('daemons.trust', { id, fingerprint: seen })
    await clock.advance(200)
    expect(later.daemons[0]).toMatchObject({ link: { state: 'live' }, certificate: { fingerprint: seen } })
  })

  it('at another address waits anew, unless its certificate there was looked at', async () => {
    const { clock, later, id, backend, core } = await metUnseen()
    backend.script = carefulBackend({ 'box.example': seen }).script
    const { kind: _kind, ...facts } = box
    await later.value('daemons.edit', { id, ...facts })
    await clock.advance(200)
    expect(later.daemons[0]).toMatchObject({ certificate: null, link: { problem: { code: 'certificate-unknown' } } })
    const looked = { id, ...facts, fingerprint: seen }
    const program = core.enter('program')
    expect(await program.call('daemons.edit', looked)).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    await later.value('daemons.edit', looked)
    await clock.advance(200)
    expect(later.daemons[0]).toMatchObject({ link: { state: 'live' }, certificate: { fingerprint: seen } })
  })
})

describe('a daemon whose certificate is pinned', () => {
  it('connects without a window', async () => {
    const place = newPlace()
    const first = await open(carefulBackend({ 'nas.home': seen }), place)
    await first.window.value('daemons.add', { ...nas, fingerprint: seen })
    await first.clock.advance(200)
    await first.close()
    const second = await open(carefulBackend({ 'nas.home': seen }), place)
    second.window.caller.leave()
    await second.clock.advance(200)
    expect(new Window(second.core).daemons[0]?.link.state).toBe('live')
  })
})
