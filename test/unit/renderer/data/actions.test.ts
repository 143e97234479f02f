import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ItemResult } from '../../../../preload/contract/torrents.ts'
import { Actions, askAbove } from '../../../../renderer/data/actions.ts'
import { Daemons } from '../../../../renderer/data/daemons.svelte.ts'
import { Dialogs } from '../../../../renderer/data/dialogs.svelte.ts'
import { summarise, type Summary } from '../../../../renderer/data/results.ts'
import { Places } from '../../../../renderer/data/places.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { Listing } from '../../../../renderer/data/listing.svelte.ts'
import { Removals } from '../../../../renderer/data/removals.svelte.ts'
import { SettingsMirror } from '../../../../renderer/data/settings.svelte.ts'
import { Pending } from '../../../../renderer/data/pending.svelte.ts'
import { Torrents } from '../../../../renderer/data/torrents.svelte.ts'
import { hashOf, makeTorrent } from '../view/rows.ts'
import { byHand, HandBridge, makeDaemon, offline, rowsItem, settled } from './bridge.ts'

const failed = (number: number, message = offline.message): ItemResult => ({
  key: `attic0/${hashOf(number)}`,
  problem: { ...offline, message },
})

const known = {
  torrent: (key: string) => (key.endsWith('9') ? undefined : `film ${key.at(-1) ?? ''}`),
  daemon: (id: string) => id.replace('0', ''),
}
const told = ({ lines }: Summary): string[] =>
  lines.map(({ who, text }) => `${who}: ${text}`.replaceAll(/[\u2068\u2069]/g, ''))

describe('what is said of a verb', () => {
  it('is one short sentence when all went well', () => {
    expect(summarise('pause', 2, [], known)).toEqual({ text: 'Paused 2 torrents.', tone: 'ok', lines: [] })
    expect(summarise('removeFiles', 1, [], known).text).toBe('Removed 1 torrent with its files.')
  })

  it('says in a line of its own what failed and why', () => {
    const said = summarise('pause', 1, [failed(2)], known)
    expect(said).toMatchObject({ text: '1 of 2 torrents paused; 1 not.', tone: 'bad' })
    expect(told(said)).toEqual(['film 2: attic is not connected.'])
  })

  it('counts how many a reason stopped on a daemon, the most frequent first', () => {
    const results = [failed(1, 'One.'), failed(2, 'Two.'), failed(3, 'Two.'), failed(4, 'Two.')]
    const said = summarise('resume', 0, results, known)
    expect(said.text).toBe('None of the 4 torrents were resumed.')
    expect(told(said)).toEqual(['3 torrents on attic: Two.', 'film 1: One.'])
  })

  it('names a torrent by its daemon when its name is not known any more', () => {
    expect(told(summarise('pause', 0, [failed(9)], known))).toEqual(['1 torrent on attic: attic is not connected.'])
  })

  it('does not hide that there are more reasons than it tells', () => {
    const results = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => failed(number, `Reason ${number}.`))
    expect(told(summarise('recheck', 0, results, known)).at(-1)).toBe(': 2 other reasons too.')
  })
})

const notAllowed = { code: 'level', message: 'This account on guest removes nothing.', retry: 'after-change' } as const

let bridge: HandBridge
let pending: Pending
let toasts: Toasts
let actions: Actions
let dialogs: Dialogs

beforeEach(() => {
  vi.useFakeTimers()
  bridge = new HandBridge()
  const frame = byHand()
  const torrents = new Torrents(bridge, { picture: frame.schedule, filling: frame.schedule, drawn: frame.schedule })
  const daemons = new Daemons(bridge)
  pending = new Pending()
  toasts = new Toasts()
  dialogs = new Dialogs()
  const listing = new Listing(torrents, daemons, new SettingsMirror(bridge, toasts))
  const removals = new Removals({ bridge, daemons, torrents, toasts })
  const places = new Places({ daemons, torrents, canShow: false })
  actions = new Actions({ bridge, torrents, daemons, pending, removals, toasts, dialogs, listing, places })
  torrents.listen((changes) => pending.settle(changes))
  bridge.say('daemons', [
    makeDaemon('nas0'),
    makeDaemon('attic0', { link: { state: 'waiting', since: 0, problem: null, retryAt: null } }),
    makeDaemon('guest0', { cannot: { remove: notAllowed } }),
  ])
  bridge.say(
    'torrents',
    rowsItem({
      daemon: 'nas0',
      from: null,
      revision: 1,
      put: [makeTorrent(1), makeTorrent(2, { state: 'paused' })],
      drop: [],
    }),
  )
  frame.run()
})
afterEach(() => {
  pending.close()
  vi.useRealTimers()
})

const [one, two] = [`nas0/${hashOf(1)}`, `nas0/${hashOf(2)}`]

describe('a verb', () => {
  it('shows on its rows at once and until their next change', async () => {
    bridge.answers['torrents.pause'] = () => [{ key: one, problem: null }]
    const done = actions.pause([one])
    expect(pending.of(one)).toBe('pause')
    await done
    expect(pending.of(one)).toBe('pause')
    pending.settle([{ key: one, before: undefined, after: undefined }])
    expect(pending.of(one)).toBeNull()
  })

  it('leaves the rows where it failed at once, and says so', async () => {
    bridge.answers['torrents.pause'] = () => [
      { key: one, problem: offline },
      { key: two, problem: null },
    ]
    await actions.pause([one, two])
    expect(pending.of(one)).toBeNull()
    expect(pending.of(two)).toBe('pause')
    expect(toasts.list).toMatchObject([{ tone: 'bad' }])
  })

  it('that renames answers why it could not, and leaves the row then', async () => {
    bridge.answers['torrents.rename'] = () => offline
    const renaming = actions.rename(one, 'other', true)
    expect(pending.of(one)).toBe('rename')
    expect(await renaming).toEqual(offline)
    expect(pending.of(one)).toBeNull()
    bridge.answers['torrents.rename'] = () => null
    expect(await actions.rename(one, 'other', false)).toBeNull()
    expect(bridge.named('torrents.rename').at(-1)).toEqual({ key: one, name: 'other', withFiles: false })
  })

  it('does not pretend for ever', async () => {
    bridge.answers['torrents.recheck'] = () => [{ key: one, problem: null }]
    await actions.recheck([one])
    vi.advanceTimersByTime(3000)
    expect(pending.of(one)).toBeNull()
  })

  it('is told as failed for all when the call itself fails', async () => {
    bridge.answers['torrents.resume'] = () => ({ ...offline, message: 'The program does not answer.' })
    await actions.resume([one, two])
    expect(toasts.list).toMatchObject([
      { text: 'None of the 2 torrents were resumed.', tone: 'bad', lines: [{ text: 'The program does not answer.' }] },
    ])
    expect(pending.size).toBe(0)
  })

  it('on nothing asks nothing', async () => {
    await actions.pause([])
    expect(bridge.asked).toEqual([])
  })

  it('that toggles goes by what can be reached and is not stopped already', async () => {
    bridge.answers['torrents.resume'] = () => []
    await actions.toggle([two, `attic0/${hashOf(3)}`])
    expect(bridge.named('torrents.resume')).toEqual([{ keys: [two] }])
  })

  it('that toggles pauses what runs, and resumes when all are paused', async () => {
    bridge.answers['torrents.pause'] = () => []
    bridge.answers['torrents.resume'] = () => []
    await actions.toggle([one, two])
    await actions.toggle([two])
    expect(bridge.named('torrents.pause')).toEqual([{ keys: [one] }])
    expect(bridge.named('torrents.resume')).toEqual([{ keys: [two] }])
  })
})

describe('pausing and resuming', () => {
  const done = ({ keys }: { keys: string[] }): ItemResult[] => keys.map((key) => ({ key, problem: null }))
  const undo = (): void => toasts.list.at(-1)?.act?.run()
  beforeEach(() => {
    bridge.answers['torrents.pause'] = done
    bridge.answers['torrents.resume'] = done
  })

  it('of many asks first, and does nothing before the answer', async () => {
    const many = Array.from({ length: askAbove + 1 }, (_, number) => `nas0/${hashOf(number)}`)
    await actions.pause(many)
    expect(bridge.asked).toEqual([])
    expect(dialogs.open).toEqual({ kind: 'mass', verb: 'pause', keys: many })
    await actions.resume(many.slice(1))
    expect(bridge.named('torrents.resume')).toHaveLength(1)
  })

  it('is taken back exactly: only what it changed', async () => {
    await actions.pause([one, two])
    undo()
    await settled()
    expect(bridge.named('torrents.resume')).toEqual([{ keys: [one] }])
  })

  it('offers nothing to take back where it changed nothing', async () => {
    await actions.resume([one])
    expect(toasts.list.at(-1)?.act).toBeUndefined()
  })

  it('takes back a resuming of what was paused, and leaves alone what did not follow', async () => {
    bridge.answers['torrents.resume'] = () => [
      { key: one, problem: null },
      { key: two, problem: offline },
    ]
    await actions.resume([one, two])
    expect(toasts.list.at(-1)?.act).toBeUndefined()
    bridge.answers['torrents.resume'] = done
    await actions.resume([one, two])
    undo()
    await settled()
    expect(bridge.named('torrents.pause')).toEqual([{ keys: [two] }])
  })
})

describe('what failed', () => {
  it('can be tried again, and only that', async () => {
    bridge.answers['torrents.recheck'] = () => [
      { key: one, problem: offline },
      { key: two, problem: null },
    ]
    await actions.recheck([one, two])
    toasts.list.at(-1)?.again?.run()
    await settled()
    expect(bridge.named('torrents.recheck')).toEqual([{ keys: [one, two] }, { keys: [one] }])
  })

  it('of options is tried again at the daemons that were asked, with what was asked of each', async () => {
    const keys = [one, two, `guest0/${hashOf(3)}`, `attic0/${hashOf(4)}`]
    bridge.answers['options.set'] = ({ keys }: { keys: string[] }) =>
      keys.map((key) => ({ key, failed: key === two ? [{ option: 'owner', problem: offline }] : [] }))
    const owner = { owner: 'anna', shared: true }
    await actions.setOptions(keys, [
      { daemons: ['nas0'], change: owner },
      { daemons: ['guest0'], change: { shared: true } },
    ])
    toasts.list.at(-1)?.again?.run()
    await settled()
    expect(bridge.named('options.set')).toEqual([
      { keys: [one, two], change: owner },
      { keys: [keys[2]], change: { shared: true } },
      { keys: [two], change: owner },
    ])
    expect(toasts.list[0]?.text).toBe('2 of 3 torrents changed; 1 not.')
  })

  it('is not offered again where that never helps', async () => {
    bridge.answers['torrents.recheck'] = () => [{ key: one, problem: { ...offline, retry: 'never' } }]
    await actions.recheck([one])
    expect(toasts.list.at(-1)?.again).toBeUndefined()
  })
})

describe('removing', () => {
  const waits = ({ keys }: { keys: string[] }): ItemResult[] => keys.map((key) => ({ key, problem: null }))
  beforeEach(() => {
    bridge.answers['removals.begin'] = waits
    bridge.answers['torrents.recheck'] = waits
  })
  const removal = {
    id: '0123456789',
    withFiles: false,
    name: 'film 1',
    parts: [{ daemon: 'nas0', hashes: [hashOf(1)] }],
    state: 'waiting',
    leftMs: 8000,
    isHeld: false,
    waitsFor: [],
  } as const
  const put = (more = {}): void => {
    const parts = [{ daemon: 'nas0', hashes: [hashOf(1)] }]
    bridge.say('removals', { kind: 'put', removal: { ...removal, parts, waitsFor: [], ...more } })
  }

  it('begins a wait in which nothing else is done to the torrents', async () => {
    put()
    expect(actions.why('pause', [one])).toBe('Being removed: undo that first.')
    await actions.pause([one])
    expect(bridge.asked).toEqual([])
    await actions.recheck([one, two])
    await actions.remove([one, two], true)
    expect(bridge.named('torrents.recheck')).toEqual([{ keys: [two] }])
    expect(bridge.named('removals.begin')).toEqual([{ keys: [two], withFiles: true }])
  })

  it('ends with a message about what was removed, and about what was not', () => {
    const end = { kind: 'end', id: removal.id, withFiles: true, removed: 2, undone: 0 } as const
    put()
    bridge.say('removals', { ...end, failed: [] })
    expect(actions.why('pause', [one])).toBeNull()
    expect(toasts.list.at(-1)).toMatchObject({ text: 'Removed 2 torrents with their files.', tone: 'ok' })
    bridge.say('removals', { ...end, failed: [{ key: one, problem: offline }] })
    expect(toasts.list.at(-1)).toMatchObject({ text: '2 of 3 torrents removed; 1 not.', tone: 'bad' })
    toasts.list.at(-1)?.again?.run()
    expect(bridge.named('removals.begin')).toEqual([{ keys: [one], withFiles: true }])
    bridge.say('removals', { ...end, removed: 0, undone: 1, failed: [] })
    expect(toasts.list.at(-1)?.text).toBe('1 torrent stays.')
  })
})

describe('copying', () => {
  const copied: string[] = []
  beforeEach(() => {
    copied.length = 0
    const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) }
    vi.stubGlobal('navigator', { clipboard })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('takes names and hashes from the rows, and magnet links from the core, which knows every hash', async () => {
    bridge.answers['torrents.magnets'] = () => ['magnet:?xt=a', 'magnet:?xt=b']
    for (const what of ['name', 'hash', 'magnet'] as const) await actions.copy(what, [one, two, `nas0/${hashOf(9)}`])
    const rows = [1, 2].map((number) => makeTorrent(number))
    expect(copied).toEqual([
      rows.map(({ name }) => name).join('\n'),
      rows.map(({ hash }) => hash).join('\n'),
      'magnet:?xt=a\nmagnet:?xt=b',
    ])
    expect(bridge.named('torrents.magnets')).toEqual([{ keys: [one, two] }])
  })

  it('says why there are no links, and leaves the clipboard as it was', async () => {
    bridge.answers['torrents.magnets'] = () => offline
    await actions.copy('magnet', [one])
    expect(copied).toEqual([])
    expect(toasts.list.map(({ text }) => text)).toEqual([offline.message])
  })
})

describe('why a verb cannot be done', () => {
  it('is that nothing is chosen', () => {
    expect(actions.why('pause', [])).toBe('Choose a torrent first.')
  })

  it('is that the daemon is not connected', () => {
    expect(actions.why('pause', [`attic0/${hashOf(1)}`])).toBe('attic is not connected.')
  })

  it('is what the daemon says that it is not capable of, and nothing else', () => {
    expect(actions.why('remove', [`guest0/${hashOf(1)}`])).toBe(notAllowed.message)
    expect(actions.why('removeFiles', [`guest0/${hashOf(1)}`])).toBe(notAllowed.message)
    expect(actions.why('recheck', [`guest0/${hashOf(1)}`])).toBeNull()
  })

  it('is told for each daemon that has another one', () => {
    const both = [`guest0/${hashOf(1)}`, `attic0/${hashOf(1)}`]
    expect(actions.why('remove', both)).toBe(`${notAllowed.message} attic is not connected.`)
  })

  it('is nothing when it can be done to some', () => {
    expect(actions.why('pause', [one, `attic0/${hashOf(1)}`])).toBeNull()
  })
})
