import { beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../../../preload/contract/errors.ts'
import type { FilesItem } from '../../../../preload/contract/files.ts'
import { Contents } from '../../../../renderer/data/contents.svelte.ts'
import { Looks } from '../../../../renderer/data/looks.ts'
import { SettingsMirror } from '../../../../renderer/data/settings.svelte.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { FileActs } from '../../../../renderer/screen/details/fileacts.ts'
import { FileKeys } from '../../../../renderer/screen/details/filekeys.ts'
import { FilesView } from '../../../../renderer/screen/details/files.svelte.ts'
import { Renaming } from '../../../../renderer/screen/details/renaming.svelte.ts'
import { makeDaemon } from '../data/bridge.ts'
import { byHand, HandBridge } from '../data/bridge.ts'
import { hashOf } from '../view/rows.ts'

const key = `nas0/${hashOf(1)}`
const problem: Problem = { code: 'remote', message: 'nas answered, but did not rename it.', retry: 'never' }
const paths = ['film/disc 1/a.mkv', 'film/disc 1/b.mkv', 'film/disc 2/c.mkv', 'film/notes.txt']

let bridge: HandBridge
let toasts: Toasts
let contents: Contents
let view: FilesView
let renaming: Renaming
let acts: FileActs
let why: string | null
let daemon: ReturnType<typeof makeDaemon>

function tell(now: readonly string[]): void {
  const item: FilesItem = {
    kind: 'part',
    first: 0,
    of: now.length,
    paths: [...now],
    sizes: now.map(() => 10),
    progress: now.map(() => 0),
    priorities: now.map((_, at) => (at === 3 ? ('skip' as const) : ('normal' as const))),
  }
  bridge.say('files', item)
  view.takeTree()
}

const lines = (): string[] => view.lines.map(({ name }) => name)
const line = (name: string) => view.lines.find((node) => node.name === name)!
const pick = (...names: string[]): void =>
  view.setSelection({
    keys: new Set(names.map((name) => line(name).id)),
    focus: line(names.at(-1)!).id,
    anchor: line(names[0]!).id,
  })
const chosen = (): string[] => view.selected.map(({ name }) => name)
const asked = () => bridge.named('files.prioritize') as { indexes: number[]; priority: string }[]

beforeEach(() => {
  bridge = new HandBridge()
  bridge.answers['files.prioritize'] = ({ indexes }: { indexes: number[] }) => [{ indexes, problem: null }]
  bridge.answers['files.rename'] = () => [{ indexes: [0], problem: null }]
  toasts = new Toasts()
  const rest = byHand()
  contents = new Contents({ bridge, looks: new Looks(bridge, rest.schedule), key, settle: byHand().schedule })
  rest.run()
  view = new FilesView(contents, new SettingsMirror(bridge, toasts, byHand().schedule))
  renaming = new Renaming(view, toasts)
  why = null
  daemon = makeDaemon('nas0')
  acts = new FileActs({ view, renaming, toasts, why: () => why, daemon: () => daemon })
  tell(paths)
})

describe('the lines of the Files tab', () => {
  it('are those of open folders, and the focus goes to what is nearest when its own is hidden', () => {
    expect(lines()).toEqual(['film', 'disc 1', 'a.mkv', 'b.mkv', 'disc 2', 'c.mkv', 'notes.txt'])
    pick('a.mkv', 'notes.txt', 'b.mkv')
    view.open(contents.tree!.folder('film/disc 1')!, false)
    expect(lines()).toEqual(['film', 'disc 1', 'disc 2', 'c.mkv', 'notes.txt'])
    expect(chosen()).toEqual(['notes.txt'])
    expect(view.focused?.name).toBe('disc 2')
  })

  it('are all there, or none but the outermost, when all folders are opened or closed', () => {
    view.openAll(false)
    expect(lines()).toEqual(['film'])
    view.openAll(true)
    expect(lines()).toHaveLength(7)
  })

  it('are what a filter finds, whatever was closed, and what was closed is so again behind it', () => {
    view.openAll(false)
    view.filter = 'disc mkv'
    expect(lines()).toEqual(['film', 'disc 1', 'a.mkv', 'b.mkv', 'disc 2', 'c.mkv'])
    view.open(contents.tree!.folder('film/disc 1')!, false)
    expect(lines()).toEqual(['film', 'disc 1', 'disc 2', 'c.mkv'])
    view.filter = ''
    expect(lines()).toEqual(['film'])
  })

  it('are drawn only as far as they are in sight, with the one that the keyboard is on', () => {
    tell(Array.from({ length: 10_000 }, (_, at) => `t/${at}`))
    view.heightPx = 200
    view.openAll(true)
    expect(view.lines).toHaveLength(10_001)
    view.setSelection({ keys: new Set(['f9999']), focus: 'f9999', anchor: 'f9999' })
    expect(view.drawn.length).toBeLessThan(30)
    expect(view.drawn.at(-1)).toMatchObject({ slot: 'focus', at: 10_000 })
  })

  it('keep what is open and selected when a folder gets another name', async () => {
    bridge.answers['files.renameFolder'] = () => null
    const disc = contents.tree!.folder('film/disc 2')!
    view.open(disc, false)
    view.setSelection({ keys: new Set([disc.id, 'f0']), focus: disc.id, anchor: 'f0' })
    renaming.begin(disc)
    renaming.name = 'bonus'
    expect(await renaming.send()).toBe(true)
    expect(view.newNames.get(disc.id)).toBe('bonus')
    tell(paths.map((path) => path.replace('disc 2', 'bonus')))
    expect(lines()).toEqual(['film', 'bonus', 'disc 1', 'a.mkv', 'b.mkv', 'notes.txt'])
    expect(chosen()).toEqual(['bonus', 'a.mkv'])
    expect([view.focused?.name, view.newNames.size]).toEqual(['bonus', 0])
  })
})

describe('what is done to files', () => {
  it('is done to those that are selected and to all in selected folders, and not where it is so already', () => {
    pick('disc 1', 'notes.txt')
    acts.prioritize('normal')
    expect(asked()).toEqual([{ key, indexes: [3], priority: 'normal' }])
    acts.prioritize('high')
    expect(asked()[1]).toMatchObject({ indexes: [0, 1, 3], priority: 'high' })
  })

  it('is done only to what the filter shows', () => {
    view.filter = 'a.mkv'
    pick('film')
    acts.prioritize('skip')
    expect(asked()).toMatchObject([{ indexes: [0], priority: 'skip' }])
  })

  it('by ticking makes what is wanted skipped, and what is not, or in part, normal', () => {
    acts.tick(line('a.mkv'))
    expect(asked().at(-1)).toMatchObject({ indexes: [0], priority: 'skip' })
    acts.tick(line('film'))
    expect(asked().at(-1)).toMatchObject({ indexes: [0, 3], priority: 'normal' })
    acts.tick(line('film'))
    expect(asked().at(-1)).toMatchObject({ indexes: [0, 1, 2, 3], priority: 'skip' })
  })

  it('is refused with the reason where the daemon cannot, and low alone where it knows no low', () => {
    pick('a.mkv')
    daemon = makeDaemon('nas0', {
      cannot: { 'low-priority': { code: 'incompatible', message: 'It knows no low priority.', retry: 'never' } },
    })
    expect(acts.whyNot('low')).toBe('It knows no low priority.')
    expect(acts.whyNot('high')).toBeNull()
    why = 'nas is not connected.'
    acts.prioritize('high')
    acts.rename()
    acts.tick(line('a.mkv'))
    expect([asked(), renaming.id]).toEqual([[], null])
    expect(toasts.list.map(({ text }) => text)).toEqual(['nas is not connected.'])
    expect(
      acts.menu().filter((entry) => typeof entry === 'object' && 'disabled' in entry && entry.disabled),
    ).toHaveLength(5)
  })

  it('says which files were not changed, and why', async () => {
    bridge.answers['files.prioritize'] = () => [{ indexes: [0], problem }]
    pick('a.mkv')
    acts.prioritize('high')
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(toasts.list).toMatchObject([{ tone: 'bad', lines: [{ who: 'a.mkv', text: problem.message }] }])
  })
})

describe('a name that is typed', () => {
  it('is checked before it is sent, beside its neighbours', async () => {
    renaming.begin(line('a.mkv'))
    const faults = ['', 'x/y', 'b.mkv', ' edge', 'free.mkv'].map((name) => {
      renaming.name = name
      return renaming.problem !== null
    })
    expect(faults).toEqual([true, true, true, true, false])
    renaming.name = 'b.mkv'
    expect(await renaming.send()).toBe(false)
    expect(bridge.named('files.rename')).toEqual([])
    expect(renaming.name).toBe('b.mkv')
  })

  it('is sent as a path within the torrent, and not at all where it stayed the same', async () => {
    renaming.begin(line('a.mkv'))
    expect(await renaming.send()).toBe(true)
    renaming.begin(line('a.mkv'))
    renaming.name = 'first.mkv'
    expect(await renaming.send()).toBe(true)
    expect(renaming.id).toBeNull()
    expect(bridge.named('files.rename')).toEqual([{ key, renames: [{ index: 0, path: 'film/disc 1/first.mkv' }] }])
  })

  it('stays in its field with the reason when the daemon refuses it', async () => {
    bridge.answers['files.rename'] = () => [{ indexes: [0], problem }]
    renaming.begin(line('a.mkv'))
    renaming.name = 'con.mkv'
    expect(await renaming.send()).toBe(false)
    expect([renaming.name, renaming.problem, renaming.isBusy]).toEqual(['con.mkv', problem.message, false])
    renaming.name = 'con 2.mkv'
    expect(renaming.problem).toBeNull()
  })

  it('is told of at the corner when its field was left before the daemon refused it', async () => {
    bridge.answers['files.rename'] = () => [{ indexes: [0], problem }]
    renaming.begin(line('a.mkv'))
    renaming.name = 'con.mkv'
    const sent = renaming.send()
    renaming.leave()
    await sent
    expect(toasts.list).toMatchObject([{ tone: 'bad', text: problem.message }])
  })

  it('leads on to the next file', () => {
    renaming.begin(line('b.mkv'))
    expect(renaming.nextFile()?.name).toBe('c.mkv')
    renaming.begin(line('notes.txt'))
    expect(renaming.nextFile()).toBeNull()
  })
})

describe('the keyboard in the tree', () => {
  let menus: number
  let keys: FileKeys
  const press = (key: string, more: Partial<KeyboardEvent> = {}): void =>
    keys.press({
      key,
      target: view.element,
      timeStamp: performance.now(),
      preventDefault: () => {},
      stopPropagation: () => {},
      ...more,
    } as KeyboardEvent)

  beforeEach(() => {
    menus = 0
    keys = new FileKeys(view, acts, { menu: () => (menus += 1) })
    view.heightPx = 280
    pick('film')
  })

  it('walks, closes and opens folders, and goes in and out of them', () => {
    press('ArrowRight')
    expect(view.focused?.name).toBe('disc 1')
    press('ArrowLeft')
    expect(lines()).not.toContain('a.mkv')
    press('ArrowLeft')
    expect(view.focused?.name).toBe('film')
    press('End')
    expect(view.focused?.name).toBe('notes.txt')
    press('Home')
    press('ArrowLeft')
    expect(lines()).toEqual(['film'])
    press('*', { shiftKey: true })
    expect(lines()).toHaveLength(7)
  })

  it('selects ranges and all, ticks, sets priorities and opens the menu', () => {
    press('End')
    press('ArrowUp', { shiftKey: true })
    expect(chosen().sort()).toEqual(['c.mkv', 'notes.txt'])
    press('4')
    expect(asked().at(-1)).toMatchObject({ indexes: [2, 3], priority: 'high' })
    press(' ')
    expect(asked().at(-1)).toMatchObject({ priority: 'skip' })
    press('a', { ctrlKey: true })
    expect(chosen()).toHaveLength(7)
    press('ContextMenu')
    expect(menus).toBe(1)
    press('F2')
    expect(renaming.name).toBe('c.mkv')
  })

  it('finds a line by what is typed, figures too', () => {
    press('n')
    expect(view.focused?.name).toBe('notes.txt')
    press('o')
    press('1')
    expect(asked()).toEqual([])
  })

  it('goes up to the heads, sorts there, and comes back', () => {
    press('Home')
    press('ArrowUp')
    expect(view.head).toBe('name')
    press('ArrowRight')
    press('Enter')
    expect([view.head, view.sort]).toEqual(['size', { column: 'size', down: true }])
    press('ArrowDown')
    expect(view.head).toBeNull()
  })
})
