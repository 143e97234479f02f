import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nonsense } from '../../main/lib/bounds.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { hostilities, type HostilityName, stopPouring } from './hostile.ts'
import { House, type Program } from './house.ts'

const MB = 1_000_000
/** What the program may ever need beside a daemon that means harm; alone it has some 150 MB. */
const mostMemoryBytes = 700 * MB
const mostLogBytes = 0.2 * MB
/** A hundred thousand rows of usual length. */
const mostDatabaseBytes = 100 * MB

let house: House
let program: Program
let neighbour: FleetDaemon
let neighbourId: string
let hostile: FleetDaemon

beforeEach(async () => {
  house = new House()
  neighbour = await startFleetDaemon({ name: 'Neighbour', torrents: 50, activity: 'none' })
  hostile = await startFleetDaemon({ name: 'Hostile', torrents: 500, activity: 'none' })
  program = await house.start()
  neighbourId = await program.add(neighbour, 'Neighbour')
  await program.untilLink(neighbourId, 'live')
})
afterEach(async () => {
  stopPouring()
  await house.remove()
  await Promise.all([neighbour.close(), hostile.close()])
})

/** Adds the daemon after (or, with `early`, before) it turns hostile. */
async function suffer(name: HostilityName, early = true): Promise<string> {
  const hostility: { begin(daemon: FleetDaemon): Promise<void>; looksAtDetails?: boolean } = hostilities[name]
  if (early) await hostility.begin(hostile)
  const id = await program.add(hostile, 'Hostile')
  await program.until('it is in the list', () => program.daemons.some((daemon) => daemon.id === id))
  if (early) return id
  await program.untilLink(id, 'live')
  await hostility.begin(hostile)
  const key = `${id}/${hostile.engine.all()[0]?.id ?? ''}`
  if (hostility.looksAtDetails) await program.ask('listen', 'details', { key })
  return id
}

/** The neighbour is live and does what it is asked, again and again for some seconds. */
async function neighbourServes(): Promise<void> {
  for (let time = 0; time < 10; time += 1) {
    expect(program.daemon(neighbourId).link.state).toBe('live')
    await program.act(neighbourId)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Nothing is left behind, and the next start of the same folder brings the neighbour back. */
async function staysWithinBounds({
  databaseBytes = mostDatabaseBytes,
  memoryBytes = mostMemoryBytes,
} = {}): Promise<void> {
  const { peakBytes } = await program.figures()
  expect(program.windowGone).toBe('')
  expect(peakBytes).toBeLessThan(memoryBytes)
  expect(house.logBytes).toBeLessThan(mostLogBytes)
  stopPouring()
  await hostile.behave()
  program = await house.start()
  expect(house.databaseBytes).toBeLessThan(databaseBytes)
  await program.untilLink(neighbourId, 'live')
  await neighbourServes()
}

describe('a daemon', () => {
  it('that answers with an exception of forty megabytes is refused in a short sentence', async () => {
    const id = await suffer('an endless exception')
    await program.until('it is refused', () => program.daemon(id).link.problem !== null)
    await neighbourServes()
    const { problem } = program.daemon(id).link
    expect(problem?.message.length).toBeLessThan(1_100)
    expect(JSON.stringify(problem).length).toBeLessThan(20_000)
    await staysWithinBounds()
  })

  it('whose answer to the connection test is such an exception fails that test alone', async () => {
    await hostilities['an endless exception'].begin(hostile)
    const address = { way: 'tls', host: hostile.host, port: hostile.port } as const
    const { username, password, fingerprint } = hostile
    const answer = await program.answer('daemons.test', { kind: 'deluge', address, username, password, fingerprint })
    expect(answer).toMatchObject({ ok: false, error: { code: 'remote' } })
    expect(JSON.stringify(answer).length).toBeLessThan(20_000)
    await neighbourServes()
  })

  it('that adds hundreds of thousands of rows to each answer is told to send nonsense', async () => {
    const id = await suffer('too many foreign rows')
    await program.until('it is given up', () => program.daemon(id).link.problem?.code === 'too-large')
    expect(program.daemon(id)).toMatchObject({ torrents: 0 })
    await neighbourServes()
    await staysWithinBounds()
  })

  it('that adds rows to each answer has only those that it was asked for', async () => {
    const id = await suffer('foreign rows')
    await program.untilLink(id, 'live')
    expect(program.daemon(id).torrents).toBe(500)
    await neighbourServes()
    await staysWithinBounds()
  })

  it('whose names are endless has their beginnings, and nothing keeps the rest', async () => {
    const id = await suffer('endless names')
    await program.untilLink(id, 'live', 60_000)
    expect(program.daemon(id).torrents).toBe(250)
    await neighbourServes()
    await program.ask('collect')
    expect((await program.figures()).heapBytes).toBeLessThan(45 * MB)
    await staysWithinBounds()
  })

  it('with more torrents than are taken shows the first of them', async () => {
    await program.call('settings.set', { rowsPerDaemon: 5_000 })
    const id = await suffer('too many torrents')
    await program.untilLink(id, 'live', 60_000)
    expect(program.daemon(id)).toMatchObject({ torrents: 5_000, shortage: 'rows' })
    await neighbourServes()
    await staysWithinBounds()
  })

  it('that makes up labels, owners and trackers without end has those of its torrents of now', async () => {
    await program.call('settings.set', { rowsPerDaemon: 5_000 })
    const id = await suffer('labels without end')
    await program.untilLink(id, 'live', 60_000)
    expect(program.daemon(id).torrents).toBe(5_000)
    await neighbourServes()
    await staysWithinBounds()
  })

  it('with as much text as it may send has the beginnings of it', async () => {
    await program.call('settings.set', { rowsPerDaemon: 2_000 })
    const id = await suffer('too much text')
    await program.untilLink(id, 'live', 120_000)
    expect(program.daemon(id).torrents).toBe(2_000)
    await neighbourServes()
    await staysWithinBounds()
  })

  it('that sends nonsense between good messages is left alone for longer and longer', async () => {
    const id = await suffer('nonsense between good frames', false)
    await program.untilLink(id, 'waiting')
    const { problem, retryAt, since } = program.daemon(id).link
    expect(problem).toMatchObject({ code: 'protocol' })
    expect((retryAt ?? 0) - since).toBeGreaterThan(nonsense.firstWaitMs / 2)
    await neighbourServes()
    await staysWithinBounds()
  })

  it('that tells of millions of pieces is shown them in as many stretches as a screen has points', async () => {
    const id = await suffer('an endless map of pieces', false)
    await neighbourServes()
    expect(program.daemon(id).torrents).toBe(500)
    await staysWithinBounds()
  })

  it('whose torrents come and go without end fills its own history and no other', async () => {
    const id = await suffer('a flood of comings and goings', false)
    await neighbourServes()
    const mine = await program.call('events.list', { limit: 1000 })
    expect(mine.length).toBeGreaterThan(0)
    expect(program.daemon(id).link.state).toMatch(/live|stale|warming/)
    await staysWithinBounds()
  })

  it('that tells of removals without end is heard as far as that can be followed', async () => {
    await suffer('a flood of removals', false)
    await neighbourServes()
    await staysWithinBounds()
  })

  it('that sends twenty thousand events at once is followed without holding up others', async () => {
    const id = await suffer('a burst of events', false)
    await neighbourServes()
    expect(program.daemon(id).torrents).toBe(500)
    await staysWithinBounds()
  })

  it('that sends huge answers nobody asked for is worked through in turns', async () => {
    await suffer('huge answers that nobody asked for', false)
    await neighbourServes()
    await staysWithinBounds()
  })
})
