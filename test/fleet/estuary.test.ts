import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Home, type Estuary } from '../daemons/estuary.ts'
import type { FleetDaemon, Misbehaviour } from './daemon.ts'
import { startFleet, type Fleet } from './fleet.ts'

/*
 * The whole app without a door, over daemons that do what no real one can be asked to do.
 */

const count = 1200
const home = new Home()
let fleet: Fleet
let estuary: Estuary
let wild: FleetDaemon
let tame: FleetDaemon
let wildId: string
let tameId: string

beforeAll(async () => {
  fleet = await startFleet([
    { name: 'Wild', torrents: count, activity: 'busy' },
    { name: 'Tame', torrents: 50, version: '2.0.3' },
  ])
  wild = fleet.named('Wild')
  tame = fleet.named('Tame')
  estuary = await home.open()
  wildId = await estuary.add(wild, 'Wild')
  tameId = await estuary.add(tame, 'Tame')
  for (const id of [wildId, tameId]) await estuary.untilLink(id, 'live')
  await estuary.until('all rows are there', () => estuary.rows.size === count + 50)
})
afterEach(async () => {
  await wild.behave()
  await estuary.untilLink(wildId, 'live', 40_000)
  // Whatever the wild one did, the tame one never had to suffer for it.
  expect(estuary.linkState(tameId)).toBe('live')
  expect(estuary.rowsOf(tameId)).toHaveLength(50)
})
afterAll(async () => {
  await estuary.close()
  await fleet.close()
  home.remove()
})

/** The fewest rows of the wild daemon at any moment while something goes on. */
async function fewestDuring(what: () => Promise<void>): Promise<number> {
  let fewest = Infinity
  let going = true
  const watching = estuary.until(
    'it is over',
    () => {
      fewest = Math.min(fewest, estuary.rowsOf(wildId).length)
      return !going
    },
    60_000,
  )
  await what()
  going = false
  await wild.behave()
  await watching
  return fewest
}

/** A person connects it: the waits after earlier ends do not count any more. */
async function begunAnew(): Promise<void> {
  await estuary.call('daemons.disconnect', { id: wildId })
  await estuary.untilLink(wildId, 'off')
  await estuary.call('daemons.connect', { id: wildId })
  await estuary.untilLink(wildId, 'live')
}

const status = ['core.get_torrents_status', 'core.get_torrent_status']

describe('Estuary, over simulated daemons,', () => {
  const breaking: NonNullable<Misbehaviour['badBytes']>[] = ['garbage', 'oversize', 'bomb', 'deep']
  for (const badBytes of breaking) {
    it(`leaves a daemon that sends ${badBytes}, keeps its rows, and comes back by itself`, async () => {
      await begunAnew()
      const connections = wild.counters.connections
      const fewest = await fewestDuring(async () => {
        await wild.misbehave({ badBytes, badBytesFor: status })
        await estuary.until('the link has noticed', () => estuary.linkState(wildId) !== 'live')
        expect(['protocol', 'too-large']).toContain(estuary.daemon(wildId).link.problem?.code)
        await wild.behave()
        await estuary.untilLink(wildId, 'live', 40_000)
      })
      expect(fewest).toBe(count)
      expect(wild.counters.connections).toBeGreaterThan(connections)
    })
  }

  it('keeps every row while a daemon starts again with an empty list', async () => {
    const fewest = await fewestDuring(async () => {
      await wild.restart({ emptyMs: 2500, deafMs: 1500 })
      await estuary.untilLink(wildId, 'live', 40_000)
    })
    expect(fewest).toBe(count)
  })

  it('shows hostile names as text and keeps going', async () => {
    const before = wild.counters.totalCalls
    await wild.misbehave({ hostileNames: true })
    wild.dropConnections()
    await estuary.until('names are hostile', () => estuary.rowsOf(wildId).some(({ name }) => name.includes('<script>')))
    await estuary.untilLink(wildId, 'live')
    expect(estuary.rowsOf(wildId)).toHaveLength(count)
    for (const { name } of estuary.rowsOf(wildId)) expect(typeof name).toBe('string')
    expect(wild.counters.totalCalls).toBeGreaterThan(before)
    await wild.behave()
    wild.dropConnections()
    await estuary.until(
      'names are well again',
      () => estuary.rowsOf(wildId).every(({ name }) => !name.includes('<script>')),
      40_000,
    )
  })

  it('keeps numbers numbers and texts texts whatever types come', async () => {
    await wild.misbehave({ wrongTypes: true })
    const asked = wild.counters.callsOf('core.get_torrent_status') + wild.counters.callsOf('core.get_torrents_status')
    await estuary.until(
      'several answers have come',
      () =>
        wild.counters.callsOf('core.get_torrent_status') + wild.counters.callsOf('core.get_torrents_status') >
        asked + 20,
    )
    for (const row of estuary.rowsOf(wildId)) {
      expect(typeof row.name).toBe('string')
      for (const value of [row.progress, row.sizeBytes, row.doneBytes, row.downBytesPerSecond]) {
        expect(Number.isFinite(value)).toBe(true)
      }
    }
  })

  it('takes answers that come twice and answers nobody asked for without harm', async () => {
    await wild.misbehave({ answersTwice: true, strayAnswers: true })
    const torrent = wild.engine.all().find(({ state }) => state === 'Seeding')!
    const [result] = await estuary.call('torrents.pause', { keys: [`${wildId}/${torrent.id}`] })
    expect(result?.problem).toBe(null)
    await estuary.until('it is paused', () => estuary.row(wildId, torrent.id)?.state === 'paused')
    expect(estuary.linkState(wildId)).toBe('live')
  })

  it('notices a half-open connection, says so, and is back when the daemon is', async () => {
    await wild.misbehave({ halfOpen: true })
    await estuary.until('the link is stale', () => estuary.linkState(wildId) === 'stale', 40_000)
    expect(estuary.rowsOf(wildId)).toHaveLength(count)
  })

  it('keeps up with a flood of events', async () => {
    await wild.misbehave({ floodPerSecond: 4000 })
    const heard = wild.counters.events
    await estuary.until('it has heard many', () => wild.counters.events > heard + 8000)
    expect(estuary.linkState(wildId)).toBe('live')
    const torrent = wild.engine.all().find(({ state }) => state === 'Seeding')!
    const [result] = await estuary.call('torrents.pause', { keys: [`${wildId}/${torrent.id}`] })
    expect(result?.problem).toBe(null)
  })

  it('says that nobody knows what became of a change without an answer, and then shows what it reads', async () => {
    await wild.misbehave({ losesAnswers: ['core.pause_torrent', 'core.pause_torrents'] })
    const torrent = wild.engine.all().find(({ state }) => state === 'Seeding')!
    const [result] = await estuary.call('torrents.pause', { keys: [`${wildId}/${torrent.id}`] })
    expect(result?.problem?.code).toBe('outcome-unknown')
    await estuary.until('it is paused', () => estuary.row(wildId, torrent.id)?.state === 'paused')
  })

  it('has held no daemon for more than 50 ms with any call, asked for no method that is not there, and harmed nobody', () => {
    for (const { counters } of fleet.daemons) {
      expect(counters.longestHoldMs, counters.longestHoldMethod).toBeLessThanOrEqual(50)
      expect(counters.unknownMethods).toEqual(new Set())
      expect(counters.harmDone).toBe(0)
    }
  })
})
