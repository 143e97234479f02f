import { describe, expect, it } from 'vitest'
import type { Account } from '../../../preload/contract/accounts.ts'
import type { AccountChange, AccountEntry, Accounts } from '../../../main/backend/backend.ts'
import { passwordName } from '../../../main/core/daemons/managed.ts'
import { Fault, toProblem } from '../../../main/lib/fault.ts'
import { FakeBackend, FakeConnection, fingerprintOf } from './fake-backend.ts'
import { at, nas, newPlace, open, unreachable } from './house.ts'

const certificate = fingerprintOf('A1')

/** A daemon in memory that lets in those who know a password, and tells of them. */
class Daemon implements Accounts {
  readonly people = new Map<string, { level: number; password: string }>([
    ['localclient', { level: 10, password: 'local' }],
    ['me', { level: 10, password: nas.password }],
    ['mia', { level: 5, password: 'mia pass' }],
    ['bob', { level: 10, password: 'bob pass' }],
  ])
  /** What becomes of the next changes: done and answered, done or not and never answered. */
  next: 'answered' | 'done, unanswered' | 'lost' = 'answered'
  /** With the lost answer the connection ends, too. */
  breaks = false
  asked = 0
  connections: FakeConnection[] = []
  readonly changes: AccountChange[] = []

  readonly backend = new FakeBackend((to) => {
    const found = this.people.get(to.username)
    if (found?.password !== to.password) return Promise.reject(new Fault('bad-login', 'The password is wrong.'))
    const connection = new FakeConnection([])
    connection.identity = certificate
    connection.level = found.level
    if (found.level >= 10) connection.accounts = this.over(connection)
    else connection.cannot = { accounts: toProblem(new Fault('level', 'Level 10 is needed.')) }
    this.connections.push(connection)
    return Promise.resolve(connection)
  })

  list(): Promise<{ accounts: AccountEntry[]; leftOut: number }> {
    this.asked += 1
    const entry = ([name, { level }]: [string, { level: number }]): AccountEntry => ({
      name,
      level,
      builtIn: name === 'localclient',
    })
    return Promise.resolve({ accounts: [...this.people].map(entry), leftOut: 0 })
  }

  change(change: AccountChange): Promise<void> {
    this.changes.push(change)
    if (this.next !== 'lost') this.#do(change)
    if (this.next === 'answered') return Promise.resolve()
    if (this.breaks) this.connections.at(-1)?.break()
    return Promise.reject(new Fault('outcome-unknown', 'No answer.'))
  }

  isSo(change: AccountChange): Promise<boolean> {
    const found = this.people.get(change.name)
    if (change.do === 'remove') return Promise.resolve(!found)
    if (change.do === 'level') return Promise.resolve(found?.level === change.level)
    return Promise.resolve(found?.password === change.password)
  }

  /** What a connection that has ended can no longer ask. */
  over(connection: FakeConnection): Accounts {
    const lives = (): boolean => this.connections.at(-1) === connection && !connection.closed
    const ended = (): Promise<never> => Promise.reject(new Fault('closed', 'The connection has ended.'))
    return {
      list: () => (lives() ? this.list() : ended()),
      change: (change) => (lives() ? this.change(change) : ended()),
      isSo: (change) => (lives() && !this.breaks ? this.isSo(change) : ended()),
    }
  }

  #do(change: AccountChange): void {
    const found = this.people.get(change.name)
    if (change.do === 'create') this.people.set(change.name, { level: change.level, password: change.password })
    else if (change.do === 'remove') this.people.delete(change.name)
    else if (found && change.do === 'level') found.level = change.level
    else if (found && change.do === 'password') found.password = change.password
  }
}

async function begin(daemon = new Daemon()) {
  const place = newPlace()
  const run = await open(daemon.backend, place)
  const { id } = await run.window.value('daemons.add', nas)
  await run.clock.advance(200)
  const accounts = async (): Promise<Account[]> => (await run.window.value('accounts.list', { daemon: id })).accounts
  const level = async (name: string): Promise<number | undefined> =>
    (await accounts()).find((one) => one.name === name)?.level
  const told = (): string[] => run.window.events.filter(({ kind }) => kind === 'acted').map(({ text }) => text)
  return { ...run, daemon, place, id, accounts, level, told }
}

describe('the accounts of a daemon', () => {
  it('are listed by name, and remembered while it is away', async () => {
    const { window, daemon, id, clock } = await begin()
    expect(await window.value('accounts.remembered', { daemon: id })).toBeNull()
    const list = await window.value('accounts.list', { daemon: id })
    expect(list.accounts.map(({ name }) => name)).toEqual(['bob', 'localclient', 'me', 'mia'])
    daemon.backend.script = [unreachable]
    daemon.connections[0]?.break()
    await clock.advance(100)
    expect(await window.call('accounts.list', { daemon: id })).toMatchObject({ ok: false, error: { code: 'offline' } })
    expect(await window.value('accounts.remembered', { daemon: id })).toEqual(list)
  })

  it('are nothing for a program, whatever it asks', async () => {
    const { core, id, daemon } = await begin()
    const program = core.enter('program')
    const asked = daemon.asked
    for (const [name, args] of [
      ['accounts.list', { daemon: id }],
      ['accounts.remembered', { daemon: id }],
      ['accounts.create', { daemon: id, name: 'eve', level: 10 }],
      ['accounts.setLevel', { daemon: id, name: 'mia', level: 10 }],
      ['accounts.setPassword', { daemon: id, name: 'mia' }],
      ['accounts.remove', { daemon: id, name: 'mia' }],
      ['accounts.connect', { daemon: id, name: 'x', username: 'mia', password: 'mia pass' }],
    ] as const) {
      expect(await program.call(name, args)).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    }
    expect([daemon.asked, daemon.changes]).toEqual([asked, []])
  })

  it('are not asked for where the daemon said that it cannot, with its reason', async () => {
    const daemon = new Daemon()
    daemon.people.get('me')!.level = 5
    const { window, id } = await begin(daemon)
    expect(await window.call('accounts.list', { daemon: id })).toMatchObject({
      ok: false,
      error: { code: 'level', message: 'Level 10 is needed.' },
    })
    expect(daemon.asked).toBe(0)
  })
})

describe('a new account', () => {
  it('has a password that was made for it and is told once, and nothing else ever says it', async () => {
    const { window, id, daemon, accounts, told, place, close } = await begin()
    const { password } = await window.value('accounts.create', { daemon: id, name: 'tv', level: 1 })
    expect(password).toMatch(/^[A-Za-z0-9]{24}$/)
    expect(daemon.people.get('tv')).toEqual({ level: 1, password })
    const second = await window.value('accounts.create', { daemon: id, name: 'tv2', level: 1 })
    expect(second.password).not.toBe(password)
    expect(
      JSON.stringify([await accounts(), window.events, await window.value('events.list', { limit: 100 })]),
    ).not.toContain(password)
    expect(told()).toEqual(['Made the account tv (Read only), as me.', 'Made the account tv2 (Read only), as me.'])
    expect(window.all.split(password ?? '').length).toBe(2)
    await close()
    const again = await open(daemon.backend, place)
    expect(JSON.stringify(await again.window.value('events.list', { limit: 100 }))).not.toContain(password)
  })

  it('has the password that the person gave, which is not told back', async () => {
    const { window, id, daemon } = await begin()
    const result = await window.value('accounts.create', { daemon: id, name: 'tv', level: 5, password: 'given one' })
    expect(result).toEqual({ unanswered: false, password: null })
    expect(daemon.people.get('tv')).toEqual({ level: 5, password: 'given one' })
    expect(window.all).not.toContain('given one')
  })

  it.each([
    [{ name: 'a:b' }, 'name', 'A user name has no colon.'],
    [{ name: '' }, 'name', 'Give the account a name.'],
    [{ name: 'x\u0007' }, 'name', 'A user name has no invisible characters.'],
    [{ password: 'a:b' }, 'password', 'A password has no colon.'],
    [{ password: '' }, 'password', 'Give a password.'],
  ])('that no file of accounts could hold is refused before anything is sent: %j', async (given, field, message) => {
    const { window, id, daemon } = await begin()
    const answer = await window.call('accounts.create', { daemon: id, name: 'tv', level: 5, ...given })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', message, details: { field } } })
    expect(daemon.changes).toEqual([])
  })
})

describe('the level of an account', () => {
  it('is changed, and history says by whom and to what', async () => {
    const { window, id, level, told } = await begin()
    expect(await window.value('accounts.setLevel', { daemon: id, name: 'mia', level: 10 })).toEqual({
      unanswered: false,
    })
    expect(await level('mia')).toBe(10)
    expect(told()).toEqual(['Gave the account mia the level Admin, as me.'])
    expect(window.events.at(-1)).toMatchObject({ says: { id: 'history.account.level' } })
  })

  it('is not changed for the account that this connection uses', async () => {
    const { window, id, daemon } = await begin()
    const answer = await window.call('accounts.setLevel', { daemon: id, name: 'me', level: 5, confirmed: true })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', details: { guard: 'own' } } })
    expect(daemon.changes).toEqual([])
  })

  it.each([
    ['the last admin', 'bob', 'last-admin'],
    ['the one that the daemon makes itself', 'localclient', 'built-in'],
  ])('of %s is lowered only when the person was told what that means', async (_who, name, guard) => {
    const { window, id, daemon, level } = await begin()
    // Somebody else demoted our own account; the session goes on.
    daemon.people.get('me')!.level = 5
    const answer = await window.call('accounts.setLevel', { daemon: id, name, level: 5 })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', details: { guard } } })
    expect(daemon.changes).toEqual([])
    await window.value('accounts.setLevel', { daemon: id, name, level: 5, confirmed: true })
    expect(await level(name)).toBe(5)
  })

  it('of an account that is gone is not changed, and that is said', async () => {
    const { window, id } = await begin()
    const answer = await window.call('accounts.setLevel', { daemon: id, name: 'eve', level: 5 })
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })
})

describe('removing an account', () => {
  it('is done, and history says by whom', async () => {
    const { window, id, daemon, told } = await begin()
    await window.value('accounts.remove', { daemon: id, name: 'mia' })
    expect([...daemon.people.keys()]).not.toContain('mia')
    expect(told()).toEqual(['Removed the account mia, as me.'])
  })

  it.each([
    ['me', 'own', true],
    ['localclient', 'built-in', true],
  ])('is refused for %s, also when it is confirmed', async (name, guard, confirmed) => {
    const { window, id, daemon } = await begin()
    const answer = await window.call('accounts.remove', { daemon: id, name, confirmed })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', details: { guard } } })
    expect(daemon.changes).toEqual([])
  })

  it('of the last admin goes through only when it is confirmed', async () => {
    const { window, id, daemon } = await begin()
    daemon.people.get('me')!.level = 5
    const answer = await window.call('accounts.remove', { daemon: id, name: 'bob' })
    expect(answer).toMatchObject({ ok: false, error: { details: { guard: 'last-admin' } } })
    await window.value('accounts.remove', { daemon: id, name: 'bob', confirmed: true })
    expect([...daemon.people.keys()]).not.toContain('bob')
  })
})

describe('a new password', () => {
  it('of the own account is kept, and the connection goes on', async () => {
    const { window, id, daemon, place, clock } = await begin()
    const before = daemon.backend.dials.length
    const result = await window.value('accounts.setPassword', { daemon: id, name: 'me', password: 'a new one' })
    expect(result).toEqual({ unanswered: false, password: null, kept: [id], problem: null })
    expect(await place.keeper.get(passwordName(id))).toBe('a new one')
    await clock.advance(1_000)
    expect(daemon.backend.dials).toHaveLength(before)
    daemon.connections[0]?.break()
    await clock.advance(60_000)
    expect(window.daemons[0]?.link.state).toBe('live')
    expect(window.all).not.toContain('a new one')
  })

  it('of an account that another entry of the same daemon uses is kept there, too, and lets it in again', async () => {
    const { window, id, daemon, place, clock } = await begin()
    const other = await window.value('accounts.connect', {
      daemon: id,
      name: 'nas as mia',
      username: 'mia',
      password: 'wrong so far',
    })
    await clock.advance(60_000)
    expect(window.daemons[1]?.link).toMatchObject({ state: 'refused', problem: { code: 'bad-login' } })
    const { password, kept } = await window.value('accounts.setPassword', { daemon: id, name: 'mia' })
    expect([kept, daemon.people.get('mia')?.password]).toEqual([[other.id], password])
    expect(await place.keeper.get(passwordName(other.id))).toBe(password)
    await clock.advance(1_000)
    expect(window.daemons.map(({ link }) => link.state)).toEqual(['live', 'live'])
  })

  it('that cannot be kept is changed all the same, and that is said', async () => {
    const { window, id, daemon, place } = await begin()
    place.keeper.set = () => Promise.reject(new Fault('internal', 'The disk is full.'))
    const result = await window.value('accounts.setPassword', { daemon: id, name: 'me', password: 'a new one' })
    expect(result).toMatchObject({ kept: [], problem: { message: 'The disk is full.' } })
    expect(daemon.people.get('me')?.password).toBe('a new one')
  })
})

describe('a change whose answer never comes', () => {
  it('is told as done when the accounts say so', async () => {
    const { window, id, daemon, told } = await begin()
    daemon.next = 'done, unanswered'
    expect(await window.value('accounts.remove', { daemon: id, name: 'mia' })).toEqual({ unanswered: true })
    expect(told()).toEqual(['Removed the account mia, as me.'])
  })

  it('is told as not done when the accounts say so', async () => {
    const { window, id, daemon, told } = await begin()
    daemon.next = 'lost'
    const answer = await window.call('accounts.create', { daemon: id, name: 'tv', level: 5 })
    expect(answer).toMatchObject({ ok: false, error: { code: 'timeout', says: { id: 'accounts.not-done' } } })
    expect(told()).toEqual([])
  })

  it('is looked up on the next connection where this one ended', async () => {
    const { window, id, daemon, clock } = await begin()
    daemon.next = 'done, unanswered'
    daemon.breaks = true
    const answer = window.call('accounts.setLevel', { daemon: id, name: 'mia', level: 10 })
    await clock.advance(10)
    daemon.breaks = false
    await clock.advance(20_000)
    expect(await answer).toEqual({ ok: true, value: { unanswered: true } })
  })

  it('stays unknown while the daemon is away, and that is said', async () => {
    const { window, id, daemon, clock } = await begin()
    daemon.next = 'lost'
    daemon.breaks = true
    daemon.backend.script = [unreachable]
    const answer = window.call('accounts.remove', { daemon: id, name: 'mia' })
    await clock.advance(60_000)
    expect(await answer).toMatchObject({
      ok: false,
      error: { code: 'outcome-unknown', says: { id: 'accounts.unknown' } },
    })
  })

  it.each(['done, unanswered', 'lost'] as const)(
    'and that was about the own password leaves the right one kept (%s)',
    async (next) => {
      const { window, id, daemon, place, clock } = await begin()
      daemon.next = next
      daemon.breaks = true
      const answer = window.call('accounts.setPassword', { daemon: id, name: 'me', password: 'a new one' })
      await clock.advance(10)
      daemon.breaks = false
      await clock.advance(120_000)
      const isDone = next !== 'lost'
      expect((await answer).ok).toBe(isDone)
      expect(await place.keeper.get(passwordName(id))).toBe(isDone ? 'a new one' : nas.password)
      expect(window.daemons[0]?.link.state).toBe('live')
    },
  )

  it('keeps the old password where neither is taken any more', async () => {
    const { window, id, daemon, place, clock } = await begin()
    daemon.next = 'lost'
    daemon.breaks = true
    const answer = window.call('accounts.setPassword', { daemon: id, name: 'me', password: 'a new one' })
    daemon.people.get('me')!.password = 'somebody else changed it'
    await clock.advance(200_000)
    expect(await answer).toMatchObject({ ok: false, error: { code: 'outcome-unknown' } })
    expect(await place.keeper.get(passwordName(id))).toBe(nas.password)
  })
})

describe('another connection to the same daemon', () => {
  it('is made beside the present one, with the certificate trusted and both kept', async () => {
    const { window, id, daemon, clock, told } = await begin()
    const added = await window.value('accounts.connect', {
      daemon: id,
      name: 'nas as mia',
      username: 'mia',
      password: 'mia pass',
    })
    expect(added).toMatchObject({ name: 'nas as mia', username: 'mia', address: nas.address })
    await clock.advance(200)
    expect(window.daemons.map(({ link, twin }) => [link.state, twin])).toEqual([
      ['live', null],
      ['live', null],
    ])
    expect(daemon.backend.dials.at(-1)?.target).toMatchObject({ identity: certificate, username: 'mia' })
    expect(told()).toEqual(['Added beside nas, as mia.'])
    expect(window.all).not.toContain('mia pass')
  })

  it('is not made twice with the same account', async () => {
    const { window, id } = await begin()
    const args = { daemon: id, name: 'again', username: 'me', password: 'x' }
    expect(await window.call('accounts.connect', args)).toMatchObject({
      ok: false,
      error: { code: 'invalid', message: 'nas is logged in as me there already.', details: { field: 'username' } },
    })
    const elsewhere = await window.value('daemons.add', { ...nas, name: 'box', address: at('box.example') })
    expect(elsewhere.name).toBe('box')
  })
})
