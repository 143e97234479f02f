import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { needs } from '../needs.ts'
import { fill, labelOfNumber } from './collection.ts'
import { runConsole } from './console.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { makeTorrent } from './torrents.ts'
import { openWitness } from './witness.ts'

needs('deluged', 'deluge-console').describe('the real daemon that tests run', () => {
  let daemon: Deluged

  beforeAll(async () => {
    daemon = await startDeluged({ label: true })
  })
  afterAll(() => daemon.dispose())

  it('answers the witness with the level of each account', async () => {
    for (const account of [daemon.accounts.admin, daemon.accounts.normal, daemon.accounts.reader]) {
      const witness = await openWitness(daemon, account)
      expect(witness.level).toBe(account.level)
      await witness.close()
    }
    await expect(openWitness(daemon, { username: 'admin', password: 'wrong' })).rejects.toThrow('Password does not')
  })

  it('takes many torrents with labels and keeps them over a restart', async () => {
    const before = await openWitness(daemon)
    const hashes = await fill(before, 40, { withLabels: true })
    await before.close()

    await daemon.restart()

    const after = await openWitness(daemon)
    // A daemon that has just started knows no torrents for a moment.
    await expect.poll(() => after.hashes()).toHaveLength(40)
    expect((await after.hashes()).toSorted()).toEqual(hashes.toSorted())
    const rows = (await after.call('core.get_torrents_status', {}, ['label'])) as Record<string, { label: string }>
    expect(hashes.map((hash) => rows[hash]?.label)).toEqual(hashes.map((_, index) => labelOfNumber(index)))
    await after.close()
  })

  it('seeds content that was really written', async () => {
    const torrent = makeTorrent({
      name: 'ordner ü 雪',
      content: [
        { path: ['a.bin'], sizeBytes: 40_000 },
        { path: ['tief', 'b.bin'], sizeBytes: 70_001 },
      ],
      data: daemon.downloads,
    })
    const witness = await openWitness(daemon)
    await witness.call('core.add_torrent_file', 'x.torrent', torrent.base64, { add_paused: false })
    await expect
      .poll(async () => (await witness.status(torrent.hash, ['state']))['state'], { timeout: 15_000 })
      .toBe('Seeding')
    expect(await witness.status(torrent.hash, ['progress', 'total_size'])).toEqual({
      progress: 100,
      total_size: 110_001,
    })
    await witness.close()
  })

  it('is seen by Deluge’s own console, which says no to a wrong password', async () => {
    expect(await runConsole(daemon, 'info')).toContain('ordner ü 雪')
    const refused = await runConsole(daemon, 'info', { as: { username: 'admin', password: 'wrong' } })
    expect(refused).toContain('Password does not match')
  })

  it('gets another certificate when asked and keeps it otherwise', async () => {
    const file = join(daemon.configFolder, 'ssl', 'daemon.cert')
    const first = readFileSync(file, 'utf8')
    await daemon.restart()
    expect(readFileSync(file, 'utf8')).toBe(first)
    await daemon.regenerateCertificate()
    expect(readFileSync(file, 'utf8')).not.toBe(first)
  })

  it('leaves nothing behind', async () => {
    const other = await startDeluged()
    const { pid, configFolder } = other
    await other.dispose()
    expect(() => process.kill(pid, 0)).toThrow()
    expect(existsSync(configFolder)).toBe(false)
  })
})
