import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HistoryEvent } from '../../preload/contract/events.ts'
import { needs } from '../needs.ts'
import { fill, torrentNumber } from './collection.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { openWitness } from './witness.ts'

const anna = { username: 'anna', password: 'annapass' }
const others = 6

needs('deluged').describe('an account that is demoted and promoted while Estuary is off', () => {
  const home = new Home()
  const own = torrentNumber(100)
  const shared = torrentNumber(101)
  let daemon: Deluged
  let id: string

  /** Somebody else works at the daemon. */
  async function give(torrent: { base64: string; name: string }, options = {}, as?: typeof anna): Promise<void> {
    const witness = await openWitness(daemon, as)
    await witness.call('core.add_torrent_file', 'x.torrent', torrent.base64, { add_paused: true, ...options })
    await witness.close()
  }

  /** The daemon starts anew with another level for the account. */
  async function restartWith(level: number): Promise<void> {
    await daemon.stop()
    const auth = join(daemon.configFolder, 'auth')
    const lines = readFileSync(auth, 'utf8').split('\n')
    const kept = lines.filter((line) => line !== '' && !line.startsWith('anna:'))
    writeFileSync(auth, [...kept, `anna:annapass:${level}`, ''].join('\n'), { mode: 0o600 })
    await daemon.start()
  }

  /** A run of Estuary until its list is true and `also` holds; its lines about torrents. */
  async function run(also: (estuary: Estuary) => boolean): Promise<HistoryEvent[]> {
    const estuary = await home.open()
    try {
      id = estuary.daemons[0]?.id ?? (await estuary.add(daemon, 'nas', anna))
      await estuary.untilLink(id, 'live')
      await estuary.until('the list is settled', () => also(estuary))
      return estuary.events.filter(({ kind }) => !['connected', 'trusted', 'lost'].includes(kind))
    } finally {
      await estuary.close()
    }
  }

  const has = (estuary: Estuary, count: number): boolean => estuary.rowsOf(id).length === count

  beforeAll(async () => {
    daemon = await startDeluged({ accounts: [{ ...anna, level: 10 }] })
    const witness = await openWitness(daemon)
    await fill(witness, others)
    await witness.call('core.add_torrent_file', 's.torrent', shared.base64, { add_paused: true, shared: true })
    await witness.close()
    await give(own, {}, anna)
  })
  afterAll(async () => {
    await daemon.dispose()
    home.remove()
  })

  it('sees everything at first, and nothing of it is news', async () => {
    expect(await run((estuary) => has(estuary, others + 2))).toEqual([])
  })

  it('is told once that it is shown less, and of no torrent that it was removed', async () => {
    await restartWith(5)
    const lines = await run((estuary) => has(estuary, 2) && estuary.events.some(({ kind }) => kind === 'hidden'))
    expect(lines).toMatchObject([{ kind: 'hidden', name: 'nas' }])
    expect(lines[0]?.text).toContain(`${others} torrents of other accounts`)
    expect(await run((estuary) => has(estuary, 2))).toEqual([])
  })

  it('sees everything again, and what was there all the time was not added', async () => {
    await restartWith(10)
    const fresh = torrentNumber(102)
    await give(fresh)
    const witness = await openWitness(daemon)
    await witness.call('core.remove_torrent', torrentNumber(0).hash, false)
    const { time_added: addedAt } = await witness.status(fresh.hash, ['time_added'])
    await witness.close()
    const isTold = (estuary: Estuary): boolean => estuary.events.some(({ kind }) => kind === 'added')
    const lines = await run((estuary) => has(estuary, others + 2) && isTold(estuary))
    // A removal that was never seen is not told.
    expect(lines).toMatchObject([{ kind: 'added', name: fresh.name, away: true, at: (addedAt as number) * 1000 }])
  })
})
