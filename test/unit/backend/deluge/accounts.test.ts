import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Accounts, Following } from '../../../../main/backend/backend.ts'
import type { WireInput } from '../../../../main/wire/deluge/rencode.ts'
import { dialTo, HandClock, OutgoingRefusal, ScriptedDaemon, silence, speak13, until } from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
let clock: HandClock
let accounts: Accounts

const told = (username: WireInput, authlevel_int: WireInput, password: WireInput = 'plain-text-secret'): WireInput => ({
  username,
  password,
  authlevel: 'WHATEVER',
  authlevel_int,
})
const known = (...list: WireInput[]): void => void (daemon.scripts['core.get_known_accounts'] = () => list)

beforeEach(async () => {
  daemon = await ScriptedDaemon.start()
  clock = new HandClock()
  session = await dialTo(daemon, { clock })
  accounts = session.accounts!
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

describe('the accounts of a daemon', () => {
  it('are told by name and level, and nothing of their passwords is', async () => {
    known(told('localclient', 10), told('mia', 5), told('tv', 1), told('old', 0))
    const list = await accounts.list()
    expect(list).toEqual({
      accounts: [
        { name: 'localclient', level: 10, builtIn: true },
        { name: 'mia', level: 5, builtIn: false },
        { name: 'tv', level: 1, builtIn: false },
        { name: 'old', level: 0, builtIn: false },
      ],
      leftOut: 0,
    })
    expect(JSON.stringify(list)).not.toContain('secret')
  })

  it('of which nobody could log in with are left out and counted', async () => {
    known(
      told('mia', 5),
      told('mia', 10),
      told(7, 5),
      told(null, 5),
      told(Uint8Array.of(0xff, 0xfe), 5),
      told('x'.repeat(300), 5),
      told('a', 'ten'),
      told('b', -1),
      told('c', 2.5),
      told('d', 1e30),
      told('e', null),
      'mia',
      null,
      ['mia', 5],
      {},
    )
    expect(await accounts.list()).toEqual({ accounts: [{ name: 'mia', level: 5, builtIn: false }], leftOut: 14 })
  })

  it('are taken up to a bound, and the others are counted', async () => {
    known(...Array.from({ length: 3_000 }, (_, index) => told(`user${index}`, 5)))
    const { accounts: taken, leftOut } = await accounts.list()
    expect(taken).toHaveLength(1_000)
    expect(leftOut).toBe(2_000)
  })

  it.each([
    ['a text', 'accounts'],
    ['nothing', null],
    ['a dict', {}],
    ['a number', 7],
  ])('that come as %s cannot be understood', async (_what, answer) => {
    daemon.scripts['core.get_known_accounts'] = () => answer
    await expect(accounts.list()).rejects.toMatchObject({ code: 'protocol', says: { id: 'accounts.malformed' } })
  })

  it('cannot be listed by a daemon that stumbles over one of an odd level', async () => {
    daemon.scripts['core.get_known_accounts'] = () =>
      new OutgoingRefusal('WrappedException', ['3', 'KeyError', 'Traceback …'])
    await expect(accounts.list()).rejects.toMatchObject({ code: 'remote', says: { id: 'accounts.unlisted' } })
  })

  it.each([5, 1])('are not told of to level %i, and that is said', async (level) => {
    daemon.scripts['daemon.login'] = () => level
    const low = await dialTo(daemon, { clock })
    expect(low.accounts).toBeNull()
    expect(low.cannot.accounts).toMatchObject({
      code: 'level',
      message: `Accounts need level 10, and ada has level ${level} on Attic. Connect as another account.`,
      details: { have: level, need: 10 },
    })
    low.close()
  })

  it('are not to be had of Deluge 1.3, which has no call for them', async () => {
    speak13(daemon)
    const old = await dialTo(daemon, { target: { memo: '1.3' } })
    expect(old.accounts).toBeNull()
    expect(old.cannot.accounts).toMatchObject({ code: 'incompatible', retry: 'never' })
    expect(old.cannot.accounts?.message).toContain('Deluge 1.3')
    old.close()
  })
})

describe('a change of an account', () => {
  it('makes a new one with the level’s name', async () => {
    daemon.scripts['core.create_account'] = () => true
    for (const [level, name] of [
      [10, 'ADMIN'],
      [5, 'NORMAL'],
      [1, 'READONLY'],
      [0, 'NONE'],
    ] as const) {
      await accounts.change({ do: 'create', name: `x${level}`, level, password: 'p' })
      expect(daemon.calls('core.create_account').at(-1)?.args).toEqual([`x${level}`, 'p', name])
    }
  })

  it('of the level gives the password back as it was told, and one of the password the level', async () => {
    known(told('mia', 5, 'old-one'), told('tv', 1))
    daemon.scripts['core.update_account'] = () => true
    await accounts.change({ do: 'level', name: 'mia', level: 10 })
    await accounts.change({ do: 'password', name: 'mia', password: 'new-one' })
    expect(daemon.calls('core.update_account').map(({ args }) => args)).toEqual([
      ['mia', 'old-one', 'ADMIN'],
      ['mia', 'new-one', 'NORMAL'],
    ])
  })

  it('of one that is not there any more says so and changes nothing', async () => {
    known(told('tv', 1))
    await expect(accounts.change({ do: 'level', name: 'mia', level: 10 })).rejects.toMatchObject({ code: 'not-found' })
    expect(daemon.calls('core.update_account')).toEqual([])
  })

  it('of a level that cannot be given back changes nothing', async () => {
    known(told('mia', 7), told('tv', 1, 5))
    const given = accounts.change({ do: 'password', name: 'mia', password: 'p' })
    await expect(given).rejects.toMatchObject({ code: 'incompatible', says: { id: 'accounts.unwritable' } })
    await expect(accounts.change({ do: 'level', name: 'tv', level: 5 })).rejects.toMatchObject({ code: 'protocol' })
    expect(daemon.calls('core.update_account')).toEqual([])
  })

  it.each([
    ['Username in use.', 'invalid', 'accounts.taken'],
    ['Username not known', 'not-found', 'accounts.gone'],
    ['You cannot delete your own account while logged in!', 'invalid', 'accounts.own'],
    ['Something else.', 'remote', 'accounts.refused'],
  ])('that the daemon refuses (%s) is told in words', async (message, code, id) => {
    daemon.scripts['core.create_account'] = () => new OutgoingRefusal('AuthManagerError', [message, 'mia'])
    const change = accounts.change({ do: 'create', name: 'mia', level: 5, password: 'p' })
    await expect(change).rejects.toMatchObject({ code, says: { id } })
  })

  it('that fails says nothing of the password, whatever the daemon repeats', async () => {
    const password = 'correct-horse'
    daemon.scripts['core.create_account'] = () =>
      new OutgoingRefusal('WrappedException', [`bad ${password}`, password, `Traceback ${password}`])
    const failed: unknown = await accounts
      .change({ do: 'create', name: 'mia', level: 5, password })
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'remote', message: 'Attic refused this: bad ….' })
    expect(JSON.stringify({ ...(failed as Error) }) + String(failed)).not.toContain(password)
    expect((failed as Error).cause).toBeUndefined()
  })

  it('without an answer leaves its outcome unknown, and reading says which it was', async () => {
    daemon.scripts['core.create_account'] = () => silence
    const change = { do: 'create', name: 'mia', level: 5, password: 'p' } as const
    const failing = expect(accounts.change(change)).rejects.toMatchObject({ code: 'outcome-unknown' })
    await until(() => daemon.calls('core.create_account').length === 1)
    clock.pass(20_000)
    await failing
    known(told('tv', 1))
    expect(await accounts.isSo(change)).toBe(false)
    known(told('tv', 1), told('mia', 5, 'p'))
    expect(await accounts.isSo(change)).toBe(true)
  })
})

describe('whether a change is made', () => {
  it.each([
    [{ do: 'create', name: 'mia', level: 5, password: 'p' }, true],
    [{ do: 'create', name: 'mia', level: 1, password: 'p' }, false],
    [{ do: 'create', name: 'mia', level: 5, password: 'q' }, false],
    [{ do: 'create', name: 'bob', level: 5, password: 'p' }, false],
    [{ do: 'level', name: 'mia', level: 5 }, true],
    [{ do: 'level', name: 'mia', level: 10 }, false],
    [{ do: 'level', name: 'bob', level: 10 }, false],
    [{ do: 'password', name: 'mia', password: 'p' }, true],
    [{ do: 'password', name: 'mia', password: 'q' }, false],
    [{ do: 'remove', name: 'mia' }, false],
    [{ do: 'remove', name: 'bob' }, true],
  ] as const)('is read from the accounts: %j', async (change, isSo) => {
    known(told('mia', 5, 'p'))
    expect(await accounts.isSo(change)).toBe(isSo)
  })
})
