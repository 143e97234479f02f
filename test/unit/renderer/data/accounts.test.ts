import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountList } from '../../../../preload/contract/accounts.ts'
import type { Problem } from '../../../../preload/contract/errors.ts'
import { Accounts } from '../../../../renderer/data/accounts.svelte.ts'
import { Daemons } from '../../../../renderer/data/daemons.svelte.ts'
import { HandBridge, makeDaemon, offline } from './bridge.ts'

const tooLow: Problem = { code: 'level', message: 'Level 10 is needed.', retry: 'after-change' }
const off = { state: 'off', since: 0, problem: null, retryAt: null } as const

let bridge: HandBridge
let daemons: Daemons
let accounts: Accounts
const nas = makeDaemon('nas0')
const guest = makeDaemon('guest0', { level: 5, cannot: { accounts: tooLow } })

const listOf = (...names: string[]): AccountList => ({
  daemon: 'nas0',
  readAt: 1,
  accounts: names.map((name) => ({ name, level: 5, builtIn: false })),
  leftOut: 0,
})
const named = (id: string): string[] | undefined => accounts.known(id).list?.accounts.map(({ name }) => name)

beforeEach(() => {
  bridge = new HandBridge()
  daemons = new Daemons(bridge)
  accounts = new Accounts(bridge, daemons)
  bridge.say('daemons', [guest, nas])
})

describe('the daemon whose accounts are shown', () => {
  it('is the one that was chosen, as long as it is there', () => {
    accounts.choose('guest0')
    expect(accounts.chosen?.id).toBe('guest0')
    bridge.say('daemons', [nas])
    expect(accounts.chosen?.id).toBe('nas0')
  })

  it('is else one that tells of them, or the first', () => {
    expect(accounts.chosen?.id).toBe('nas0')
    bridge.say('daemons', [guest])
    expect(accounts.chosen?.id).toBe('guest0')
    bridge.say('daemons', [])
    expect(accounts.chosen).toBeUndefined()
  })
})

describe('the accounts of a daemon', () => {
  it('are read where they can be, and else what is remembered of them', async () => {
    bridge.answers['accounts.list'] = () => listOf('mia')
    bridge.answers['accounts.remembered'] = () => null
    accounts.readAll()
    await Promise.resolve()
    expect(bridge.asked.map(({ name }) => name)).toEqual(['accounts.remembered', 'accounts.list'])
    await expect.poll(() => named('nas0')).toEqual(['mia'])
    expect(accounts.known('guest0')).toEqual({ list: null, isAsking: false, problem: null })
  })

  it('stay known while it is away, and are not asked for then', async () => {
    bridge.answers['accounts.list'] = () => listOf('mia')
    await accounts.read(nas)
    const gone = makeDaemon('nas0', { link: off })
    bridge.say('daemons', [gone])
    await accounts.read(gone)
    expect(named('nas0')).toEqual(['mia'])
    expect(bridge.named('accounts.list')).toHaveLength(1)
  })

  it('that could not be read leave what was known, with the reason', async () => {
    bridge.answers['accounts.list'] = () => listOf('mia')
    await accounts.read(nas)
    bridge.answers['accounts.list'] = () => offline
    await accounts.read(nas)
    expect(named('nas0')).toEqual(['mia'])
    expect(accounts.known('nas0')).toMatchObject({ isAsking: false, problem: offline })
  })

  it('are those of the latest reading, whichever answer comes last', async () => {
    const answers: ((list: AccountList) => void)[] = []
    bridge.call = (() =>
      new Promise((resolve) => answers.push((value) => resolve({ ok: true, value })))) as unknown as HandBridge['call']
    const first = accounts.read(nas)
    const second = accounts.read(nas)
    answers[1]?.(listOf('new'))
    await second
    answers[0]?.(listOf('old'))
    await first
    expect(named('nas0')).toEqual(['new'])
  })

  it('are read again behind a change, however it went', async () => {
    bridge.answers['accounts.list'] = () => listOf('tv')
    bridge.answers['accounts.remove'] = () => offline
    const answer = await accounts.change('accounts.remove', { daemon: 'nas0', name: 'mia' })
    expect(answer).toEqual({ ok: false, error: offline })
    expect(named('nas0')).toEqual(['tv'])
  })
})
