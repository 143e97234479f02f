import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../main/core/core.ts'
import { calls } from '../../../preload/contract/calls.ts'
import { feeds } from '../../../preload/contract/feeds.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { FakeBackend, hashOf } from './fake-backend.ts'
import { newPlace, open, unreachable } from './house.ts'

let caller: Caller

beforeEach(async () => {
  caller = (await open(new FakeBackend(unreachable))).window.caller
})

async function refusalOf(name: unknown, args: unknown): Promise<Problem> {
  const answer = await caller.call(name, args)
  if (answer.ok) throw new Error(`${JSON.stringify(name)} was carried out`)
  return answer.error
}

/** An array that says how many of its items were looked at. */
function countedKeys(count: number, key: string): { keys: string[]; looks: () => number } {
  let looks = 0
  const keys = new Proxy(Array<string>(count).fill(key), {
    get(target, name, receiver) {
      if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1
      return Reflect.get(target, name, receiver) as unknown
    },
  })
  return { keys, looks: () => looks }
}

const key = `abcd/${hashOf(1)}`

describe('the arguments of a call', () => {
  it.each<[string, unknown, string, string]>([
    ['events.list', { limit: 'many' }, 'limit', '"limit" of events.list must be a number.'],
    ['events.list', { limit: 1.5 }, 'limit', '"limit" of events.list must be a whole number.'],
    ['events.list', { limit: 5000 }, 'limit', '"limit" of events.list must be 1,000 or less.'],
    ['events.list', { limit: 0 }, 'limit', '"limit" of events.list must be 1 or more.'],
    ['events.list', {}, 'limit', '"limit" of events.list is missing.'],
    ['events.unread', { after: 1e999 }, 'after', '"after" of events.unread must be a whole number.'],
    ['torrents.pause', { keys: 7 }, 'keys', '"keys" of torrents.pause must be a list.'],
    ['torrents.pause', { keys: [key, 7] }, 'keys.1', '"keys.1" of torrents.pause must be a text.'],
    ['torrents.pause', { keys: [key, 'x'] }, 'keys.1', 'That is not a torrent’s key.'],
    ['torrents.pause', { keys: [] }, 'keys', 'Choose a torrent first.'],
    [
      'torrents.remove',
      { keys: [key], withFiles: 1 },
      'withFiles',
      '"withFiles" of torrents.remove must be true or false.',
    ],
    [
      'torrents.queue',
      { keys: [key], to: 'side' },
      'to',
      '"to" of torrents.queue must be one of "top", "up", "down", "bottom".',
    ],
    [
      'daemons.test',
      { kind: 'deluge', username: '', address: { way: 'pigeon' } },
      'address.way',
      '"address.way" of daemons.test must be one of "tls", "tcp", "unix", "url".',
    ],
    [
      'daemons.test',
      { kind: 'deluge', username: '', address: 7 },
      'address',
      '"address" of daemons.test must be an object.',
    ],
    [
      'view.watch',
      { visible: Array<string>(501).fill(key), selected: [] },
      'visible',
      '"visible" of view.watch must have 500 entries or fewer.',
    ],
    [
      'app.openExternal',
      { url: 'x'.repeat(3000) },
      'url',
      '"url" of app.openExternal must have 2,048 characters or fewer.',
    ],
  ])('are named by a sentence where they do not fit: %s %o', async (name, args, field, message) => {
    expect(await refusalOf(name, args)).toMatchObject({
      code: 'invalid',
      message,
      retry: 'after-change',
      details: { call: name, field },
    })
  })

  it('are named as a whole where they are no object', async () => {
    for (const args of ['x', 7, true]) {
      expect(await refusalOf('events.list', args)).toMatchObject({
        message: 'The arguments of events.list must be an object.',
      })
    }
  })

  it('are refused before they are looked at when they are too many, however right or wrong each may be', async () => {
    for (const one of [key, 'wrong']) {
      const { keys, looks } = countedKeys(5_000_000, one)
      expect(await refusalOf('torrents.pause', { keys })).toMatchObject({
        code: 'invalid',
        message: 'That is more than torrents.pause takes, or no plain data: say it with less.',
      })
      expect(looks()).toBe(0)
    }
  })

  it('are checked up to the first that is wrong', async () => {
    const { keys, looks } = countedKeys(200_000, 'wrong')
    expect(await refusalOf('torrents.pause', { keys })).toMatchObject({ details: { field: 'keys.0' } })
    // Once each by the count, and one by the check.
    expect(looks()).toBe(200_001)
  })

  it('have the room of their own call, not that of the largest', async () => {
    for (const args of [
      { x: 'x'.repeat(10_000) },
      { x: Array.from({ length: 1000 }, () => 1) },
      { x: [[[[[[1]]]]]] },
      { x: new Map() },
      { x: 1n },
    ]) {
      expect((await refusalOf('app.info', args)).message).toMatch(/^That is more than app\.info takes/)
    }
  })

  it('are refused for feeds as for calls', () => {
    const whys: Problem[] = []
    const listener = { item: () => {}, ended: (why: Problem) => void whys.push(why) }
    caller.on('details', { key: 'x' }, listener)
    caller.on('torrents', { first: 1000 }, listener)
    caller.on('settings', { x: 'x'.repeat(10_000) }, listener)
    expect(whys.map(({ code, message }) => [code, message])).toEqual([
      ['invalid', 'That is not a torrent’s key.'],
      ['invalid', '"first" of torrents must be 500 or less.'],
      ['invalid', 'That is more than settings takes, or no plain data: say it with less.'],
    ])
  })
})

describe('the name of a call or feed', () => {
  it('is refused in a sentence, whatever it is', async () => {
    const names: [unknown, string][] = [
      [{ toString: 1 }, 'A call is named by a text.'],
      [null, 'A call is named by a text.'],
      [['app.info'], 'A call is named by a text.'],
      ['constructor', 'There is no call "constructor".'],
      ['x'.repeat(1_000_000), `There is no call "${'x'.repeat(80)}…".`],
      ['a\u202eb\n', 'There is no call "ab".'],
    ]
    for (const [name, message] of names) {
      expect(await refusalOf(name, {})).toMatchObject({ code: 'invalid', message, retry: 'after-change' })
    }
    const whys: string[] = []
    caller.on({ toString: 1 }, {}, { item: () => {}, ended: ({ message }) => void whys.push(message) })
    expect(whys).toEqual(['A feed is named by a text.'])
  })

  it('and no value of any kind is ever a fault of ours', async () => {
    const odd: unknown[] = [
      null,
      7,
      'x',
      [],
      {},
      { toString: 1 },
      { __proto__: null },
      [[]],
      { keys: {} },
      { key: { toString: 1 } },
    ]
    for (const name of Object.keys(calls)) {
      for (const args of odd) {
        const answer = await caller.call(name, args)
        if (!answer.ok) expect([name, args, answer.error.code]).not.toEqual([name, args, 'internal'])
      }
    }
    for (const name of Object.keys(feeds)) {
      for (const args of odd) {
        const ended = (why: Problem): void => expect([name, args, why.code]).not.toEqual([name, args, 'internal'])
        caller.on(name, args, { item: () => {}, ended })()
      }
    }
  })
})

describe('settings that are none', () => {
  it.each<[unknown, string]>([
    [{ theme: 7 }, '"theme" of settings.set must be one of "system", "light", "dark".'],
    [{ theme: 'pink' }, '"theme" of settings.set must be one of "system", "light", "dark".'],
    [{ sidebarPx: 1 }, '"sidebarPx" of settings.set must be 160 or more.'],
    [{ sidebarPx: '300' }, '"sidebarPx" of settings.set must be a number.'],
    [{ detailsOpen: 'yes' }, '"detailsOpen" of settings.set must be true or false.'],
    [{ colour: 'red' }, '"colour" of settings.set is not known: leave it out.'],
    [{ theme: 'dark', colour: 'red' }, '"colour" of settings.set is not known: leave it out.'],
    [{ toString: 'x' }, '"toString" of settings.set is not known: leave it out.'],
    [JSON.parse('{"__proto__":{"theme":"dark"}}'), '"__proto__" of settings.set is not known: leave it out.'],
    [{ columns: [{ id: 'name', width: 5, visible: true }] }, '"columns.0.width" of settings.set must be 32 or more.'],
    [
      { columns: [{ id: 'nose', width: 50, visible: true }] },
      expect.stringMatching(/^"columns\.0\.id" of settings\.set must be one of "queue", "name"/) as string,
    ],
    [{ folded: Array(101).fill('x') }, '"folded" of settings.set must have 100 entries or fewer.'],
    [{ folded: ['x'.repeat(101)] }, '"folded.0" of settings.set must have 100 characters or fewer.'],
    [
      { adding: { daemon: null, choices: { a: { folder: 7, paused: true } } } },
      '"adding.choices.a.folder" of settings.set must be a text.',
    ],
  ])('are refused in a sentence and nothing of them is kept: %o', async (values, message) => {
    const place = newPlace()
    const first = await open(new FakeBackend(unreachable), place)
    await first.window.value('settings.set', { theme: 'light' })
    const before = await first.window.value('settings.get', {})
    expect(await first.window.caller.call('settings.set', values)).toMatchObject({
      ok: false,
      error: { code: 'invalid', message },
    })
    expect(await first.window.value('settings.get', {})).toEqual(before)
    await first.close()
    const second = await open(new FakeBackend(unreachable), place)
    expect(await second.window.value('settings.get', {})).toEqual(before)
  })

  it('are refused where all of them together would be more than Estuary keeps', async () => {
    const choices = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`daemon${at}`, { folder: '/x'.repeat(2000), paused: false }]),
    )
    const error = await refusalOf('settings.set', { adding: { daemon: null, choices } })
    expect(error).toMatchObject({
      code: 'too-large',
      message: 'These settings are more than Estuary keeps; the ones from before stay.',
    })
    expect(await caller.call('settings.get', {})).toMatchObject({ value: { adding: { daemon: null, choices: {} } } })
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`d${at}`, { folder: '/x', paused: false }]))
    expect((await refusalOf('settings.set', { adding: { daemon: null, choices: many } })).message).toBe(
      '"adding.choices" of settings.set must have 500 entries or fewer.',
    )
  })
})
