import { beforeEach, describe, expect, it } from 'vitest'
import { rule, useNewsroom } from './newsroom.ts'

const room = useNewsroom()
const gib = 1024 ** 3

describe('a digest', () => {
  it('gathers what comes behind a notice, kind by kind, until its time is over', async () => {
    room.here.set({ digestMinutes: 5, noticeRules: [rule({ label: 'film', outcome: 'always' })] })
    room.here.happen('finished', 3)
    await room.here.clock.advance(900)
    for (let torrent = 4; torrent <= 8; torrent += 1) room.here.happen('finished', torrent)
    room.here.happen('failed', 9)
    room.here.happen('finished', 1)
    await room.here.clock.advance(900)
    expect(room.here.read()).toEqual([
      'torrent 3: Finished on nas.',
      'torrent 9: Stopped with an error on nas.',
      'torrent 1: Finished on nas.',
    ])
    await room.here.clock.advance(4 * 60_000)
    expect(room.here.told).toEqual([])
    await room.here.clock.advance(65_000)
    expect(room.here.read()).toEqual(['5 torrents finished: torrent 4, torrent 5, torrent 6 and 2 others on nas.'])
  })

  it('that waits when the program ends is told after its next start, once', async () => {
    room.here.set({ digestMinutes: 60 })
    for (const torrent of [1, 2, 3]) {
      room.here.happen('finished', torrent)
      await room.here.clock.advance(900)
    }
    room.here.told.splice(0)
    await room.here.restart()
    await room.here.clock.advance(6_000)
    await room.here.restart()
    await room.here.clock.advance(6_000)
    expect(room.here.read()).toEqual(['2 torrents finished: torrent 2 and torrent 3 on nas.'])
  })
})

describe('quiet hours', () => {
  beforeEach(() => room.here.set({ quietHours: { on: true, from: 22 * 60, to: 7 * 60, days: [0, 1, 2, 3, 4, 5, 6] } }))

  it('hold notices back and tell them as one at their end', async () => {
    room.here.wall = () => ({ day: 1, minute: 23 * 60 })
    room.here.set({ noticeRules: [rule({ label: 'film', outcome: 'always' })] })
    room.here.happen('finished', 1)
    room.here.happen('finished', 2)
    room.here.happen('finished', 3)
    room.here.happen('failed', 4)
    await room.here.clock.advance(60_000)
    expect(room.here.read()).toEqual(['torrent 1: Finished on nas.'])
    room.here.wall = () => ({ day: 2, minute: 7 * 60 })
    await room.here.clock.advance(6_000)
    expect(room.here.read()).toEqual(['3 notices: 2 torrents finished. 1 torrent stopped with an error.'])
    await room.here.clock.advance(60_000)
    expect(room.here.told).toEqual([])
  })

  it('hold them also over a start of the program, and over a power cut', async () => {
    room.here.wall = () => ({ day: 1, minute: 23 * 60 })
    room.here.happen('finished', 1)
    room.here.happen('finished', 2)
    await room.here.restart()
    await room.here.clock.advance(60_000)
    await room.here.restart()
    expect(room.here.told).toEqual([])
    room.here.wall = () => ({ day: 2, minute: 9 * 60 })
    await room.here.clock.advance(6_000)
    expect(room.here.read()).toEqual(['2 torrents finished: torrent 1 and torrent 2 on nas.'])
    await room.here.restart()
    await room.here.clock.advance(6_000)
    expect(room.here.told).toEqual([])
  })

  it('say nothing of a daemon that was away and is back before their end', async () => {
    room.here.wall = () => ({ day: 1, minute: 23 * 60 })
    room.here.become('nas0', 'waiting')
    room.here.become('attic', 'waiting')
    await room.here.clock.advance(2 * 60_000)
    room.here.become('nas0', 'live')
    room.here.wall = () => ({ day: 2, minute: 9 * 60 })
    await room.here.clock.advance(6_000)
    expect(room.here.read()).toEqual(['attic: Not connected any more.'])
  })
})

describe('what is told', () => {
  it('is not told again as what happened while away, where the row was from before', async () => {
    room.here.become('nas0', 'live', { lastSeenAt: room.here.clock.now() })
    room.here.happen('finished', 1)
    await room.here.clock.advance(900)
    // The connection breaks, and the row never heard of it.
    room.here.become('nas0', 'waiting', { lastSeenAt: room.here.clock.now() })
    room.here.become('nas0', 'warming')
    room.here.happen('finished', 1, { away: true })
    room.here.happen('finished', 2, { away: true })
    await room.here.clock.advance(900)
    expect(room.here.read()).toEqual(['torrent 1: Finished on nas.', 'torrent 2: Finished on nas.'])
  })

  it('is not told again after a start of the program either', async () => {
    room.here.become('nas0', 'live')
    room.here.happen('finished', 1)
    room.here.happen('failed', 2)
    await room.here.clock.advance(900)
    room.here.become('nas0', 'off', { lastSeenAt: room.here.clock.now() })
    await room.here.restart()
    room.here.become('nas0', 'warming')
    room.here.happen('finished', 1, { away: true })
    room.here.happen('failed', 2, { away: true })
    room.here.happen('finished', 3, { away: true })
    await room.here.clock.advance(900)
    expect(room.here.read()).toEqual([
      'torrent 1: Finished on nas.',
      'torrent 2: Stopped with an error on nas.',
      'torrent 3: Finished on nas.',
    ])
  })

  it('is told anew where it happened anew, long after', async () => {
    room.here.happen('finished', 1)
    await room.here.clock.advance(900)
    await room.here.clock.advance(60 * 60_000)
    room.here.become('nas0', 'off', { lastSeenAt: room.here.clock.now() })
    await room.here.restart()
    room.here.happen('finished', 1, { away: true })
    await room.here.clock.advance(900)
    expect(room.here.read()).toHaveLength(2)
  })

  it('is on the disk before it is told', async () => {
    const waits: (boolean | undefined)[] = []
    room.here.system = 'refuses'
    room.here.service.told.on(() => {
      void room.here.store.notices.list('nas0').then((marks) => waits.push(marks[0]?.waits))
    })
    room.here.happen('finished', 1)
    await room.here.clock.advance(100)
    expect(await room.here.store.notices.list('nas0')).toMatchObject([{ waits: true, kind: 'finished' }])
    await room.here.clock.advance(900)
    expect(waits).toEqual([false])
  })

  it('is told although the disk takes nothing', async () => {
    await room.here.store.close()
    room.here.happen('finished', 1)
    await room.here.clock.advance(900)
    expect(room.here.read()).toEqual(['torrent 1: Finished on nas.'])
  })
})

describe('a daemon', () => {
  it('is told as lost when it stays away, once, and as back', async () => {
    room.here.look()
    room.here.become('nas0', 'waiting')
    room.here.become('nas0', 'dialling')
    await room.here.clock.advance(50_000)
    expect(room.here.told).toEqual([])
    await room.here.clock.advance(20_000)
    room.here.become('nas0', 'waiting')
    await room.here.clock.advance(300_000)
    expect(room.here.read()).toEqual(['nas: Not connected any more.'])
    room.here.become('nas0', 'live')
    room.here.become('nas0', 'stale')
    room.here.become('nas0', 'live')
    await room.here.clock.advance(900)
    expect(room.here.told).toMatchObject([
      { title: 'nas', body: 'Connected again.', about: { daemon: 'nas0', torrents: [] } },
    ])
  })

  it('is told as back also by the next start of the program', async () => {
    room.here.look()
    room.here.become('nas0', 'refused')
    await room.here.clock.advance(70_000)
    expect(room.here.read()).toEqual(['nas: Not connected any more.'])
    await room.here.restart()
    await room.here.clock.advance(300_000)
    expect(room.here.told).toEqual([])
    room.here.become('nas0', 'live')
    await room.here.clock.advance(900)
    expect(room.here.read()).toEqual(['nas: Connected again.'])
    await room.here.restart()
    room.here.look()
    await room.here.clock.advance(6_000)
    expect(room.here.told).toEqual([])
  })

  it('is not told where it is back soon, the person ended it, or it never was there', async () => {
    room.here.become('attic', 'off')
    await room.here.restart()
    room.here.become('attic', 'waiting')
    room.here.become('nas0', 'waiting')
    await room.here.clock.advance(30_000)
    room.here.become('nas0', 'live')
    await room.here.clock.advance(300_000)
    room.here.become('nas0', 'off')
    await room.here.clock.advance(300_000)
    expect(room.here.told).toEqual([])
  })

  it('that is not to be waited for is told at once', async () => {
    room.here.set({ lostAfterMinutes: 0 })
    room.here.look()
    room.here.become('nas0', 'waiting')
    room.here.become('attic', 'waiting')
    await room.here.clock.advance(900)
    expect(room.here.read()).toEqual(['2 daemons not connected any more: nas and attic.'])
  })

  it('with little space is told once, and again after there was a quarter more', async () => {
    room.here.set({ lowFreeBytes: 10 * gib })
    const free = async (gibibytes: number): Promise<void> => {
      room.here.become('nas0', 'live', { freeBytes: gibibytes * gib, folder: '/srv/film' })
      await room.here.clock.advance(6_000)
    }
    await free(11)
    await free(9.5)
    expect(room.here.read()).toEqual(['nas: Only 9.5\u00a0GiB left in /srv/film.'])
    await free(11)
    await free(9)
    await room.here.restart()
    await free(8)
    expect(room.here.told).toEqual([])
    await free(13)
    await free(9.25)
    expect(room.here.read()).toEqual(['nas: Only 9.25\u00a0GiB left in /srv/film.'])
  })
})
