import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent } from './torrents.ts'
import { startTracker, type Tracker } from './tracker.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('what a daemon tells late', () => {
  const home = new Home()
  let source: Deluged
  let target: Deluged
  let atSource: Witness
  let atTarget: Witness
  let tracker: Tracker
  let estuary: Estuary
  let id: string

  beforeAll(async () => {
    tracker = await startTracker()
    ;[source, target] = await Promise.all([startDeluged(), startDeluged()])
    ;[atSource, atTarget] = await Promise.all([openWitness(source), openWitness(target)])
    estuary = await home.open()
    id = await estuary.add(target, 'nas')
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await Promise.all([atSource.close(), atTarget.close()])
    await Promise.all([source.dispose(), target.dispose()])
    await tracker.close()
    home.remove()
  })

  async function seed(name: string, number: number, options: { folder?: boolean } = {}) {
    const content = options.folder ? [1, 2].map((part) => ({ path: [`part ${part}`], sizeBytes: 150_000 })) : 300_000
    const torrent = makeTorrent({ name, content, trackers: [tracker.url], data: source.downloads, seed: number })
    await atSource.call('core.add_torrent_file', `${name}.torrent`, torrent.base64, { add_paused: false })
    await expect.poll(() => atSource.status(torrent.hash, ['state']), { timeout: 20_000 }).toEqual({ state: 'Seeding' })
    return torrent
  }

  it('names the reason of a failure in its line', async () => {
    const torrent = await seed('in the way', 31, { folder: true })
    // Where its folder belongs is a file.
    writeFileSync(join(target.downloads, torrent.name), 'a file')
    await atTarget.call('core.add_torrent_file', 'x.torrent', torrent.base64, { add_paused: true })
    await estuary.until('it is listed', () => estuary.row(id, torrent.hash)?.name === torrent.name)
    const line = () => estuary.events.find(({ kind, hash }) => kind === 'failed' && hash === torrent.hash)
    await estuary.until('it is told', () => line() !== undefined)
    const { message } = await atTarget.status(torrent.hash, ['message'])
    expect(message).not.toBe('OK')
    expect(line()).toMatchObject({ name: torrent.name, text: message })
  })

  it('names a torrent that came as a magnet link without a name, off screen, and in the line that it finished', async () => {
    const torrent = await seed('called so by its metadata', 32)
    const uri = `magnet:?xt=urn:btih:${torrent.hash}&tr=${encodeURIComponent(tracker.url)}`
    await atTarget.call('core.add_torrent_magnet', uri, { add_paused: false })
    await estuary.until('it is named', () => estuary.row(id, torrent.hash)?.name === torrent.name, 50_000)
    const line = () => estuary.events.find(({ kind, hash }) => kind === 'finished' && hash === torrent.hash)
    await estuary.until('it has finished', () => line() !== undefined, 50_000)
    expect(line()?.name).toBe(torrent.name)
    // Known later than the name.
    await estuary.until('its size is true', () => estuary.row(id, torrent.hash)?.sizeBytes === torrent.sizeBytes)
  })
})
