import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Relay, startRelay } from '../bench/relay.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { House, type Program } from './house.ts'

const mostMemoryBytes = 400_000_000

let house: House
let program: Program
let daemon: FleetDaemon
let relay: Relay

beforeEach(async () => {
  house = new House()
  daemon = await startFleetDaemon({ name: 'Far away', torrents: 50, activity: 'none' })
  relay = await startRelay(daemon)
  program = await house.start()
})
afterEach(async () => {
  const { peakBytes } = await program.figures()
  expect(peakBytes).toBeLessThan(mostMemoryBytes)
  await house.remove()
  await relay.close()
  await daemon.close()
})

describe('a way to a daemon', () => {
  it('that delays everything is only slow', async () => {
    relay.weather.delayMs = 250
    const id = await program.add(relay, 'Far away')
    await program.untilLink(id, 'live')
    await program.act(id)
    expect(program.daemon(id).torrents).toBe(50)
  })

  it('that brings one byte at a time brings them all', async () => {
    relay.weather.pieceBytes = 1
    const id = await program.add(relay, 'Far away')
    await program.untilLink(id, 'live')
    await program.act(id)
    expect(program.daemon(id).torrents).toBe(50)
  })

  it('that carries nothing any more is noticed, and used again when it does', async () => {
    const id = await program.add(relay, 'Far away')
    await program.untilLink(id, 'live')
    relay.weather.halfOpen = true
    await program.untilLink(id, 'stale')
    await program.untilLink(id, 'waiting')
    relay.weather.halfOpen = false
    await program.untilLink(id, 'live', 60_000)
    await program.act(id)
  })

  it('that breaks in the middle of a message leaves nothing of it, and the next connection reads it', async () => {
    const id = await program.add(relay, 'Far away')
    await program.untilLink(id, 'live')
    // Behind the header of the next answer's record, and before its end.
    relay.weather.cutAfterBytes = 40
    await program.until('it broke', () => program.daemon(id).link.state !== 'live')
    await program.untilLink(id, 'live')
    await program.act(id)
    expect(program.daemon(id).torrents).toBe(50)
  })
})
