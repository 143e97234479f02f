import { describe, expect, it } from 'vitest'
import type { Whole } from '../../../preload/contract/whole.ts'
import type { TorrentState } from '../../../preload/contract/torrents.ts'
import { FakeBackend, FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, newPlace, open, torrent, unreachable } from './house.ts'

const states: TorrentState[] = ['downloading', 'seeding', 'paused', 'queued', 'error']

/** A daemon that does what it is told, and whose torrents are so afterwards. */
class Obedient extends FakeConnection {
  override act: FakeConnection['act'] = (verb, hashes) => {
    this.acts.push({ verb, hashes })
    const state = verb === 'pause' ? 'paused' : 'downloading'
    for (const hash of hashes) this.torrents.set(hash, { ...this.torrents.get(hash), hash, state })
    return Promise.resolve(hashes.map((hash) => ({ hash, problem: null })))
  }
}

function obedient(): Obedient {
  return new Obedient(
    states.map((state, n) => torrent(n, { state, wantedBytes: 100, remainingBytes: state === 'downloading' ? 25 : 0 })),
  )
}

async function openWith(connection: FakeConnection, place = newPlace()) {
  const house = await open(answering(connection), place)
  const told: Whole[] = []
  house.window.listen('whole', {}, (whole) => told.push(whole))
  const { id } = await house.window.value('daemons.add', nas)
  await house.clock.advance(5_000)
  return { ...house, told, id }
}

describe('all torrents together', () => {
  it('are told: how many run, and how far those are that download', async () => {
    const { told } = await openWith(obedient())
    expect(told.at(0)).toEqual({ running: 0, halted: 0, loading: { torrents: 0, wantedBytes: 0, doneBytes: 0 } })
    expect(told.at(-1)).toEqual({ running: 3, halted: 0, loading: { torrents: 1, wantedBytes: 100, doneBytes: 75 } })
  })

  it('are paused but those that are paused or failed already, and only what was paused so is resumed', async () => {
    const connection = obedient()
    const { clock, told, window } = await openWith(connection)
    expect(await window.value('whole.pause', {})).toEqual({ done: 3, left: 0, problems: [] })
    const halted = [0, 1, 3].map(hashOf)
    expect(connection.acts).toEqual([{ verb: 'pause', hashes: halted }])
    await clock.advance(5_000)
    expect(told.at(-1)).toMatchObject({ running: 0, halted: 3 })
    expect(await window.value('whole.resume', {})).toEqual({ done: 3, left: 0, problems: [] })
    expect(connection.acts.at(-1)).toEqual({ verb: 'resume', hashes: halted })
    await clock.advance(5_000)
    expect(told.at(-1)).toMatchObject({ running: 3, halted: 0 })
  })

  it('are still known as paused so after a new start, and wait where their daemon is off', async () => {
    const { clock, close, place, window } = await openWith(obedient())
    await window.value('whole.pause', {})
    await clock.advance(5_000)
    await close()
    const again = await open(new FakeBackend(unreachable), place)
    let whole: Whole | undefined
    again.window.listen('whole', {}, (item) => (whole = item))
    expect(whole).toMatchObject({ halted: 3 })
    expect(await again.window.value('whole.resume', {})).toMatchObject({ done: 0, left: 3, problems: [{}] })
    await again.clock.advance(1_000)
    expect(whole).toMatchObject({ halted: 3 })
  })

  it('are left alone afterwards where a person resumed one', async () => {
    const connection = obedient()
    const { clock, id, told, window } = await openWith(connection)
    await window.value('whole.pause', {})
    await clock.advance(5_000)
    await window.value('torrents.resume', { keys: [`${id}/${hashOf(1)}`] })
    await clock.advance(5_000)
    expect(told.at(-1)).toMatchObject({ running: 1, halted: 2 })
    await window.value('whole.resume', {})
    expect(connection.acts.at(-1)).toEqual({ verb: 'resume', hashes: [hashOf(0), hashOf(3)] })
  })

  it('are not paused on a daemon that cannot, and that is said', async () => {
    const connection = obedient()
    connection.cannot = { pause: { code: 'unauthorized', message: 'This account only looks.', retry: 'after-change' } }
    const { window } = await openWith(connection)
    expect(await window.value('whole.pause', {})).toMatchObject({
      done: 0,
      left: 3,
      problems: [{ code: 'unauthorized', message: 'This account only looks.' }],
    })
    expect(connection.acts).toEqual([])
  })
})
