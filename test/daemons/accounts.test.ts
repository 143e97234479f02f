import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Account } from '../../preload/contract/accounts.ts'
import { passwordName } from '../../main/core/daemons/managed.ts'
import { needs } from '../needs.ts'
import { accounts as usual } from './config.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { openWitness } from './witness.ts'

/** The lines of the daemon's file of accounts, by name. */
function authOf(daemon: Deluged): Record<string, { password: string; level: number }> {
  const lines = readFileSync(join(daemon.configFolder, 'auth'), 'utf8').trim().split('\n')
  const fields = lines.map((line) => line.split(':'))
  return Object.fromEntries(
    fields.map(([name = '', password = '', level]) => [name, { password, level: Number(level) }]),
  )
}

needs('deluged').describe('accounts of a real daemon', () => {
  let daemon: Deluged
  let home: Home
  let estuary: Estuary
  let id: string

  beforeAll(async () => {
    daemon = await startDeluged({ accounts: [{ username: 'ada', password: 'adapass', level: 10 }] })
  })
  afterAll(() => daemon.dispose())
  beforeEach(async () => {
    home = new Home()
    estuary = await home.open()
    id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
  })
  afterEach(async () => {
    await estuary.close()
    home.remove()
  })

  const list = async (): Promise<Account[]> => (await estuary.call('accounts.list', { daemon: id })).accounts
  const auth = () => authOf(daemon)
  /** Deluge's own client logs in; its level. */
  const login = async (username: string, password: string): Promise<number | null> => {
    const witness = await openWitness(daemon, { username, password })
    await witness.close()
    return witness.level
  }

  it('are those of its file, and no password of them comes out', async () => {
    const told = await list()
    const there = Object.entries(auth()).map(([name, { level }]) => ({ name, level, builtIn: name === 'localclient' }))
    expect(told).toEqual(there.toSorted((one, other) => (one.name < other.name ? -1 : 1)))
    for (const { password } of Object.values(auth())) expect(JSON.stringify(told)).not.toContain(password)
  })

  it.each([
    [10, 'made-admin'],
    [5, 'Ünal'],
    [1, '映画-reader'],
    [0, 'made.none'],
  ] as const)('are made with level %i, and their owners can log in', async (level, name) => {
    const { password } = await estuary.call('accounts.create', { daemon: id, name, level })
    expect(auth()[name]).toEqual({ password, level })
    expect(await login(name, password ?? '')).toBe(level)
    expect(await list()).toContainEqual({ name, level, builtIn: false })
  })

  it('take every password that is let through, also over a restart', async () => {
    const passwords = ['Füße 雪', '#%/\\"\'', 'x', 'a b', '😀'.repeat(20)]
    for (const [index, password] of passwords.entries()) {
      await estuary.call('accounts.create', { daemon: id, name: `odd${index}`, level: 5, password })
    }
    await daemon.restart()
    for (const [index, password] of passwords.entries()) expect(await login(`odd${index}`, password)).toBe(5)
  })

  it('that are there already are not made again', async () => {
    const before = auth()
    const made = estuary.call('accounts.create', { daemon: id, name: 'normal', level: 10 })
    await expect(made).rejects.toMatchObject({ problem: { code: 'invalid', details: { field: 'name' } } })
    expect(auth()).toEqual(before)
  })

  it('get another level and keep their password, while a session that lives keeps its level', async () => {
    const { password } = await estuary.call('accounts.create', { daemon: id, name: 'mia', level: 10 })
    const session = await openWitness(daemon, { username: 'mia', password: password ?? '' })
    await estuary.call('accounts.setLevel', { daemon: id, name: 'mia', level: 1 })
    expect(auth()['mia']).toEqual({ password, level: 1 })
    expect(await session.call('core.get_known_accounts')).toBeInstanceOf(Array)
    await session.close()
    expect(await login('mia', password ?? '')).toBe(1)
    await estuary.call('accounts.setLevel', { daemon: id, name: 'mia', level: 5 })
    expect(await login('mia', password ?? '')).toBe(5)
    expect(estuary.events.at(-1)?.text).toBe('Gave the account mia the level Normal, as admin.')
  })

  it('get another password and keep their level', async () => {
    const { password } = await estuary.call('accounts.create', { daemon: id, name: 'tv', level: 1 })
    await estuary.call('accounts.setPassword', { daemon: id, name: 'tv', password: 'another one' })
    expect(auth()['tv']).toEqual({ password: 'another one', level: 1 })
    await expect(login('tv', password ?? '')).rejects.toThrow('Password does not match')
    expect(await login('tv', 'another one')).toBe(1)
    const again = await estuary.call('accounts.setPassword', { daemon: id, name: 'tv' })
    expect(await login('tv', again.password ?? '')).toBe(1)
  })

  it('are removed, while a session that lives goes on', async () => {
    const { password } = await estuary.call('accounts.create', { daemon: id, name: 'bob', level: 5 })
    const session = await openWitness(daemon, { username: 'bob', password: password ?? '' })
    await estuary.call('accounts.remove', { daemon: id, name: 'bob' })
    expect(Object.keys(auth())).not.toContain('bob')
    expect(await session.hashes()).toEqual([])
    await session.close()
    await expect(login('bob', password ?? '')).rejects.toThrow('Username does not exist')
  })

  it('that must not go stay: the own one, and the one that the daemon makes itself', async () => {
    const before = auth()
    for (const [name, guard] of [
      ['admin', 'own'],
      ['localclient', 'built-in'],
    ] as const) {
      const removed = estuary.call('accounts.remove', { daemon: id, name, confirmed: true })
      await expect(removed).rejects.toMatchObject({ problem: { details: { guard } } })
    }
    const demoted = estuary.call('accounts.setLevel', { daemon: id, name: 'admin', level: 5, confirmed: true })
    await expect(demoted).rejects.toMatchObject({ problem: { details: { guard: 'own' } } })
    expect(auth()).toEqual(before)
  })

  it('whose own password is changed here let Estuary in again after a restart', async () => {
    const beside = await estuary.call('accounts.connect', {
      daemon: id,
      name: 'as ada',
      username: 'ada',
      password: 'adapass',
    })
    await estuary.untilLink(beside.id, 'live')
    await estuary.call('accounts.setPassword', { daemon: beside.id, name: 'ada', password: 'ada again' })
    expect(auth()['ada']).toEqual({ password: 'ada again', level: 10 })
    expect(await home.keeper.get(passwordName(beside.id))).toBe('ada again')
    await daemon.restart()
    await estuary.untilLink(beside.id, 'live', 60_000)
    // From the other connection, too.
    await estuary.untilLink(id, 'live', 60_000)
    const { kept } = await estuary.call('accounts.setPassword', { daemon: id, name: 'ada', password: 'adapass' })
    expect(kept).toEqual([beside.id])
    await estuary.call('daemons.disconnect', { id: beside.id })
    await estuary.call('daemons.connect', { id: beside.id })
    await estuary.untilLink(beside.id, 'live')
  })

  it('that are not there after an answer that never came are told as not made', async () => {
    daemon.pause()
    const made = estuary.call('accounts.create', { daemon: id, name: 'ghost', level: 5 })
    const outcome = made.then(
      () => null,
      (error: unknown) => error,
    )
    await wait(300)
    await daemon.kill()
    await daemon.start()
    expect(await outcome).toMatchObject({ problem: { code: 'timeout', says: { id: 'accounts.not-done' } } })
    expect(Object.keys(auth())).not.toContain('ghost')
    await estuary.untilLink(id, 'live', 60_000)
  })

  it('that a slow daemon made after all are told as made', async () => {
    daemon.pause()
    const made = estuary.call('accounts.create', { daemon: id, name: 'late', level: 5 })
    await wait(21_500)
    daemon.resume()
    const { unanswered, password } = await made
    expect(unanswered).toBe(true)
    expect(await login('late', password ?? '')).toBe(5)
  })
})

needs('deluged').describe('a connection that may not see the accounts of a real daemon', () => {
  let daemon: Deluged
  let home: Home
  let estuary: Estuary

  beforeAll(async () => {
    daemon = await startDeluged()
  })
  afterAll(() => daemon.dispose())
  beforeEach(async () => {
    home = new Home()
    estuary = await home.open()
  })
  afterEach(async () => {
    await estuary.close()
    home.remove()
  })

  it.each([
    ['normal', 'live'],
    ['reader', 'refused'],
  ] as const)('says so with the level that %s has, and that it needs another account', async (who, state) => {
    const account = usual[who]
    const id = await estuary.add(daemon, 'nas', account)
    await estuary.untilLink(id, state)
    const why = estuary.daemon(id).cannot.accounts
    expect(why).toMatchObject({ code: 'level', details: { have: account.level, need: 10 } })
    await expect(estuary.call('accounts.list', { daemon: id })).rejects.toMatchObject({
      problem: { code: state === 'live' ? 'level' : 'offline' },
    })
    const beside = await estuary.call('accounts.connect', {
      daemon: id,
      name: 'nas as admin',
      username: 'admin',
      password: usual.admin.password,
    })
    await estuary.untilLink(beside.id, 'live')
    const { accounts } = await estuary.call('accounts.list', { daemon: beside.id })
    expect(accounts.map(({ name }) => name)).toContain(who)
    expect(estuary.linkState(id)).toBe(state)
  })

  it('is told when it is held back by the safe mode', async () => {
    const id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
    await estuary.close()
    estuary = await home.open({ safe: { endings: 4, what: 'TypeError' } })
    await estuary.until('it is listed', () => estuary.daemons.length === 1)
    const listed = estuary.call('accounts.list', { daemon: id })
    await expect(listed).rejects.toMatchObject({ problem: { code: 'offline', says: { id: 'accounts.held' } } })
  })

  it('is told when the daemon stumbles over a level in its file', async () => {
    const odd = await startDeluged()
    try {
      const id = await estuary.add(odd, 'nas')
      await estuary.untilLink(id, 'live')
      appendFileSync(join(odd.configFolder, 'auth'), 'odd:pass:3\n')
      const listed = estuary.call('accounts.list', { daemon: id })
      await expect(listed).rejects.toMatchObject({ problem: { code: 'remote', says: { id: 'accounts.unlisted' } } })
    } finally {
      await odd.dispose()
    }
  })
})
