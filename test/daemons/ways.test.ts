import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent } from './torrents.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('ways into folders and out of them, on a real daemon', () => {
  const home = new Home()
  let nas: Deluged
  let witness: Witness
  let estuary: Estuary
  let id: string

  beforeAll(async () => {
    nas = await startDeluged()
    for (const name of ['films', 'films 2', 'Filme ü', '.hidden']) {
      mkdirSync(join(nas.downloads, name, 'inside'), { recursive: true })
    }
    symlinkSync(join(nas.downloads, 'films'), join(nas.downloads, 'linked'))
    witness = await openWitness(nas)
    estuary = await home.open()
    id = await estuary.add(nas, 'nas')
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await witness.close()
    await nas.dispose()
    home.remove()
  })

  const complete = (path: string, hidden = false): Promise<{ folders: string[]; left: number }> =>
    estuary.call('folders.complete', { daemon: id, path, hidden })
  const inside = (...names: string[]): string[] => names.map((name) => `${join(nas.downloads, name)}/`)

  it('folders are told as they are there', async () => {
    const all = ['Filme ü', 'films', 'films 2', 'linked']
    expect(await complete(`${nas.downloads}/`)).toEqual({ folders: inside(...all), left: 0 })
    expect((await complete(`${nas.downloads}/`, true)).folders).toEqual(inside('.hidden', ...all))
    expect((await complete(`${nas.downloads}/fi`)).folders).toEqual(inside('films', 'films 2'))
    expect((await complete(`${nas.downloads}/films/`)).folders).toEqual(inside('films/inside'))
    expect((await complete('/')).folders).toContain('/tmp/')
  })

  it('of what is not there, or is no whole path, there are none', async () => {
    for (const path of [
      `${nas.downloads}/nothing/`,
      `${nas.downloads}/x`,
      'downloads',
      '',
      `${nas.downloads}/films/inside/`,
    ]) {
      expect(await complete(path)).toEqual({ folders: [], left: 0 })
    }
  })

  it('a torrent gets another name with its folder, with its one file, and without either', async () => {
    const folder = makeTorrent({
      name: 'Old folder',
      content: [
        { path: ['a.bin'], sizeBytes: 40_000 },
        { path: ['b', 'c.bin'], sizeBytes: 40_000 },
      ],
      data: nas.downloads,
      seed: 81,
    })
    const single = makeTorrent({ name: 'old.bin', content: 40_000, data: nas.downloads, seed: 82 })
    for (const { name, base64 } of [folder, single]) {
      await witness.call('core.add_torrent_file', `${name}.torrent`, base64, { add_paused: true })
    }
    await estuary.until('both are listed', () => estuary.rowsOf(id).length === 2)
    const told = async (hash: string): Promise<unknown> => {
      const { name, files } = (await witness.status(hash, ['name', 'files'])) as {
        name: string
        files: { path: string }[]
      }
      return [name, files.map(({ path }) => path)]
    }
    const rename = (hash: string, name: string, withFiles: boolean): Promise<null> =>
      estuary.call('torrents.rename', { key: keyOf(id, hash), name, withFiles })

    await rename(folder.hash, 'Néw folder', true)
    expect(await told(folder.hash)).toEqual(['Néw folder', ['Néw folder/a.bin', 'Néw folder/b/c.bin']])
    await rename(single.hash, 'new.bin', true)
    expect(await told(single.hash)).toEqual(['new.bin', ['new.bin']])
    expect(existsSync(join(nas.downloads, 'new.bin'))).toBe(true)
    await rename(single.hash, 'Shown', false)
    expect(await told(single.hash)).toEqual(['Shown', ['new.bin']])
    await estuary.until('it is shown', () => estuary.row(id, single.hash)?.name === 'Shown')
    await rename(single.hash, 'last.bin', true)
    expect(await told(single.hash)).toEqual(['last.bin', ['last.bin']])
    await expect(rename(single.hash, 'x'.repeat(256), true)).rejects.toMatchObject({ problem: { code: 'invalid' } })
    await estuary.until('both are shown', () => estuary.row(id, folder.hash)?.name === 'Néw folder')
  })
})
