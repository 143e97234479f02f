import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Home, type Estuary } from '../daemons/estuary.ts'
import { startFleet, type Fleet } from './fleet.ts'

const count = 300

describe('Estuary, over simulated daemons that cannot spell one of their torrents,', () => {
  const home = new Home()
  let fleet: Fleet
  let estuary: Estuary

  beforeAll(async () => {
    fleet = await startFleet([
      // Never answers a list's call again.
      { name: 'Silent', torrents: count, version: '2.0.3' },
      // Fails where that torrent is in the list.
      { name: 'Failing', torrents: count, version: '2.2.0' },
    ])
    estuary = await home.open()
  })
  afterAll(async () => {
    await estuary.close()
    await fleet.close()
    home.remove()
  })

  for (const name of ['Silent', 'Failing']) {
    it(`shows all others, and says of that one what to do (${name})`, async () => {
      const daemon = fleet.named(name)
      const [odd, other] = daemon.engine.all().filter(({ state }) => state === 'Seeding')
      await daemon.misbehave({ unspellable: [odd!.id] })
      const id = await estuary.add(daemon, name)
      await estuary.untilLink(id, 'live')
      expect(estuary.rowsOf(id)).toHaveLength(count)
      const row = estuary.row(id, odd!.id)
      expect(row).toMatchObject({ name: odd!.id, state: 'error' })
      expect(row?.message).toMatch(/its name is not UTF-8\. Remove it, restart the daemon, and add it again/)
      const bad = estuary.rowsOf(id).filter(({ message }) => message.includes('UTF-8'))
      expect(bad.map(({ hash }) => hash)).toEqual([odd!.id])
      const key = `${id}/${other!.id}`
      await estuary.call('torrents.pause', { keys: [key] })
      await estuary.until('another one is live', () => estuary.rows.get(key)?.state === 'paused')
      expect(estuary.linkState(id)).toBe('live')
      expect(daemon.counters.longestHoldMs, daemon.counters.longestHoldMethod).toBeLessThanOrEqual(50)
    })
  }
})
