import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runConsole } from '../daemons/console.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { needs } from '../needs.ts'
import { startFleetDaemon, type FleetDaemon } from './daemon.ts'

let daemon: FleetDaemon
let folder: string

beforeAll(async () => {
  folder = temporaryFolder('fleet')
  daemon = await startFleetDaemon({ torrents: 40, activity: 'none', version: '2.0.3' })
})
afterAll(async () => {
  await daemon.close()
  removeFolder(folder)
})

const calls = (method: string): number => daemon.counters.callsOf(method)

needs('deluge-console').describe('Deluge’s own console, connected to a simulated daemon,', () => {
  it('lists every torrent with its name, id and progress', async () => {
    const shown = await runConsole(daemon, 'info')
    for (const torrent of daemon.engine.all()) expect(shown).toContain(`${torrent.name} ${torrent.id}`)
    expect(shown).toContain('100% ')
    expect(shown.match(/^\[[A-Z]\]/gm)).toHaveLength(40)
  })

  it('shows one torrent in detail', async () => {
    const torrent = daemon.engine.all().find(({ state, peers }) => state === 'Downloading' && peers > 0)!
    const shown = await runConsole(daemon, `info -v ${torrent.id}`)
    expect(shown).toContain(`Name: ${torrent.name}`)
    expect(shown).toContain('Downloading')
    expect(shown).toContain(torrent.folder)
  })

  it('counts the states', async () => {
    const shown = await runConsole(daemon, 'status')
    expect(shown).toContain('Total torrents: 40')
    const seeding = daemon.engine.all().filter(({ state }) => state === 'Seeding').length
    expect(shown).toContain(`Seeding: ${seeding}`)
  })

  it('reads and changes a preference', async () => {
    expect(await runConsole(daemon, 'config download_location')).toContain('/srv/torrents')
    await runConsole(daemon, 'config -s max_active_limit 42')
    expect(await runConsole(daemon, 'config max_active_limit')).toContain('42')
  })

  it('pauses and resumes a torrent', async () => {
    const torrent = daemon.engine.all().find(({ state }) => state === 'Seeding')!
    await runConsole(daemon, `pause ${torrent.id}`)
    expect(torrent.state).toBe('Paused')
    await runConsole(daemon, `resume ${torrent.id}`)
    expect(torrent.state).toBe('Seeding')
  })

  it('pauses everything by pausing the session', async () => {
    await runConsole(daemon, 'pause *')
    expect(daemon.engine.sessionPaused).toBe(true)
    expect(await runConsole(daemon, 'status')).toContain('Seeding: 0')
    await runConsole(daemon, 'resume *')
    expect(daemon.engine.sessionPaused).toBe(false)
  })

  it('adds a torrent file, checks it again and removes it', async () => {
    const made = makeTorrent({
      name: 'Ebbe und Flut.iso',
      content: 500_000,
      trackers: ['http://tracker.example/announce'],
    })
    const path = join(folder, 'made.torrent')
    writeFileSync(path, made.bytes)
    await runConsole(daemon, `add ${path}`)
    const torrent = daemon.engine.get(made.hash)
    expect(torrent?.name).toBe('Ebbe und Flut.iso')
    expect(torrent?.sizeBytes).toBe(500_000)
    expect(torrent?.options.owner).toBe('admin')
    await runConsole(daemon, `recheck ${made.hash}`)
    expect(torrent?.state).toBe('Checking')
    await runConsole(daemon, `rm -c ${made.hash}`)
    expect(daemon.engine.get(made.hash)).toBeUndefined()
  })

  it('adds a magnet', async () => {
    const id = '34'.repeat(20)
    await runConsole(daemon, `add magnet:?xt=urn:btih:${id}`)
    expect(daemon.engine.get(id)?.hasMetadata).toBe(false)
  })

  it('is refused with a wrong password, and told why', async () => {
    const refused = daemon.counters.refusedLogins
    const shown = await runConsole(daemon, 'info', { as: { username: 'admin', password: 'wrong' } })
    expect(shown).toContain('Password does not match')
    expect(daemon.counters.refusedLogins).toBe(refused + 1)
  })

  it('asked for nothing that the simulated daemon does not have', () => {
    expect(calls('core.get_torrents_status')).toBeGreaterThan(10)
    expect(calls('core.add_torrent_file_async')).toBe(1)
    expect(daemon.counters.unknownMethods).toEqual(new Set())
  })
})
