import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../main/lib/fault.ts'
import { databaseName } from '../../../main/store/open.ts'
import type { Deed } from '../../../preload/contract/audit.ts'
import { said } from '../../said.ts'
import { FakeBackend, FakeConnection, hashOf, hostOf } from './fake-backend.ts'
import { box, nas, open, torrent, type Window } from './house.ts'
import { house, Watcher } from './removing.ts'

/** The line of a removal in the audit, as it stands now. */
async function lineOf(window: Window): Promise<Deed | undefined> {
  return (await window.value('audit.list', { limit: 100 })).find(({ call }) => call === 'removals.begin')
}

describe('the audit of a removal', () => {
  it('is open while the removal waits, and says then that it was done', async () => {
    const { window, clock, key } = await house()
    const told: string[] = []
    window.listen('audit', {}, (deeds) => told.push(...deeds.map(({ state }) => state)))
    await window.value('removals.begin', { keys: [key(1), key(3)], withFiles: false })
    expect(await lineOf(window)).toMatchObject({ state: 'waiting', endedAt: null, torrentCount: 2 })
    const begunAt = (await lineOf(window))?.at ?? 0
    await clock.advance(8_100)
    expect(await lineOf(window)).toMatchObject({ state: 'done', endedAt: begunAt + 8_000, failures: [] })
    expect(told).toEqual(['pending', 'waiting', 'done'])
  })

  it('says that it was undone, as a whole or in part', async () => {
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
    const keys = [`${a.id}/${hashOf(1)}`, `${b.id}/${hashOf(2)}`]
    await window.value('removals.begin', { keys, withFiles: true })
    await window.value('removals.undo', { id: watcher.first.id })
    const why = { problem: { message: 'Undone before it was sent.' } }
    const undoing = (await window.value('audit.list', { limit: 100 })).find(({ call }) => call === 'removals.undo')
    expect(undoing).toMatchObject({ torrentCount: 2, torrents: [{ name: 'torrent 1' }, { name: 'torrent 2' }] })
    expect(await lineOf(window)).toMatchObject({ state: 'undone', failures: [{ ...why, times: 2 }] })
    await window.value('removals.begin', { keys, withFiles: false })
    isGone = true
    there.break()
    await clock.advance(8_100)
    expect(await lineOf(window)).toMatchObject({ state: 'waiting', endedAt: null })
    await window.value('removals.undo', { id: watcher.first.id })
    expect(await lineOf(window)).toMatchObject({ state: 'partly', failures: [{ ...why, what: keys[1], times: 1 }] })
  })

  it('says what the daemon refused, and what was refused at once', async () => {
    const { window, clock, session, key } = await house()
    const problem = { code: 'remote', message: 'nas could not remove it.', retry: 'later' } as const
    session.remove = (hashes) => Promise.resolve(hashes.map((hash) => ({ hash, problem })))
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    await window.value('removals.begin', { keys: [key(1), key(2)], withFiles: false })
    await clock.advance(8_100)
    const failed = { problem: { message: problem.message }, times: 1 }
    expect(await lineOf(window)).toMatchObject({
      state: 'failed',
      failures: [{ problem: { message: 'It is being removed already.' } }, failed],
    })
    expect(await window.value('audit.list', { limit: 9, failures: true })).toMatchObject([{}, { failures: [failed] }])
  })

  it('says that its daemon was taken off the list', async () => {
    const { window, id, key } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    await window.value('daemons.remove', { id })
    expect(await lineOf(window)).toMatchObject({
      state: 'failed',
      failures: [{ problem: { message: 'Its daemon was taken off the list before it was sent.' } }],
    })
  })

  it('is ended where the disk took nothing, as soon as it does', async () => {
    const { window, clock, session, key, place } = await house()
    await window.value('removals.begin', { keys: [key(1)], withFiles: false })
    const db = new Database(join(place.dataFolder, databaseName))
    const full = "BEGIN SELECT RAISE(ABORT, 'no room'); END"
    session.remove = (hashes) => {
      db.exec(
        `CREATE TRIGGER ends BEFORE UPDATE ON audit ${full}; CREATE TRIGGER goes BEFORE DELETE ON removals ${full}`,
      )
      return Promise.resolve(hashes.map((hash) => ({ hash, problem: null })))
    }
    await clock.advance(8_100)
    expect(await lineOf(window)).toMatchObject({ state: 'done' })
    expect(db.prepare('SELECT state FROM audit ORDER BY id DESC').pluck().get()).toBe('waiting')
    db.exec('DROP TRIGGER ends; DROP TRIGGER goes')
    await window.value('torrents.pause', { keys: [key(2)] })
    expect(await lineOf(window)).toMatchObject({ state: 'done' })
    expect(db.prepare("SELECT state FROM audit WHERE state = 'waiting'").all()).toEqual([])
    db.close()
  })
})
