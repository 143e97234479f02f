import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { DaemonLimits } from '../../preload/contract/limits.ts'
import type { FeedItem } from '../../preload/contract/feeds.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent, type MadeTorrent } from './torrents.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('acting on a real daemon, confirmed by Deluge’s own client', () => {
  const home = new Home()
  let daemon: Deluged
  let witness: Witness
  let estuary: Estuary
  let id: string
  let removals: FeedItem<'removals'>[]
  let moves: FeedItem<'moves'>[]
  let limits: DaemonLimits[]

  /** A torrent whose content is really there, seeding. */
  async function seed(name: string): Promise<MadeTorrent> {
    const torrent = makeTorrent({ name, content: 100_000, data: daemon.downloads })
    await witness.call('core.add_torrent_file', `${name}.torrent`, torrent.base64, { add_paused: false })
    await estuary.until(`${name} seeds`, () => estuary.row(id, torrent.hash)?.state === 'seeding')
    return torrent
  }

  const key = ({ hash }: MadeTorrent): string => keyOf(id, hash)
  const waiting = (): string => {
    const item = removals.findLast(({ kind }) => kind === 'put')
    return item?.kind === 'put' ? item.removal.id : ''
  }
  const end = <I extends { kind: string }>(items: readonly I[]): I | undefined =>
    items.findLast(({ kind }) => kind === 'end')
  const speeds = (): Promise<unknown> =>
    witness.call('core.get_config_values', ['max_download_speed', 'max_upload_speed'])

  async function open(): Promise<void> {
    estuary = await home.open()
    removals = []
    moves = []
    estuary.listen('removals', {}, (item) => removals.push(item))
    estuary.listen('moves', {}, (item) => moves.push(item))
    estuary.listen('limits', {}, (list) => (limits = list))
  }

  beforeAll(async () => {
    daemon = await startDeluged()
    witness = await openWitness(daemon)
    await open()
    id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await witness.close()
    await daemon.dispose()
    home.remove()
  })

  /** How removals ended, as the audit has it, the newest first. */
  async function endings(): Promise<string[]> {
    const deeds = await estuary.call('audit.list', { limit: 100 })
    return deeds.filter(({ call }) => call === 'removals.begin').map(({ state }) => state)
  }

  it('removes after the wait, with the files, and what was undone goes on as it did', async () => {
    const [going, staying] = [await seed('going'), await seed('staying')]
    await estuary.call('removals.begin', { keys: [key(staying)], withFiles: true })
    await expect.poll(() => witness.status(staying.hash, ['state']), { timeout: 10_000 }).toEqual({ state: 'Paused' })
    await estuary.call('removals.undo', { id: waiting() })
    await expect.poll(() => witness.status(staying.hash, ['state']), { timeout: 10_000 }).toEqual({ state: 'Seeding' })
    await estuary.call('removals.begin', { keys: [key(going)], withFiles: true })
    expect(await witness.hashes()).toContain(going.hash)
    removals.length = 0
    await expect.poll(() => end(removals), { timeout: 25_000 }).toMatchObject({ removed: 1, failed: [] })
    expect(await witness.hashes()).toEqual([staying.hash])
    // The audit knows how both ended, and the daemon's own word for it is not told once more.
    expect(await endings()).toEqual(['done', 'undone'])
    await expect
      .poll(() => estuary.events.filter(({ hash }) => hash === going.hash).map(({ kind }) => kind))
      .toEqual(['added', 'acted'])
    await expect.poll(() => existsSync(join(daemon.downloads, 'going')), { timeout: 10_000 }).toBe(false)
    expect(existsSync(join(daemon.downloads, 'staying'))).toBe(true)
  })

  it('moves what a torrent has, follows it, and says when the daemon could not', async () => {
    const torrent = await seed('moving')
    const folder = join(daemon.downloads, 'elsewhere')
    await estuary.call('torrents.move', { keys: [key(torrent)], targets: [{ daemon: id, folder }] })
    await expect.poll(() => end(moves), { timeout: 25_000 }).toMatchObject({ moved: 1, failed: [] })
    expect(await witness.status(torrent.hash, ['download_location'])).toEqual({ download_location: folder })
    expect(existsSync(join(folder, 'moving'))).toBe(true)
    moves.length = 0
    await estuary.call('torrents.move', { keys: [key(torrent)], targets: [{ daemon: id, folder: '/proc/nowhere' }] })
    await expect
      .poll(() => end(moves), { timeout: 30_000 })
      .toMatchObject({ moved: 0, failed: [{ key: key(torrent) }] })
    expect(existsSync(join(folder, 'moving'))).toBe(true)
  })

  it('limits its speed, and brings back after the alternative limits exactly what was there, over a restart', async () => {
    await witness.call('core.set_config', { max_download_speed: 700.25, max_upload_speed: -1.0 })
    await expect
      .poll(() => limits[0]?.now, { timeout: 10_000 })
      .toEqual({ downBytesPerSecond: 700.25 * 1024, upBytesPerSecond: null })
    const alternative = { downBytesPerSecond: 50 * 1024, upBytesPerSecond: 10 * 1024 }
    await estuary.call('limits.setAlternative', { daemons: [id], limits: alternative })
    await estuary.call('limits.switch', { daemons: [id], on: true })
    expect(await speeds()).toEqual({ max_download_speed: 50, max_upload_speed: 10 })
    await estuary.close()
    await open()
    await estuary.untilLink(id, 'live')
    await estuary.call('limits.switch', { daemons: [id], on: false })
    expect(await speeds()).toEqual({ max_download_speed: 700.25, max_upload_speed: -1 })
  })

  it('does not remove when the program is killed during the wait, and says so at the next start', async () => {
    const torrent = await seed('spared')
    await estuary.close()
    const child = spawn(process.execPath, [join(import.meta.dirname, 'removing.ts'), home.folder, key(torrent)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await said(child, 'waits')
    await expect.poll(() => witness.status(torrent.hash, ['state']), { timeout: 10_000 }).toEqual({ state: 'Paused' })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    await open()
    const { remarks } = await estuary.call('app.info', {})
    expect(remarks).toMatchObject([{ says: { id: 'removal.cancelled', with: { what: 'spared', daemons: ['nas'] } } }])
    expect((await endings())[0]).toBe('cancelled')
    await expect.poll(() => witness.status(torrent.hash, ['state']), { timeout: 20_000 }).toEqual({ state: 'Seeding' })
    expect(existsSync(join(daemon.downloads, 'spared'))).toBe(true)
  })
})

/** Waits until a program of ours says that it has come so far. */
function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => message === word && resolve())
    child.once('exit', (code) => reject(new Error(`It ended with ${String(code)}.`)))
  })
}
