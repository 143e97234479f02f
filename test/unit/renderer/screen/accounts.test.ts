import { describe, expect, it } from 'vitest'
import type { Account, AccountList } from '../../../../preload/contract/accounts.ts'
import type { Daemon } from '../../../../preload/contract/daemons.ts'
import type { Problem } from '../../../../preload/contract/errors.ts'
import {
  chooserLine,
  levelText,
  rowsOf,
  standingOf,
  whoWeAre,
  whyNot,
} from '../../../../renderer/screen/accounts/lines.ts'
import { nameError, passwordErrors } from '../../../../renderer/screen/accounts/passwords.ts'
import { sampleDaemon } from './samples.ts'

const account = (name: string, level: number): Account => ({ name, level, builtIn: name === 'localclient' })
const nas = sampleDaemon({ username: 'admin', level: 10 })
const known = (accounts: Account[] | null, problem: Problem | null = null) => ({
  list: accounts && ({ daemon: nas.id, readAt: 0, accounts, leftOut: 0 } satisfies AccountList),
  isAsking: false,
  problem,
})
const problem = (code: Problem['code'], message = 'Why.'): Problem => ({ code, message, retry: 'never' })
const linked = (state: Daemon['link']['state'], why: Problem | null = null): Partial<Daemon> => ({
  link: { state, since: 0, problem: why, retryAt: null },
})

describe('what the page shows of a daemon', () => {
  const some = known([account('mia', 5)])

  it.each<[string, Partial<Daemon>, ReturnType<typeof known>, object]>([
    ['its accounts', {}, some, { is: 'list', old: false }],
    ['that they are asked for', {}, known(null), { is: 'asking' }],
    ['why they could not be read', {}, known(null, problem('timeout')), { is: 'failed', why: 'Why.' }],
    ['what is known while it is off', linked('off'), some, { is: 'list', old: true }],
    ['that it is off', linked('waiting'), known(null), { is: 'off' }],
    ['that the level is too low', { cannot: { accounts: problem('level') } }, known(null), { is: 'locked' }],
    ['that no level lets in', linked('refused', problem('level')), known(null), { is: 'locked' }],
    ['why it cannot', { cannot: { accounts: problem('incompatible') } }, known(null), { is: 'cannot', why: 'Why.' }],
    ['its certificate first', linked('refused', problem('certificate-changed')), some, { is: 'review' }],
  ])('is %s', (_what, more, about, standing) => {
    expect(standingOf({ ...nas, ...more }, about)).toEqual(standing)
  })

  it('is said in the chooser, too', () => {
    expect(chooserLine(nas, some, 'Deluge', 0)).toMatchObject({ who: 'as admin, Admin 10', count: 1, link: null })
    const low = { ...nas, username: 'rob', level: 5, cannot: { accounts: problem('level') } }
    expect(chooserLine(low, known(null), 'Deluge', 0)).toMatchObject({
      who: 'as rob, Normal 5',
      needsAdmin: true,
      count: null,
    })
    const changed = { ...nas, ...linked('refused', problem('certificate-changed')) }
    expect(chooserLine(changed, known(null), 'Deluge', 0).link).toMatchObject({
      text: 'Certificate changed',
      tone: 'bad',
      act: { remedy: 'review' },
    })
    const away = { ...nas, ...linked('waiting'), lastSeenAt: 0 }
    expect(chooserLine(away, known(null), 'Deluge', 120_000).link?.text).toBe('Last seen 2\u00a0min ago')
  })

  it('names levels, also those that there should not be', () => {
    expect([10, 5, 1, 0, 7].map(levelText)).toEqual(['Admin 10', 'Normal 5', 'Read only 1', 'None 0', 'Level 7'])
    expect(whoWeAre({ ...nas, level: null })).toBe('as admin')
  })
})

describe('the rows of the accounts', () => {
  const beside = sampleDaemon({ id: 'nas1', name: 'nas as mia', username: 'mia', level: 5 })
  const accounts = [account('tv', 1), account('mia', 5), account('admin', 10), account('localclient', 10)]
  const names = (sort: Parameters<typeof rowsOf>[3]): string[] =>
    rowsOf(nas, accounts, [nas, beside], sort).map(({ account: { name } }) => name)

  it('go by the head that was pressed, and by the name where that says nothing', () => {
    expect(names({ by: 'name', down: false })).toEqual(['admin', 'localclient', 'mia', 'tv'])
    expect(names({ by: 'level', down: false })).toEqual(['tv', 'mia', 'admin', 'localclient'])
    expect(names({ by: 'level', down: true })).toEqual(['localclient', 'admin', 'mia', 'tv'])
    expect(names({ by: 'usedBy', down: false })).toEqual(['admin', 'mia', 'localclient', 'tv'])
  })

  it('say which connections use them, and which is ours', () => {
    const rows = rowsOf(nas, accounts, [nas, beside], { by: 'name', down: false })
    const told = rows.map(({ users, isOwn }) => [users.map(({ id }) => id), isOwn])
    expect(told).toEqual([
      [[nas.id], true],
      [[], false],
      [['nas1'], false],
      [[], false],
    ])
  })

  it('say why something cannot be done to them', () => {
    const [own, builtIn, mia] = rowsOf(nas, accounts, [nas], { by: 'name', down: false })
    const why = (row: typeof own) =>
      (['level', 'password', 'remove'] as const).map((act) => whyNot(act, row, nas, null))
    expect(why(own)).toEqual(['You are logged in with it.', null, 'You are logged in with it.'])
    expect(why(builtIn)).toEqual([null, null, 'nas makes it itself.'])
    expect(why(mia)).toEqual([null, null, null])
    expect(why(undefined)).toEqual(Array(3).fill('Choose an account first.'))
    expect(whyNot('password', mia, nas, 'nas is not connected.')).toBe('nas is not connected.')
  })
})

describe('what is typed of an account', () => {
  const taken = [account('mia', 5)]

  it('is told what is wrong before it is sent, and not while nothing was typed', () => {
    expect(nameError('', 'nas', taken)).toBe('Give the account a name.')
    expect(nameError('', 'nas', taken, true)).toBeNull()
    expect(nameError('mia', 'nas', taken)).toBe('nas has an account mia already.')
    expect(nameError('a:b', 'nas', taken, true)).toBe('A user name has no colon.')
    expect(nameError('bob', 'nas', taken)).toBeNull()
  })

  it('is a password that is typed twice, or none where one is made', () => {
    const typed = (password: string, repeat: string) => ({ how: 'typed', password, repeat }) as const
    expect(passwordErrors({ how: 'made', password: ':', repeat: '' })).toEqual({})
    expect(passwordErrors(typed('', ''))).toEqual({ password: 'Give a password.' })
    expect(passwordErrors(typed('', ''), true)).toEqual({})
    expect(passwordErrors(typed('a:b', ''))).toEqual({ password: 'A password has no colon.' })
    expect(passwordErrors(typed('one', ''), true)).toEqual({})
    expect(passwordErrors(typed('one', 'two'))).toEqual({ repeat: 'The two are not the same.' })
    expect(passwordErrors(typed('one', 'one'))).toEqual({})
  })
})
