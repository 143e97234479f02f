import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../main/lib/fault.ts'
import { carefulBackend, FakeBackend, FakeConnection, fingerprintOf, hashOf, hostOf } from './fake-backend.ts'
import {
  answering,
  at,
  box,
  nas,
  newPlace,
  open,
  openUnseen,
  type Place,
  torrent,
  unreachable,
  Window,
} from './house.ts'
import { said } from '../../said.ts'

describe('a daemon that is added', () => {
  it('is connected, trusted at first use, and its torrents are in every window', async () => {
    const { core, clock, window } = await open(answering(new FakeConnection([torrent(1), torrent(2)])))
    const other = new Window(core)
    const { id } = await window.value('daemons.add', nas)
    await clock.advance(200)
    expect(window.daemons).toMatchObject([
      { id, name: 'nas', level: 10, version: '2.0.3', torrents: 2, certificate: { fingerprint: 'AA:BB' } },
    ])
    expect(window.daemons[0]?.link.state).toBe('live')
    expect([...other.rows.keys()]).toEqual([`${id}/${hashOf(1)}`, `${id}/${hashOf(2)}`])
  })

  it('keeps its password out of every window and every file of the database', async () => {
    const { clock, window, place } = await open(answering(new FakeConnection([torrent(1)])))
    const { id } = await window.value('daemons.add', nas)
    await clock.advance(5_000)
    expect(await place.keeper.get(`daemon.${id}.password`)).toBe('top secret')
    expect(window.all).not.toContain('top secret')
    for (const file of readdirSync(place.dataFolder)) {
      expect(readFileSync(join(place.dataFolder, file)).includes('top secret')).toBe(false)
    }
  })

  it('is refused when it is the same account at the same address again, naming the field', async () => {
    const { window } = await open(new FakeBackend(unreachable))
    await window.value('daemons.add', nas)
    const again = await window.call('daemons.add', { ...nas, name: 'again', address: at('NAS.home') })
    expect(again).toMatchObject({ ok: false, error: { code: 'invalid', details: { field: 'host' } } })
  })

  it('is called what is seen of its name, and renamed alike', async () => {
    const { window } = await open(new FakeBackend(unreachable))
    const { id, name } = await window.value('daemons.add', { ...nas, name: 'n\u200bas\u202e' })
    expect(name).toBe('nas\ufffd')
    const { address, username } = nas
    const renamed = await window.value('daemons.edit', { id, name: 'at\u0000tic', address, username })
    expect(renamed.name).toBe('at\ufffdtic')
  })

  it('has a mark that no other has', async () => {
    const { window } = await open(new FakeBackend(unreachable))
    const first = await window.value('daemons.add', nas)
    const second = await window.value('daemons.add', box)
    expect(first.mark).not.toBe(second.mark)
  })
})

describe('after a start', () => {
  /** A first run in which nas had two torrents, of which one was not complete. */
  async function before(place: Place): Promise<string> {
    const session = new FakeConnection([torrent(1, { progress: 0.5, state: 'downloading' }), torrent(2)])
    const run = await open(answering(session), place)
    const { id } = await run.window.value('daemons.add', nas)
    await run.clock.advance(200)
    await run.close()
    return id
  }

  it('the list is there at once, stale with its age, with every daemon off', async () => {
    const place = newPlace()
    const id = await before(place)
    const { clock, window } = await open(new FakeBackend(unreachable), place)
    await clock.advance(100)
    expect(window.rows.size).toBe(2)
    expect(window.rows.get(`${id}/${hashOf(1)}`)).toMatchObject({ name: 'torrent 1', progress: 0.5 })
    expect(window.daemons[0]?.lastSeenAt).toBeGreaterThan(0)
    expect(window.daemons[0]).toMatchObject({ torrents: 2, version: '2.0.3', hasPassword: true })
    expect(window.daemons[0]?.link.state).not.toBe('live')
  })

  it('a long list comes part by part, and is whole before the daemon is asked: what is missing then is missing', async () => {
    const place = newPlace()
    const first = await open(answering(new FakeConnection(Array.from({ length: 2_500 }, (_, n) => torrent(n)))), place)
    await first.window.value('daemons.add', nas)
    await first.clock.advance(30_000)
    await first.close()
    const sizes: number[] = []
    const backend = new FakeBackend(() => {
      sizes.push(new Window(second.core).daemons[0]?.torrents ?? 0)
      return unreachable()
    })
    const second = await open(backend, place)
    const seen: number[] = []
    second.window.listen('torrents', {}, () => seen.push(second.window.rows.size))
    await second.clock.advance(200)
    expect(seen.some((size) => size > 0 && size < 2_500)).toBe(true)
    expect(sizes[0]).toBe(2_500)
  })

  it('tells what finished while it was away, once', async () => {
    const place = newPlace()
    await before(place)
    const done = torrent(1, { progress: 1, state: 'seeding', completedAt: 900_000 })
    const second = await open(answering(new FakeConnection([done, torrent(2)])), place)
    await second.clock.advance(200)
    const finished = { kind: 'finished', hash: hashOf(1), away: true, at: 900_000 }
    expect(second.window.events.filter(({ kind }) => kind === 'finished')).toMatchObject([finished])
    await second.close()
    const third = await open(answering(new FakeConnection([done, torrent(2)])), place)
    await third.clock.advance(200)
    expect(third.window.events.filter(({ kind }) => kind === 'finished')).toEqual([])
  })

  it('magnet links have what a daemon tells of a torrent, else the hash that it goes by', async () => {
    const session = new FakeConnection([torrent(1), torrent(2)])
    const { window, clock } = await open(answering(session), newPlace())
    const { id } = await window.value('daemons.add', nas)
    await clock.advance(200)
    const [v1, v2] = ['a'.repeat(40), 'b'.repeat(64)]
    session.told.set(hashOf(2), { v1, v2 })
    const keys = [`${id}/${hashOf(1)}`, `${id}/${hashOf(2)}`, `${id}/${v2}`]
    expect(await window.value('torrents.magnets', { keys })).toEqual([
      `magnet:?xt=urn:btih:${hashOf(1)}&dn=torrent%201`,
      `magnet:?xt=urn:btih:${v1}&xt=urn:btmh:1220${v2}&dn=torrent%202`,
      `magnet:?xt=urn:btmh:1220${v2}`,
    ])
    await window.value('daemons.disconnect', { id })
    expect(await window.value('torrents.magnets', { keys: [keys[1]!] })).toEqual([
      `magnet:?xt=urn:btih:${hashOf(2)}&dn=torrent%202`,
    ])
  })

  it('a daemon that the person disconnected stays disconnected', async () => {
    const place = newPlace()
    const first = await open(answering(new FakeConnection()), place)
    const { id } = await first.window.value('daemons.add', nas)
    await first.window.value('daemons.disconnect', { id })
    await first.close()
    const backend = new FakeBackend(unreachable)
    const second = await open(backend, place)
    await second.clock.advance(60_000)
    expect(backend.dials).toEqual([])
    expect(second.window.daemons[0]?.link.state).toBe('off')
  })

  it('settings are as they were left, and a damaged one costs only itself', async () => {
    const place = newPlace()
    const first = await open(new FakeBackend(unreachable), place)
    await first.window.value('settings.set', { theme: 'dark', sidebarPx: 300 })
    await first.close()
    const second = await open(new FakeBackend(unreachable), place)
    expect(await second.window.value('settings.get', {})).toMatchObject({
      theme: 'dark',
      sidebarPx: 300,
      detailsPx: 248,
    })
  })
})

describe('acting on torrents', () => {
  it('works on every daemon by itself, and says how each torrent fared', async () => {
    const session = new FakeConnection([torrent(1)])
    const { clock, window } = await open(
      new FakeBackend((target) => (hostOf(target) === 'nas.home' ? Promise.resolve(session) : unreachable())),
    )
    const a = await window.value('daemons.add', nas)
    const b = await window.value('daemons.add', box)
    await clock.advance(200)
    const keys = [`${a.id}/${hashOf(1)}`, `${b.id}/${hashOf(1)}`]
    const results = await window.value('torrents.pause', { keys })
    expect(results).toMatchObject([
      { key: keys[0], problem: null },
      { key: keys[1], problem: { code: 'offline', message: 'box is not connected. Try again when it is.' } },
    ])
    expect(session.acts).toEqual([{ verb: 'pause', hashes: [hashOf(1)] }])
  })

  it('asks nothing that the account’s level forbids, and says so', async () => {
    const session = new FakeConnection([torrent(1)])
    session.cannot = {
      remove: { code: 'level', message: 'The account on nas has level 1; this needs level 5.', retry: 'after-change' },
    }
    const { clock, window } = await open(answering(session))
    const { id } = await window.value('daemons.add', nas)
    await clock.advance(200)
    const [result] = await window.value('torrents.remove', { keys: [`${id}/${hashOf(1)}`], withFiles: true })
    expect(result?.problem).toMatchObject({ code: 'level' })
    expect(result?.problem?.message).toContain('level 1; this needs level 5')
    expect(session.acts).toEqual([])
  })

  it('leaves a line of history', async () => {
    const { clock, window } = await open(answering(new FakeConnection([torrent(1), torrent(2)])))
    const { id } = await window.value('daemons.add', nas)
    await clock.advance(200)
    await window.value('torrents.resume', { keys: [`${id}/${hashOf(1)}`, `${id}/${hashOf(2)}`] })
    expect(window.events.at(-1)).toMatchObject({ kind: 'acted', daemon: id, text: 'Resumed 2 torrents.' })
  })

  it('tells a torrent of a daemon that is gone from one that is not connected', async () => {
    const { window } = await open(new FakeBackend(unreachable))
    const [result] = await window.value('torrents.pause', { keys: [`abcdef/${hashOf(1)}`] })
    expect(result?.problem?.code).toBe('not-found')
  })
})

describe('a daemon that is removed', () => {
  it('is forgotten with its rows and its password, and nothing else is', async () => {
    const { clock, window, place } = await open(
      answering(new FakeConnection([torrent(1)]), new FakeConnection([torrent(2)])),
    )
    const a = await window.value('daemons.add', nas)
    await clock.advance(200)
    const b = await window.value('daemons.add', box)
    await clock.advance(200)
    await window.value('daemons.remove', { id: a.id })
    await clock.advance(5_000)
    expect(window.daemons.map(({ id }) => id)).toEqual([b.id])
    expect(await place.keeper.get(`daemon.${a.id}.password`)).toBeNull()
    expect(await place.keeper.get(`daemon.${b.id}.password`)).toBe('top secret')
    expect((await window.call('daemons.connect', { id: a.id })).ok).toBe(false)
  })
})

describe('a changed certificate', () => {
  it('stops the daemon until the person trusts the new one', async () => {
    const changed = new Fault('certificate-changed', said('The certificate changed.'), { details: { seen: 'CC:DD' } })
    const place = newPlace()
    const first = await open(answering(new FakeConnection()), place)
    const { id } = await first.window.value('daemons.add', nas)
    await first.clock.advance(200)
    await first.close()
    const session = new FakeConnection()
    session.identity = Array.from({ length: 32 }, () => 'CD').join(':')
    const backend = new FakeBackend(({ identity }) =>
      identity === session.identity ? Promise.resolve(session) : Promise.reject(changed),
    )
    const { clock, window } = await open(backend, place)
    await clock.advance(60_000)
    expect(window.daemons[0]?.link).toMatchObject({ state: 'refused', problem: { code: 'certificate-changed' } })
    expect(backend.dials).toHaveLength(1)
    await window.value('daemons.trust', { id, fingerprint: session.identity })
    await clock.advance(200)
    expect(window.daemons[0]?.link.state).toBe('live')
    expect(window.daemons[0]?.certificate?.fingerprint).toBe(session.identity)
  })
})

describe('a call', () => {
  it('with a name that is not in the contract is refused', async () => {
    const { window } = await open(new FakeBackend(unreachable))
    for (const name of ['nothing', 'constructor', '__proto__', 7, null]) {
      expect(await window.caller.call(name, {})).toMatchObject({ ok: false, error: { code: 'invalid' } })
    }
  })

  it('with arguments that do not fit says which field is wrong and why', async () => {
    const { window } = await open(new FakeBackend(unreachable))
    const answer = await window.call('daemons.add', { ...nas, address: at('nas.home', 70_000) })
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid', message: 'A port is a number from 1 to 65535.', details: { field: 'address.port' } },
    })
  })

  it.each([
    ['another host', at('evil.example')],
    ['another port', at('nas.home', 58847)],
    ['another way', { way: 'tcp', host: 'nas.home', port: 58846 }],
  ] as const)('tests %s without the password that is kept for the daemon', async (_what, address) => {
    const backend = answering(new FakeConnection())
    const { clock, window } = await open(backend)
    const { id } = await window.value('daemons.add', nas)
    await clock.advance(200)
    const answer = await window.call('daemons.test', { id, kind: 'deluge', address, username: 'me' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } })
    expect(backend.dials.map(({ target }) => hostOf(target))).toEqual(['nas.home'])
  })

  it('carries no kept password to another address, unless the daemon there must show the pinned certificate', async () => {
    const backend = new FakeBackend(unreachable)
    const { clock, window } = await open(backend)
    const { id } = await window.value('daemons.add', nas)
    await clock.advance(200)
    const { name, username } = nas
    const moved = { id, name, address: at('other.home'), username }
    const refused = { ok: false, error: { code: 'invalid', details: { field: 'password' } } }
    expect(await window.call('daemons.edit', moved)).toMatchObject(refused)
    expect((await window.call('daemons.edit', { ...moved, password: 'typed again' })).ok).toBe(true)
    await clock.advance(200)
    const sent = backend.dials.filter(({ target }) => hostOf(target) === 'other.home')
    expect(new Set(sent.map(({ target }) => target.password))).toEqual(new Set(['typed again']))
  })

  it('that only a person may make is refused to a program, and a program is nobody who looks', async () => {
    const backend = carefulBackend({ 'nas.home': fingerprintOf('A1') })
    const { core, clock } = await openUnseen(backend)
    const program = core.enter('program')
    expect(await program.call('daemons.add', nas)).toMatchObject({ ok: true })
    await clock.advance(60_000)
    expect(backend.dials.map(({ target }) => target.mayTrust)).toEqual([false])
    const { id } = new Window(core).daemons[0]!
    const trust = { id, fingerprint: fingerprintOf('A1') }
    expect(await program.call('daemons.trust', trust)).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    expect(await core.enter('window').call('daemons.trust', trust)).toMatchObject({ ok: true })
    await clock.advance(200)
    expect(new Window(core).daemons[0]?.link.state).toBe('live')
  })
})

describe('a window', () => {
  it('hears nothing after it left', async () => {
    const { clock, window } = await open(answering(new FakeConnection([torrent(1)])))
    window.caller.leave()
    await window.call('daemons.add', nas)
    await clock.advance(1_000)
    expect(window.rows.size).toBe(0)
    expect(window.daemons).toEqual([])
  })
})
