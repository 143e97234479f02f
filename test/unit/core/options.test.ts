import { expect, it } from 'vitest'
import { FakeBackend, FakeConnection, hashOf, hostOf } from './fake-backend.ts'
import { box, nas, open, torrent, unreachable } from './house.ts'

/** Two daemons with two torrents each, and their keys. */
async function twoDaemons() {
  const sessions = [1, 2].map(() => new FakeConnection([torrent(1), torrent(2)])) as [FakeConnection, FakeConnection]
  const backend = new FakeBackend((target) =>
    Promise.resolve(hostOf(target) === 'nas.home' ? sessions[0] : sessions[1]),
  )
  sessions[1].identity = 'CC:DD'
  const house = await open(backend)
  const first = await house.window.value('daemons.add', nas)
  const second = await house.window.value('daemons.add', box)
  await house.clock.advance(1_000)
  for (const { inside } of sessions) {
    for (const n of [1, 2])
      inside.optionsOf.set(hashOf(n), { sequential: true, downLimitBytesPerSecond: null, owner: 'ada' })
  }
  const keyOf = (daemon: { id: string }, n: number): string => `${daemon.id}/${hashOf(n)}`
  const keys = [keyOf(first, 1), keyOf(first, 2), keyOf(second, 1), keyOf(second, 2)]
  return { ...house, backend, sessions, ids: [first.id, second.id] as const, keys }
}

it('options that all torrents share are told once', async () => {
  const { window, keys, ids } = await twoDaemons()
  const reading = await window.value('options.read', { keys: [...keys, ...keys] })
  expect(reading.read).toBe(4)
  expect(reading.options.map(({ option, value, mixed }) => [option, value, mixed])).toEqual([
    ['downLimitBytesPerSecond', null, false],
    ['sequential', true, false],
    ['owner', 'ada', false],
  ])
  expect(reading.daemons.map(({ daemon }) => daemon)).toEqual(ids)
})

it('options that they do not share are mixed, and the value of each daemon is told', async () => {
  const { window, keys, sessions, ids } = await twoDaemons()
  const [first, second] = sessions
  for (const n of [1, 2]) second.inside.optionsOf.set(hashOf(n), { downLimitBytesPerSecond: 500 })
  first.inside.optionsOf.set(hashOf(2), { sequential: false, downLimitBytesPerSecond: null })
  const { options } = await window.value('options.read', { keys })
  const share = { on: 1, of: 2 }
  expect(options).toEqual([
    {
      option: 'downLimitBytesPerSecond',
      value: null,
      mixed: true,
      by: [
        { daemon: ids[0], value: null, mixed: false },
        { daemon: ids[1], value: 500, mixed: false },
      ],
    },
    {
      option: 'sequential',
      value: null,
      mixed: true,
      share,
      by: [{ daemon: ids[0], value: null, mixed: true, share }],
    },
    { option: 'owner', value: 'ada', mixed: false, by: [{ daemon: ids[0], value: 'ada', mixed: false }] },
  ])
})

it('what a daemon cannot change is told with its reason, and labels with their daemon', async () => {
  const { window, keys, sessions } = await twoDaemons()
  const problem = { code: 'level', message: 'Admins only.', retry: 'after-change' } as const
  sessions[1].inside.offers = { cannot: new Map([['owner', problem]]), labels: null }
  const { daemons } = await window.value('options.read', { keys })
  expect(daemons.map(({ cannot, labels }) => ({ cannot, labels }))).toEqual([
    { cannot: [], labels: [] },
    { cannot: [{ option: 'owner', problem }], labels: null },
  ])
})

it('a daemon that is off costs only its own torrents, in reading and in changing', async () => {
  const { window, keys, sessions, backend, clock } = await twoDaemons()
  backend.script = [unreachable]
  sessions[0].break()
  await clock.advance(10)
  const reading = await window.value('options.read', { keys })
  expect(reading.read).toBe(2)
  expect(reading.problems.map(({ key, problem }) => [key, problem?.code])).toEqual([
    [keys[0], 'offline'],
    [keys[1], 'offline'],
  ])
  const results = await window.value('options.set', { keys, change: { sequential: false } })
  expect(results.map(({ failed }) => failed.map(({ option, problem }) => [option, problem.code]))).toEqual([
    [['sequential', 'offline']],
    [['sequential', 'offline']],
    [],
    [],
  ])
})

it('changes are lines of history, a line for each daemon', async () => {
  const { window, keys, sessions } = await twoDaemons()
  sessions[1].inside.optionsOf.delete(hashOf(2))
  await window.value('options.set', { keys, change: { shared: true, uploadSlots: 3 } })
  expect(window.events.slice(-2).map(({ says }) => says)).toEqual([
    { id: 'history.optionsMany', with: { number: 2 } },
    { id: 'history.options', with: { torrent: 'torrent 1' } },
  ])
  expect(sessions[0].inside.optionsOf.get(hashOf(1))).toMatchObject({ shared: true, uploadSlots: 3, sequential: true })
})

it('an account that may not change options is refused with the reason', async () => {
  const { window, keys, sessions } = await twoDaemons()
  sessions[0].cannot = { options: { code: 'level', message: 'Level 1 may not.', retry: 'after-change' } }
  const results = await window.value('options.set', { keys: keys.slice(0, 1), change: { shared: true } })
  expect(results[0]?.failed).toMatchObject([{ option: 'shared', problem: { message: 'Level 1 may not.' } }])
  expect(sessions[0].inside.asked).not.toContain('setOptions')
})

it.each([
  [{}, 'invalid'],
  [{ uploadSlots: 0 }, 'invalid'],
  [{ downLimitBytesPerSecond: -1 }, 'invalid'],
  [{ stopRatio: Infinity }, 'invalid'],
  [{ owner: '' }, 'invalid'],
  [{ colour: 'red' }, 'invalid'],
])('a change %j is refused as %s', async (change, code) => {
  const { window, keys } = await twoDaemons()
  expect(await window.caller.call('options.set', { keys, change })).toMatchObject({ ok: false, error: { code } })
})
