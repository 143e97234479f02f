import { describe, expect, it, vi } from 'vitest'
import { asksForAct, jumpList, readAct } from '../../../main/shell/acts.ts'
import { hasTrayHost, type Tool } from '../../../main/shell/tools.ts'
import { tables } from '../../../preload/words/all.ts'

vi.mock('electron', () => ({}))

describe('what a start asks for', () => {
  it.each([
    [['estuary', '--do=add'], 'add'],
    [['estuary', '--data=/x', '--do=pause'], 'pause'],
    [['--do=resume'], 'resume'],
    [['--do=quit'], null],
    [['--do=addition'], null],
    [['--do=', '--do=add'], null],
    [[7, null], null],
    ['--do=add', null],
  ])('is one of three words %j', (argv, act) => {
    expect(readAct(argv)).toBe(act)
  })

  it('is not asked again by a program that starts itself', () => {
    expect(asksForAct('--do=pause')).toBe(true)
    expect(asksForAct('--data=/do=pause')).toBe(false)
  })

  it('stands in the list on Windows’ taskbar, with the data folder as one argument', () => {
    const { items } = jumpList('C:\\Estuary.exe', ['--data=C:\\My "data"'], tables.en.desktopWords.tray)
    expect(items?.map(({ title, args }) => [title, args])).toEqual([
      ['Add torrent…', '"--data=C:\\My data" --do=add'],
      ['Pause all', '"--data=C:\\My data" --do=pause'],
      ['Resume all', '"--data=C:\\My data" --do=resume'],
    ])
  })
})

describe('whether a Linux desktop shows a tray', () => {
  it.each([
    ['(<true>,)', true],
    ['(<false>,)', false],
    [null, false],
    ['', false],
  ])('is what its own part for it says: %j', async (said, is) => {
    const asked: [Tool, readonly string[]][] = []
    const run = (tool: Tool, args: readonly string[]): Promise<string | null> => {
      asked.push([tool, args])
      return Promise.resolve(said)
    }
    expect(await hasTrayHost(run)).toBe(is)
    expect(asked.map(([tool]) => tool)).toEqual(['gdbus'])
  })
})
