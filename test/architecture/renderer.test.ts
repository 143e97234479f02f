import { describe, expect, it } from 'vitest'
import { readSources, type Source } from './sources.ts'

const sources = readSources('renderer')

/** What a file of each room may import beside its own folder. The contract and packages are judged elsewhere. */
const below = {
  style: [],
  text: [],
  view: ['text'],
  ui: ['style', 'text', 'view'],
  data: ['text', 'view'],
  parts: ['style', 'text', 'view', 'ui', 'data'],
  screen: ['style', 'text', 'view', 'ui', 'data', 'parts'],
  shell: ['style', 'text', 'view', 'ui', 'data', 'parts', 'screen'],
  top: ['style', 'text', 'view', 'ui', 'data', 'parts', 'screen', 'shell'],
} as const satisfies Record<string, readonly string[]>
type Room = keyof typeof below

/** The room of a file and its folder, in which files know each other; null = it has none. */
function placeOf(path: string): { room: Room; folder: string } | null {
  const [, folder = '', first = '', second] = /^(renderer\/(\w+)(?:\/(\w+)(?=\/))?)\//.exec(path) ?? []
  if (/^renderer\/(App\.svelte|main\.ts|index\.html)$/.test(path)) return { room: 'top', folder: 'renderer' }
  if (first === 'screen' && second) {
    return { room: second === 'parts' || second === 'shell' ? second : 'screen', folder }
  }
  const plain = (['style', 'text', 'view', 'ui', 'data'] as const).find((room) => room === first && !second)
  return plain ? { room: plain, folder } : null
}

/** Lines "importer → imported" that go upwards or sideways. */
function breaches(among: readonly Source[]): string[] {
  return among.flatMap(({ path, imports }) => {
    const own = placeOf(path)
    return imports.flatMap((one) => {
      if (!one.path?.startsWith('renderer/')) return []
      const other = placeOf(one.path)
      const allowed: readonly string[] = own ? below[own.room] : []
      const fine = own && other && (own.folder === other.folder || allowed.includes(other.room))
      return fine ? [] : [`${path} → ${one.path}`]
    })
  })
}

describe('the floors of the window', () => {
  it('have a place for every file', () => {
    expect(sources.map(({ path }) => path).filter((path) => !placeOf(path))).toEqual([])
  })

  it('are crossed downwards only, and no screen knows another', () => {
    expect(breaches(sources)).toEqual([])
  })

  it('would be seen to be crossed', () => {
    const crossing = (path: string, to: string): Source => ({
      path,
      text: '',
      imports: [{ name: '', path: to, typeOnly: true }],
    })
    const wrong: [string, string][] = [
      ['renderer/text/a.ts', 'renderer/view/b.ts'],
      ['renderer/view/a.ts', 'renderer/ui/b.ts'],
      ['renderer/ui/a.ts', 'renderer/data/b.ts'],
      ['renderer/data/a.ts', 'renderer/ui/b.ts'],
      ['renderer/screen/add/a.ts', 'renderer/screen/daemons/b.ts'],
      ['renderer/screen/add/a.ts', 'renderer/screen/shell/b.ts'],
      ['renderer/screen/parts/a.ts', 'renderer/screen/add/b.ts'],
      ['renderer/screen/shell/a.ts', 'renderer/App.svelte'],
    ]
    for (const [from, to] of wrong) expect(breaches([crossing(from, to)])).toEqual([`${from} → ${to}`])
    expect(breaches([crossing('renderer/screen/shell/a.ts', 'renderer/screen/add/b.ts')])).toEqual([])
  })

  it('have components where something is drawn: plain parts, screens, and the whole', () => {
    const rooms = new Set(sources.filter(({ path }) => path.endsWith('.svelte')).map(({ path }) => placeOf(path)?.room))
    expect([...rooms].sort()).toEqual(['parts', 'screen', 'shell', 'top', 'ui'])
  })

  it('show no field that strangers fill as it is', () => {
    // Mark takes a name for its letter, and looks at it itself.
    const fields = 'name|title|message|problem|folder|label|tracker|trackerStatus|owner|username'
    const raw = new RegExp(`(?:[>\\s"]|\\b(?:title|aria-label)=)\\{(?:\\w+\\??\\.)+(?:${fields})\\b[^(]*?\\}`, 'g')
    const isOurs = /\{(?:t|words|shellWords|tab|bucket)\./
    const found = sources
      .filter(({ path }) => path.endsWith('.svelte'))
      .flatMap(({ path, text }) =>
        [...text.replaceAll(/<Mark [^>]*>/g, '').matchAll(raw)].map(([found]) => `${path}: ${found.trim()}`),
      )
    expect(found.filter((line) => !isOurs.test(line))).toEqual([])
  })

  it('name sides by the way of writing, so that a window from right to left is whole', () => {
    const physical = /(?:margin|padding|border)-(?:left|right)\b|^\s+(?:left|right):|text-align: (?:left|right)/m
    const styleOf = ({ path, text }: Source): string =>
      path.endsWith('.css') ? text : (/<style>[\s\S]*<\/style>/.exec(text)?.[0] ?? '')
    const styled = sources.filter(({ path }) => /\.(svelte|css)$/.test(path))
    expect(styled.filter((source) => physical.test(styleOf(source))).map(({ path }) => path)).toEqual([])
  })

  it('have words and behaviour that need nothing to be drawn with', () => {
    const packages = sources
      .filter(({ path }) => ['text', 'view'].includes(placeOf(path)?.room ?? ''))
      .flatMap(({ path, imports }) => imports.filter((one) => one.path === null).map(({ name }) => `${path} → ${name}`))
    expect(packages).toEqual([])
  })
})
