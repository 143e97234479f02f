import { describe, expect, it } from 'vitest'
import { passwordName } from '../../../main/core/daemons/managed.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { at, nas, open, unreachable } from './house.ts'
import { begin, certificate, PeopledDaemon } from './peopled-daemon.ts'
import { said } from '../../said.ts'

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
    const daemon = new PeopledDaemon()
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
    place.keeper.set = () => Promise.reject(new Fault('internal', said('The disk is full.')))
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

describe('an entry that is to log in with another account', () => {
  it('does not take the kept password along, which is another’s', async () => {
    const { window, id, daemon, place } = await begin()
    const edit = { id, name: 'nas', address: nas.address, username: 'mia' }
    const refused = {
      ok: false,
      error: {
        code: 'invalid',
        message: 'Type the password of mia: the kept one is that of me.',
        details: { field: 'password' },
      },
    }
    expect(await window.call('daemons.edit', edit)).toMatchObject(refused)
    const dials = daemon.backend.dials.length
    const trial = await window.call('daemons.test', { id, kind: nas.kind, address: nas.address, username: 'mia' })
    expect(trial).toMatchObject({ ok: false, error: { details: { field: 'password' } } })
    expect(daemon.backend.dials).toHaveLength(dials)
    expect((await window.call('daemons.edit', { ...edit, password: 'mia pass' })).ok).toBe(true)
    expect(await place.keeper.get(passwordName(id))).toBe('mia pass')
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
