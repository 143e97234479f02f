import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'

needs('deluged').describe('ways into folders and out of them, on a real daemon', () => {
  const home = new Home()
  let nas: Deluged
  let estuary: Estuary
  let id: string

  beforeAll(async () => {
    nas = await startDeluged()
    for (const name of ['films', 'films 2', 'Filme ü', '.hidden']) {
      mkdirSync(join(nas.downloads, name, 'inside'), { recursive: true })
    }
    symlinkSync(join(nas.downloads, 'films'), join(nas.downloads, 'linked'))
    estuary = await home.open()
    id = await estuary.add(nas, 'nas')
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
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
})
