import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../main/lib/fault.ts'
import { said } from '../../said.ts'
import { FakeBackend, FakeConnection, hashOf, hostOf } from './fake-backend.ts'
import { answering, box, nas, newPlace, open, torrent, Window } from './house.ts'
import { house, Watcher } from './removing.ts'

describe('a removal that a person makes', () => {
  it('is sent after eight seconds, and not before', async () => {
    const { window, clock, session, key, watcher } = await house()
    expect(await window.value('removals.begin', { keys: [key(1), key(3)], withFiles: false })).toEqual([
      { key: key(1), problem: null },
      { key: key(3), problem: null },
    ])
    expect(watcher.first).toMatchObject({ name: 'torrent 1', withFiles: false, state: 'waiting', leftMs: 8000 })
    await clock.advance(7_900)
    expect(session.acts).toEqual([])
    await clock.advance(200)
    expect(session.acts).toEqual([{ verb: 'remove', hashes: [hashOf(1), hashOf(3)] }])
    expect(watcher.end).toMatchObject({ removed: 2, undone: 0, failed: [] })
    const lines = (): [string, string][] => window.events.slice(-2).map(({ kind, text }) => [kind, text])
    const told = ['acted', 'acted'].map((kind, at) => [kind, `Removed from the list: torrent ${at === 0 ? 1 : 3}.`])
    expect(lines()).toEqual(told)
    // The daemon's own word for it is not told once more.
    for (const n of [1, 3]) session.say({ kind: 'removed', hash: hashOf(n) })
    await clock.advance(1_000)
    expect(lines()).toEqual(told)
  })

  it('is told as somebody else’s where the daemon refused, and it is gone all the same', async () => {
    const { window, clock, session, key } = await house()
    const problem = { code: 'remote', message: 'nas could not remove it.', retry: 'later' } as const
    session.remove = (hashes) => {
      session.say({ kind: 'removed', hash: hashOf(1) })
      return Promise.resolve(hashes.map((hash) => ({ hash, problem })))
    }
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    await clock.advance(8_100)
    expect(window.events.at(-1)).toMatchObject({ kind: 'removed', name: 'torrent 1', hash: hashOf(1) })
  })

  it('can be undone until then, and nothing was done', async () => {
    const { window, clock, session, key, watcher } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    await clock.advance(7_000)
    await window.value('removals.undo', { id: watcher.first.id })
    expect(watcher.end).toMatchObject({ removed: 0, undone: 1 })
    await clock.advance(20_000)
    expect(session.acts).toEqual([])
  })

  it('is sent at once when the person will not wait, and cannot be undone then', async () => {
    const { window, clock, session, key, watcher } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    const { id } = watcher.first
    await window.value('removals.now', { id })
    await clock.advance(0)
    expect(session.acts).toEqual([{ verb: 'remove', hashes: [hashOf(1)] }])
    expect(await window.call('removals.undo', { id })).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  it('waits while somebody reads, and goes on where it was, also when that window is gone', async () => {
    const { core, window, clock, session, key, watcher } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    const { id } = watcher.first
    await clock.advance(5_000)
    const other = new Window(core)
    const seen = new Watcher(other)
    expect(seen.first).toMatchObject({ id, leftMs: 3_000 })
    await other.value('removals.hold', { id, held: true })
    expect(watcher.first).toMatchObject({ leftMs: 3_000, isHeld: true })
    await clock.advance(60_000)
    expect(session.acts).toEqual([])
    other.caller.leave()
    expect(watcher.first).toMatchObject({ leftMs: 3_000, isHeld: false })
    await clock.advance(2_900)
    expect(session.acts).toEqual([])
    await clock.advance(200)
    expect(session.acts).toHaveLength(1)
  })

  it('with the files pauses what runs at once; undone, exactly that runs again', async () => {
    const { window, clock, session, key, watcher } = await house()
    await window.value('removals.begin', { keys: [key(1), key(2), key(3)], withFiles: true })
    await clock.advance(0)
    expect(session.acts).toEqual([{ verb: 'pause', hashes: [hashOf(1), hashOf(2)] }])
    await window.value('removals.undo', { id: watcher.first.id })
    await clock.advance(0)
    expect(session.acts.slice(1)).toEqual([{ verb: 'resume', hashes: [hashOf(1), hashOf(2)] }])
    await clock.advance(60_000)
    expect(session.acts).toHaveLength(2)
  })

  it('is refused a second time', async () => {
    const { window, key } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    expect(await window.value('removals.begin', { keys: [key(1), key(2)], withFiles: true })).toMatchObject([
      { key: key(1), problem: { message: 'It is being removed already.' } },
      { key: key(2), problem: null },
    ])
  })

  it('leaves out what somebody else has removed meanwhile', async () => {
    const { window, clock, session, key, watcher } = await house()
    await window.value('removals.begin', { keys: [key(1), key(2)], withFiles: false })
    session.torrents.delete(hashOf(1))
    session.say({ kind: 'removed', hash: hashOf(1) })
    await clock.advance(8_100)
    expect(session.acts).toEqual([{ verb: 'remove', hashes: [hashOf(2)] }])
    expect(watcher.end).toMatchObject({ removed: 1, failed: [] })
  })

  it('says which torrents the daemon refused, and resumes what it had paused of them', async () => {
    const { window, clock, session, key, watcher } = await house()
    await window.value('removals.begin', { keys: [key(1), key(3)], withFiles: true })
    const problem = { code: 'remote', message: 'nas could not remove it.', retry: 'later' } as const
    session.remove = (hashes) => Promise.resolve(hashes.map((hash) => ({ hash, problem })))
    await clock.advance(8_100)
    expect(watcher.end).toMatchObject({ removed: 0, failed: [{ key: key(1) }, { key: key(3) }] })
    expect(session.acts.at(-1)).toEqual({ verb: 'resume', hashes: [hashOf(1)] })
  })

  it('asks a daemon again that has just begun and does not know its torrents yet', async () => {
    const { window, clock, session, key, watcher } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    let asked = 0
    session.remove = (hashes) => {
      asked += 1
      const problem = asked < 3 ? ({ code: 'not-found', message: 'nas has none.', retry: 'never' } as const) : null
      return Promise.resolve(hashes.map((hash) => ({ hash, problem })))
    }
    await clock.advance(8_100)
    expect(asked).toBe(1)
    await clock.advance(4_000)
    expect(asked).toBe(3)
    expect(watcher.end).toMatchObject({ removed: 1, failed: [] })
  })

  it('is nothing that a program may begin, and a program’s own does not wait', async () => {
    const { core, clock, session, key } = await house()
    const program = core.enter('program')
    const keys = [key(1)]
    expect(await program.call('removals.begin', { keys, withFiles: false })).toMatchObject({
      ok: false,
      error: { code: 'unauthorized' },
    })
    await program.call('torrents.remove', { keys, withFiles: false })
    expect(session.acts).toEqual([{ verb: 'remove', hashes: [hashOf(1)] }])
    await clock.advance(10_000)
    expect(session.acts).toHaveLength(1)
  })
})

describe('a daemon that is lost while a removal waits', () => {
  it('keeps it waiting, visibly, until it is back', async () => {
    const sessions = [new FakeConnection([torrent(1)]), new FakeConnection([torrent(1)])]
    const { window, clock } = await open(answering(...sessions))
    const { id } = await window.value('daemons.add', nas)
    await clock.advance(200)
    const watcher = new Watcher(window)
    await window.value('removals.begin', { keys: [`${id}/${hashOf(1)}`], withFiles: false })
    await clock.advance(7_990)
    sessions[0]?.break()
    await clock.advance(20)
    expect(watcher.first).toMatchObject({ state: 'waiting', leftMs: null, waitsFor: [id] })
    await clock.advance(10_000)
    expect(sessions[1]?.acts).toEqual([{ verb: 'remove', hashes: [hashOf(1)] }])
    expect(watcher.end).toMatchObject({ removed: 1 })
  })

  it('does not keep the others waiting, and what is left can be undone', async () => {
    const here = new FakeConnection([torrent(1)])
    const there = new FakeConnection([torrent(2)])
    there.identity = 'CC:DD'
    let isGone = false
    const backend = new FakeBackend((to) => {
      if (hostOf(to) === 'nas.home') return Promise.resolve(here)
      return isGone ? Promise.reject(new Fault('refused', said('Nothing listens there.'))) : Promise.resolve(there)
    })
    const { window, clock } = await open(backend)
    const a = await window.value('daemons.add', nas)
    const b = await window.value('daemons.add', box)
    await clock.advance(200)
    const watcher = new Watcher(window)
    await window.value('removals.begin', { keys: [`${a.id}/${hashOf(1)}`, `${b.id}/${hashOf(2)}`], withFiles: false })
    isGone = true
    there.break()
    await clock.advance(8_100)
    expect(here.acts).toHaveLength(1)
    expect(watcher.first).toMatchObject({ parts: [{ daemon: b.id, hashes: [hashOf(2)] }], waitsFor: [b.id] })
    await window.value('removals.undo', { id: watcher.first.id })
    expect(watcher.end).toMatchObject({ removed: 1, undone: 1 })
    isGone = false
    await clock.advance(60_000)
    expect(there.acts).toEqual([])
  })

  it('takes its part with it when it is forgotten', async () => {
    const { window, clock, session, id, key, watcher } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    await window.value('daemons.remove', { id })
    expect(watcher.end).toMatchObject({ removed: 0, undone: 0, failed: [] })
    await clock.advance(10_000)
    expect(session.acts).toEqual([])
  })
})

describe('an end of the program while a removal waits', () => {
  it('cancels it, says so at the next start, and only then', async () => {
    const { window, place, close, session, backend, key } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    await close()
    const text =
      'Estuary ended before a removal from nas was sent: torrent 1. Nothing was removed; do it again if it is still wanted.'
    const again = await open(backend, place)
    expect((await again.window.value('app.info', {})).remarks.map((remark) => remark.text)).toEqual([text])
    await again.clock.advance(60_000)
    expect(session.acts).toEqual([])
    expect((await again.window.value('events.list', { limit: 100 })).map((event) => event.text)).toContain(text)
    await again.close()
    const third = await open(backend, place)
    expect((await third.window.value('app.info', {})).remarks).toEqual([])
  })

  it('lets what was paused for it run again', async () => {
    const { window, clock, place, close, session, backend, key } = await house()
    await window.value('removals.begin', { keys: [key(1), key(3)], withFiles: true })
    await clock.advance(0)
    await close()
    const again = await open(backend, place)
    await again.clock.advance(500)
    expect(session.acts).toEqual([
      { verb: 'pause', hashes: [hashOf(1)] },
      { verb: 'resume', hashes: [hashOf(1)] },
    ])
    await again.close()
    const third = await open(backend, place)
    await third.clock.advance(500)
    expect(session.acts).toHaveLength(2)
  })

  it('says that nobody knows when it was being sent', async () => {
    const { window, clock, place, close, session, backend, key } = await house()
    session.remove = () => new Promise(() => {})
    await window.value('removals.begin', { keys: [key(1), key(2)], withFiles: false })
    await clock.advance(8_100)
    await close()
    const again = await open(backend, place)
    expect((await again.window.value('app.info', {})).remarks).toMatchObject([
      {
        text: 'Estuary ended while a removal from nas was being sent: 2 torrents. The list shows whether that was done.',
      },
    ])
  })

  it('may carry it out first, or leave everything as it was, as the person says', async () => {
    for (const how of ['now', 'keep'] as const) {
      const { core, window, clock, place, close, session, backend, key } = await house()
      await window.value('removals.begin', { keys: [key(1)], withFiles: false })
      expect(core.waitingRemovals).toBe(1)
      await core.settleRemovals(async (torrents) => {
        expect(torrents).toBe(1)
        await clock.advance(60_000)
        expect(session.acts).toEqual([])
        return how
      })
      expect(core.waitingRemovals).toBe(0)
      expect(session.acts).toHaveLength(how === 'now' ? 1 : 0)
      await close()
      const again = await open(backend, place)
      expect((await again.window.value('app.info', {})).remarks).toEqual([])
    }
  })
})

it('is not begun where the disk does not take it', async () => {
  const place = newPlace()
  const session = new FakeConnection([torrent(1)])
  const { core, window, clock } = await open(answering(session), place)
  const { id } = await window.value('daemons.add', nas)
  await clock.advance(200)
  rmSync(place.dataFolder, { recursive: true })
  expect(await window.call('removals.begin', { keys: [`${id}/${hashOf(1)}`], withFiles: false })).toMatchObject({
    ok: false,
  })
  expect(core.waitingRemovals).toBe(0)
  await clock.advance(10_000)
  expect(session.acts).toEqual([])
})
