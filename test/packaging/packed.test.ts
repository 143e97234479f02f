import { extractAll, listPackage } from '@electron/asar'
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pack } from '../../main/packaging/pack.ts'
import { makeStandIn } from '../../main/packaging/stand-in.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { Desk } from '../desktop/desk.ts'
import { Published } from '../desktop/published.ts'
import { Window } from '../e2e/pages/window.ts'
import { needs } from '../needs.ts'
import { oddities, packedIn } from './looked-at.ts'

/*
 * What `npm run package -- --dir` makes, packed around a stand-in for Electron's distribution: Electron itself is not
 * looked at here, and its own check of the archive neither.
 */
const root = join(import.meta.dirname, '../..')
const output = temporaryFolder('packed')
const packed = join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked')
const archive = join(packed, 'resources/app.asar')
const own = `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

let place: Published

beforeAll(async () => {
  place = await Published.open()
  await pack({ root, output, dir: true, standIn: true, updates: place.address, say: () => {} })
})
afterAll(async () => {
  await place.close()
  removeFolder(output)
})

describe('the packed program', () => {
  it('is what was built and the database’s library, and nothing that it does not need', () => {
    const files = listPackage(archive, { isPack: false }).map((path) => path.slice(1).replaceAll('\\', '/'))
    const built = filesIn(join(root, 'dist')).filter((path) => !/\.md$|^web\//.test(path))
    const library = files.filter((path) => path.startsWith('node_modules/better-sqlite3/lib/') && /\.js$/.test(path))
    expect(library.length).toBeGreaterThan(10)
    const tray = filesIn(join(root, 'assets/tray')).map((path) => `assets/tray/${path}`)
    expect(tray.length).toBeGreaterThan(50)
    const wanted = [...built.map((path) => `dist/${path}`), ...tray, 'package.json', own]
    const there = files.filter((path) => /\.\w+$/.test(path) && !library.includes(path))
    expect(there.sort()).toEqual([...wanted, 'node_modules/better-sqlite3/package.json'].sort())
    expect(files.filter((path) => /\.map$|\.ts$|(^|\/)test(\/|$)/.test(path))).toEqual([])
  })

  it('has one file beside its archive: the library for this system and processor', () => {
    expect(filesIn(`${archive}.unpacked`)).toEqual([own])
  })

  it('has every fuse as it is written, and is what the look at a release finds nothing odd in', async () => {
    expect(packedIn(output)).toEqual([{ program: join(packed, 'estuary'), resources: join(packed, 'resources') }])
    const [program] = packedIn(output)
    expect(await oddities(program!)).toEqual([])
    // As it would be without the switches that are set while packing.
    const plain = makeStandIn(join(output, 'linux-plain-unpacked'), '1')
    renameSync(join(plain, 'electron'), join(plain, 'estuary'))
    cpSync(join(packed, 'resources'), join(plain, 'resources'), { recursive: true })
    writeFileSync(`${join(plain, 'resources/app.asar.unpacked')}/more.node`, '')
    const found = await oddities({ program: join(plain, 'estuary'), resources: join(plain, 'resources') })
    expect(found).toContain('estuary: RunAsNode is not off')
    expect(found.at(-1)).toMatch(/^estuary: beside the archive lie: .*more\.node/)
  })

  it('says whose work is in it: of every bundled package, of the library, and of the letters', () => {
    const licences = join(packed, 'resources/licences')
    expect(filesIn(licences)).toEqual(['better-sqlite3.txt', 'estuary.txt', 'inter.txt', 'program.md', 'window.md'])
    const program = readFileSync(join(licences, 'program.md'), 'utf8')
    const view = readFileSync(join(licences, 'window.md'), 'utf8')
    for (const name of ['pako', 'pino', 'valibot', '@noble/hashes', 'electron-updater', 'js-yaml'])
      expect(program).toContain(`## ${name} - `)
    for (const name of ['svelte', 'bits-ui', '@lucide/svelte']) expect(view).toContain(`## ${name} - `)
  })
})

needs('chromium').describe('the program out of the archive', () => {
  const desk = new Desk()
  beforeAll(() => desk.begin())
  afterAll(() => desk.end())

  it('starts, shows its window, keeps what it is told, and asks for newer versions where it was told to', async () => {
    const folder = join(output, 'extracted')
    extractAll(archive, folder)
    const program = await desk.open({ root: folder, folder: output, isPackaged: true })
    const view = new Window(await program.page())
    await view.page.getByRole('heading', { name: 'Welcome to Estuary' }).waitFor()
    expect(await program.call('settings.set', { theme: 'dark' })).toMatchObject({ ok: true })
    expect(await program.call('app.info', {})).toMatchObject({ ok: true, value: { door: 'desktop' } })
    place.publish('9.0.0')
    expect(await program.call('updates.ask', {})).toMatchObject({ value: { way: 'notice', version: '9.0.0' } })
    expect(await desk.clear()).toEqual([])
  })
})
