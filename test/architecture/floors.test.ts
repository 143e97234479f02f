import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSources, root, type Source } from './sources.ts'

const sources = readSources('main', 'preload', 'renderer')
const paths = new Set(sources.map(({ path }) => path))

/** A room and the floor it is on: a file imports from its own room and from the floors below. */
interface Room {
  name: string
  floor: number
}

const rooms: [RegExp, number][] = [
  [/^(preload\/contract)\//, 0],
  [/^(preload\/torrent)\//, 0],
  [/^(preload\/text)\//, 0],
  // What is said, in every language; the contract names the nouns.
  [/^(preload\/words)\//, 0.1],
  // How a list is ordered and narrowed: the window's way, and the core's when it says what comes first.
  [/^(preload\/listing)\//, 0.2],
  [/^(main\/lib)\//, 0.5],
  [/^(main\/wire)\//, 1],
  // The face of all families is below each of them.
  [/^(main\/backend\/backend\.ts)$/, 1.5],
  [/^(main\/backend\/\w+)\//, 2],
  [/^(main\/daemon)\//, 2],
  [/^(main\/store)\//, 2],
  // The one file that knows every family.
  [/^(main\/backend\/registry\.ts)$/, 2.5],
  [/^(main\/core)\//, 3],
  [/^(main\/shell)\//, 4],
  [/^(main\/web)\//, 4],
  // What is started: it puts the floors together.
  [/^(main\/start)\//, 5],
  // What is installed: it packs what a start has built.
  [/^(main\/packaging)\//, 5.5],
  [/^(main)\/[\w-]+\.(ts|cjs)$/, 6],
]

/** What both sides of the preload share. */
const isShared = (path: string): boolean => /^preload\/(contract|listing|text|torrent|words)\//.test(path)

function roomOf(path: string): Room | null {
  for (const [pattern, floor] of rooms) {
    const name = pattern.exec(path)?.[1]
    if (name !== undefined) return { name, floor }
  }
  return null
}

/** Lines "importer → imported" that break a rule. */
function breaches(of: readonly Source[], isBreach: (from: Source, to: string, name: string) => boolean): string[] {
  return of.flatMap((from) =>
    from.imports
      .filter(({ path, name }) => isBreach(from, path ?? '', name))
      .map(({ path, name }) => `${from.path} → ${path ?? name}`),
  )
}

function under(...folders: string[]): Source[] {
  return sources.filter(({ path }) => folders.some((folder) => path.startsWith(folder)))
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

describe('the floors of the house', () => {
  it('sees the imports that it judges', () => {
    const door = sources.find(({ path }) => path === 'main/web/door.ts')
    expect(door?.imports).toContainEqual({ name: '../core/core.ts', path: 'main/core/core.ts', typeOnly: true })
    expect(door?.imports).toContainEqual({ name: 'fastify', path: null, typeOnly: false })
    const lazy = sources.find(({ path }) => path === 'main/start/build.ts')
    expect(lazy?.imports.map(({ name }) => name)).toContain('vite')
  })

  it('knows a room for every file of the program', () => {
    const program = under('main/', 'preload/').filter(({ path }) => path !== 'preload/preload.ts')
    expect(program.filter(({ path }) => !roomOf(path))).toEqual([])
  })

  it('imports only what exists', () => {
    expect(breaches(sources, (_from, to) => to !== '' && !paths.has(to))).toEqual([])
  })

  it('imports from its own room and the floors below, never upwards or sideways', () => {
    const wrong = breaches(under('main/'), (from, to) => {
      if (to === '') return false
      const [own, other] = [roomOf(from.path), roomOf(to)]
      if (!own || !other) return true
      return own.name !== other.name && other.floor >= own.floor
    })
    expect(wrong).toEqual([])
  })

  it('keeps the contract free of everything but its own files and the validation library', () => {
    const wrong = breaches(under('preload/contract/'), (_from, to, name) =>
      to === '' ? name !== 'valibot' : !to.startsWith('preload/contract/'),
    )
    expect(wrong).toEqual([])
  })

  it('keeps the catalogue free of everything but the contract and how texts are shown', () => {
    const wrong = breaches(under('preload/words/'), (_from, to) => !/^preload\/(words|contract|text)\//.test(to))
    expect(wrong).toEqual([])
  })

  it('keeps torrent data free of everything but its own files and hashing, so that it runs wherever it is asked for', () => {
    const wrong = breaches(under('preload/torrent/'), (_from, to, name) =>
      to === '' ? packageOf(name) !== '@noble/hashes' : !to.startsWith('preload/torrent/'),
    )
    expect(wrong).toEqual([])
  })

  it('lets the window see the contract, torrent data, itself and packages for browsers', () => {
    const forBrowsers = ['svelte', 'bits-ui', '@lucide/svelte', '@fontsource-variable/inter', 'valibot', 'uplot']
    const wrong = breaches(under('renderer/'), (_from, to, name) =>
      to === '' ? !forBrowsers.includes(packageOf(name)) : !to.startsWith('renderer/') && !isShared(to),
    )
    expect(wrong).toEqual([])
  })

  it('meets Electron in the shell, its entry and the preload only', () => {
    const meets = (path: string): boolean =>
      path.startsWith('main/shell/') || path === 'main/index.ts' || path === 'preload/preload.ts'
    expect(breaches(sources, ({ path }, _to, name) => packageOf(name) === 'electron' && !meets(path))).toEqual([])
  })

  it('gives the preload nothing but Electron and what both its sides share', () => {
    const preload = sources.filter(({ path }) => path === 'preload/preload.ts')
    expect(preload.length).toBe(1)
    const wrong = breaches(preload, (_from, to, name) => (to === '' ? name !== 'electron' : !isShared(to)))
    expect(wrong).toEqual([])
  })

  it('runs on the packages that are installed for running', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    const wrong = under('main/', 'preload/').flatMap(({ path, imports }) =>
      imports
        // Types are gone when it runs; the starts build with vite where it is there, and packing is done in a checkout.
        .filter((one) => one.path === null && !one.typeOnly && !one.name.startsWith('node:'))
        .map(({ name }) => packageOf(name))
        .filter((name) => name !== 'electron' && !(name === 'vite' && /^main\/(start\/|dev\.ts)/.test(path)))
        .filter((name) => !(name === 'electron-builder' && path.startsWith('main/packaging/')))
        .filter((name) => !Object.hasOwn(dependencies, name))
        .map((name) => `${path} → ${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('has no circle of imports', () => {
    expect(findCircles(sources)).toEqual([])
  })

  it('would find a circle', () => {
    const file = (path: string, to: string): Source => ({
      path,
      text: '',
      imports: [{ name: to, path: to, typeOnly: false }],
    })
    expect(findCircles([file('a', 'b'), file('b', 'c'), file('c', 'b')])).toEqual(['b → c → b'])
  })
})

/** Circles of imports that are still there when the program runs; a component may show itself. */
function findCircles(all: readonly Source[]): string[] {
  const next = new Map(
    all.map(({ path, imports }) => [
      path,
      imports.filter((one) => !one.typeOnly && one.path !== path).flatMap((one) => one.path ?? []),
    ]),
  )
  const circles: string[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path)
    if (at >= 0) circles.push([...trail.slice(at), path].join(' → '))
    if (at >= 0 || done.has(path)) return
    for (const to of next.get(path) ?? []) walk(to, [...trail, path])
    done.add(path)
  }
  for (const path of next.keys()) walk(path, [])
  return circles
}
