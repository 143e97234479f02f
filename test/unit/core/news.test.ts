import { describe, expect, it } from 'vitest'
import { Inbox } from '../../../main/core/inbox.ts'
import { keyOf } from '../../../preload/contract/keys.ts'
import '../../../preload/words/all.ts'
import { told as toldIn } from '../../../preload/words/sentences.ts'
import { hashOf } from './fake-backend.ts'
import { rule, useNewsroom } from './newsroom.ts'

const room = useNewsroom()

describe('a notice', () => {
  it('is told within a second, with its daemon', async () => {
    room.here.happen('finished', 1)
    await room.here.clock.advance(900)
    expect(room.here.told).toMatchObject([
      {
        title: 'torrent 1',
        body: 'Finished on nas.',
        tone: 'ok',
        sound: false,
        about: { daemon: 'nas0', torrents: [`nas0/${hashOf(1)}`] },
      },
    ])
  })

  it('leads to where the torrent lies, when it is one that is whole and that is known here', async () => {
    const { here } = room
    for (const number of [1, 2, 4]) here.known.add(keyOf('nas0', hashOf(number)))
    const happenings = [
      () => here.happen('finished', 1),
      () => here.happen('finished', 3),
      () => here.happen('failed', 2),
      () => [1, 4].forEach((number) => here.happen('finished', number)),
    ]
    for (const happen of happenings) {
      happen()
      await here.clock.advance(900)
    }
    expect(here.ways).toEqual([true, false, false, false])
  })

  it('cannot be dressed up by a name', async () => {
    room.here.happen('failed', 1, { name: 'holiday-\u202egpj.exe' })
    await room.here.clock.advance(900)
    expect(room.here.told).toMatchObject([{ title: 'holiday-\ufffdgpj.exe', tone: 'bad', sound: true }])
  })

  it('is one for many in the same moment, with three names', async () => {
    for (let torrent = 1; torrent <= 39; torrent += 1) room.here.happen('finished', torrent)
    room.here.happen('finished', 40, { daemon: 'attic' })
    room.here.happen('failed', 41)
    await room.here.clock.advance(900)
    expect(room.here.read()).toEqual([
      '40 torrents finished: torrent 1, torrent 2, torrent 3 and 37 others on nas and attic.',
      'torrent 41: Stopped with an error on nas.',
    ])
  })

  it('carries its sentences, so that whoever tells it says them in the language of the person', async () => {
    for (let torrent = 1; torrent <= 1000; torrent += 1) room.here.happen('failed', torrent)
    await room.here.clock.advance(900)
    const { title, body } = room.here.told[0]?.says ?? {}
    expect([title, body].map((says) => says && toldIn('de', says)?.replaceAll(/[\u2068\u2069]/g, ''))).toEqual([
      '1.000\u00a0Torrents mit einem Fehler angehalten',
      'torrent 1, torrent 2, torrent 3 und 997\u00a0andere auf nas.',
    ])
  })

  it('is not what people did, nor of a daemon that is gone', async () => {
    room.here.happen('removed', 1)
    room.here.happen('added', 2)
    room.here.happen('finished', 3, { daemon: 'gone' })
    await room.here.clock.advance(6000)
    expect(room.here.told).toEqual([])
  })

  it.each(['refuses', 'breaks'] as const)('is said in the windows when the system %s', async (how) => {
    room.here.system = how
    room.here.happen('finished', 1)
    await room.here.clock.advance(900)
    expect(room.here.inWindow).toMatchObject([{ title: 'torrent 1' }])
  })

  it('is left to the bell where somebody looks at a window, by a page or at the desktop', async () => {
    const [one, other] = [Symbol('one'), Symbol('other')]
    room.here.attention.set(one, true)
    room.here.attention.set(other, true)
    room.here.attention.set(one, false)
    room.here.happen('failed', 1)
    await room.here.clock.advance(900)
    room.here.attention.leave(other)
    room.here.isInFront = true
    room.here.happen('failed', 2)
    await room.here.clock.advance(900)
    room.here.isInFront = false
    room.here.happen('failed', 3)
    await room.here.clock.advance(900)
    expect(room.here.told.map(({ title }) => title)).toEqual(['torrent 3'])
    expect(room.here.inWindow).toEqual([])
  })

  it('can be tried, whoever looks, and says what became of it', async () => {
    room.here.isInFront = true
    expect(await room.here.service.sample()).toBe('shown')
    expect(room.here.read()).toEqual(['Estuary: Notices look like this.'])
    room.here.system = 'refuses'
    expect(await room.here.service.sample()).toBe('refused')
  })
})

describe('notices that are muted by hand', () => {
  it('are gathered until the time is over and told as one, but for what always is', async () => {
    const { here } = room
    const film = { on: true, kind: null, daemon: null, label: 'film', outcome: 'always' } as const
    here.set({ mutedUntil: here.clock.now() + 60 * 60_000, noticeRules: [film] })
    here.happen('finished', 3)
    here.happen('finished', 4)
    here.happen('finished', 1)
    await here.clock.advance(59 * 60_000)
    expect(here.read()).toEqual([expect.stringMatching(/^torrent 1: /)])
    await here.clock.advance(2 * 60_000)
    expect(here.read()).toEqual([expect.stringContaining('torrent 3 and torrent 4')])
  })

  it('are told again as soon as nobody wants them muted', async () => {
    const { here } = room
    here.set({ mutedUntil: here.clock.now() + 60 * 60_000 })
    here.happen('failed', 3)
    await here.clock.advance(10_000)
    expect(here.read()).toEqual([])
    here.set({ mutedUntil: null })
    await here.clock.advance(10_000)
    expect(here.read()).toHaveLength(1)
  })
})

describe('the rules', () => {
  it('are gone through in order: the first that is on and fits decides', async () => {
    room.here.set({
      noticeRules: [
        rule({ kind: 'finished', outcome: 'bell', on: false }),
        rule({ kind: 'finished', label: 'film', outcome: 'sound' }),
        rule({ kind: 'finished', daemon: 'attic', outcome: 'bell' }),
        rule({ label: 'iso', outcome: 'bell' }),
      ],
    })
    room.here.happen('finished', 1)
    await room.here.clock.advance(900)
    room.here.happen('finished', 1, { daemon: 'attic' })
    await room.here.clock.advance(900)
    room.here.happen('finished', 3, { daemon: 'attic' })
    room.here.happen('failed', 2)
    await room.here.clock.advance(900)
    room.here.happen('finished', 4)
    await room.here.clock.advance(900)
    expect(room.here.told.map(({ title, sound }) => [title, sound])).toEqual([
      ['torrent 1', true],
      ['torrent 1', true],
      ['torrent 4', false],
    ])
  })

  it('leave what fits none to what is chosen for its kind', async () => {
    room.here.set({ notices: { ...room.here.settings.notices, finished: false } })
    room.here.happen('finished', 1)
    room.here.happen('failed', 2)
    await room.here.clock.advance(900)
    expect(room.here.told.map(({ title }) => title)).toEqual(['torrent 2'])
  })

  it('never make a sound where none may be', async () => {
    room.here.set({ noticeSound: false })
    room.here.happen('failed', 1)
    await room.here.clock.advance(900)
    expect(room.here.told).toMatchObject([{ sound: false }])
  })
})

describe('the inbox', () => {
  it('gives each thing to one reader: the one that came last', () => {
    const inbox = new Inbox<number>()
    const read: string[] = []
    inbox.on((item) => read.push(`first ${item}`))
    const stop = inbox.on((item) => read.push(`second ${item}`))
    inbox.put(1)
    stop()
    inbox.put(2)
    expect(read).toEqual(['second 1', 'first 2'])
  })

  it('keeps the newest twenty for the next reader', () => {
    const inbox = new Inbox<number>()
    for (let item = 1; item <= 25; item += 1) inbox.put(item)
    const read: number[] = []
    inbox.on((item) => read.push(item))()
    inbox.on((item) => read.push(item))
    expect(read).toEqual(Array.from({ length: 20 }, (_, at) => at + 6))
  })
})
