import { describe, expect, it } from 'vitest'
import {
  type Account,
  isLastAdmin,
  NewAccountNameSchema,
  NewAccountPasswordSchema,
  reachesSame,
  usersOf,
  wrongAbout,
} from '../../../preload/contract/accounts.ts'

const at = (host: string) => ({ way: 'tls' as const, host, port: 58846 })

describe('the name of a new account', () => {
  it.each(['mia', 'archive-bot', 'Ünal', '映画', 'a.b+c@d', 'x#1'])('may be %j', (name) => {
    expect(wrongAbout(NewAccountNameSchema, name)).toBeNull()
  })

  it.each([
    ['', 'Give the account a name.'],
    ['a:b', 'A user name has no colon.'],
    ['a b', 'A user name has no spaces.'],
    [' a', 'A user name has no spaces.'],
    ['a\u00a0', 'A user name has no spaces.'],
    ['a\n', 'A user name has no spaces.'],
    ['#mia', 'A user name does not begin with #.'],
    ['a\u0000b', 'A user name has no invisible characters.'],
    ['a\u202eb', 'A user name has no invisible characters.'],
    ['a\u200bb', 'A user name has no invisible characters.'],
    ['a\ud800', 'A user name has no invisible characters.'],
    ['x'.repeat(257), 'A user name has at most 256 characters.'],
  ])('may not be %j, and that is said', (name, why) => {
    expect(wrongAbout(NewAccountNameSchema, name)).toBe(why)
  })
})

describe('a new password', () => {
  it.each(['x', 'correct horse battery', 'p#w/%"\'\\', 'Füße 雪'])('may be %j', (password) => {
    expect(wrongAbout(NewAccountPasswordSchema, password)).toBeNull()
  })

  it.each([
    ['', 'Give a password.'],
    ['a:b', 'A password has no colon.'],
    ['a\nb', 'A password has no line breaks or other control characters.'],
    ['a\rb', 'A password has no line breaks or other control characters.'],
    ['a\u2028b', 'A password has no line breaks or other control characters.'],
    ['a\udc00', 'A password has no line breaks or other control characters.'],
    [' a', 'A password neither begins nor ends with a space.'],
    ['a\u00a0', 'A password neither begins nor ends with a space.'],
    ['x'.repeat(1025), 'A password has at most 1024 characters.'],
  ])('may not be %j, and that is said', (password, why) => {
    expect(wrongAbout(NewAccountPasswordSchema, password)).toBe(why)
  })
})

describe('two entries of the list', () => {
  const nas = { kind: 'deluge', address: at('nas.home'), fingerprint: 'AA' }

  it('reach the same daemon when it shows the same certificate, wherever it is', () => {
    expect(reachesSame(nas, { ...nas, address: at('10.0.0.2') })).toBe(true)
    expect(reachesSame(nas, { ...nas, fingerprint: 'BB' })).toBe(false)
    expect(reachesSame(nas, { ...nas, kind: 'other' })).toBe(false)
  })

  it('reach the same daemon at the same address while one of them trusts nothing yet', () => {
    expect(reachesSame(nas, { ...nas, address: at('NAS.home'), fingerprint: null })).toBe(true)
    expect(reachesSame(nas, { ...nas, address: at('box.home'), fingerprint: null })).toBe(false)
  })

  it('use an account when they log in there by its name', () => {
    const entries = [
      { ...nas, id: 'one', username: 'admin' },
      { ...nas, id: 'two', username: 'mia', address: at('10.0.0.2') },
      { ...nas, id: 'three', username: 'mia', fingerprint: 'BB' },
    ]
    expect(usersOf(nas, 'mia', entries).map(({ id }) => id)).toEqual(['two'])
    expect(usersOf(nas, 'tv', entries)).toEqual([])
  })
})

describe('the last admin', () => {
  const account = (name: string, level: number, builtIn = false): Account => ({ name, level, builtIn })

  it('is the only account of that level, beside the one that the daemon makes for its own machine', () => {
    const accounts = [account('localclient', 10, true), account('ada', 10), account('mia', 5)]
    expect(isLastAdmin(accounts, 'ada')).toBe(true)
    expect(isLastAdmin(accounts, 'mia')).toBe(false)
    expect(isLastAdmin(accounts, 'localclient')).toBe(false)
    expect(isLastAdmin([...accounts, account('bob', 10)], 'ada')).toBe(false)
  })
})
