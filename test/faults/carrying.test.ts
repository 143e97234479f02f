import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { saver } from '../../main/shell/save.ts'
import { needs } from '../needs.ts'
import { SmallDisk } from './small-disk.ts'
import { healthy, Watched } from './watched.ts'

/** Where the person wants the file. */
const place = vi.hoisted(() => ({ path: '' }))

vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => [] },
  dialog: { showSaveDialog: () => Promise.resolve({ canceled: false, filePath: place.path }) },
}))

needs('tmpfs').describe('a full disk', () => {
  it('takes no export, says so, and leaves the file of before as it was', async () => {
    const disk = new SmallDisk(2)
    place.path = join(disk.folder, 'estuary.json')
    writeFileSync(place.path, 'of before')
    disk.fill()
    await expect(saver()('estuary.json', 'x'.repeat(200_000))).rejects.toThrow(/The disk is full\. Free some space/)
    expect(readFileSync(place.path, 'utf8')).toBe('of before')
    expect(readdirSync(dirname(place.path))).toEqual(['estuary.json'])
  })

  it('takes nothing of an import, which says so and is whole when there is room', async () => {
    const disk = new SmallDisk(6)
    const daemon = await healthy()
    const { estuary } = await Watched.open(disk.folder)
    await estuary.add(daemon, 'nas')
    const names = Array.from({ length: 900 }, (_, index) => `barn ${index} ${'x'.repeat(80)}`)
    const content = JSON.stringify({
      format: 'estuary-settings',
      version: 1,
      daemons: names.map((name, index) => ({
        name,
        kind: 'deluge',
        address: { way: 'tls', host: `barn${index}.example`, port: 1 },
        username: 'u'.repeat(250),
        certificate: null,
        mark: 1,
        connect: false,
      })),
      settings: { theme: 'dark' },
    })
    const take = async (part: number, settings: 'theme'[]) => {
      const plan = await estuary.call('transfer.look', { content })
      const daemons = plan.daemons.filter(({ state }) => state === 'new').slice(0, part)
      return estuary.call('transfer.take', { daemons: daemons.map(({ id, name }) => ({ id, name })), settings })
    }
    /** Why the last part was not taken; empty = it was. */
    const refusal = async (): Promise<string> => {
      try {
        return (await take(100, ['theme'])).daemons.at(-1)?.problem?.message ?? ''
      } catch (error) {
        // What cannot be written down before it is done is refused as a whole.
        return (error as Error).message
      }
    }
    // A little room may be left in what the database has taken already.
    let why = ''
    for (let round = 0; round < 9 && why === ''; round += 1) {
      disk.fill()
      why = await refusal()
    }
    expect(why).toContain('The disk is full.')
    disk.makeRoom()
    await estuary.call('app.retryDisk', {})
    const taken = await take(900, ['theme'])
    expect(taken.daemons.filter(({ problem }) => problem)).toEqual([])
    expect(taken.settings).toBeNull()
    await estuary.until('all are listed', () => estuary.daemons.length === 901)
  })
})
