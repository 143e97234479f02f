import { describe, expect, it } from 'vitest'
import { needs } from '../../needs.ts'
import { play } from './play.ts'

needs('chromium')

const stage = play()

const palette = () => stage.window.page.getByRole('dialog', { name: 'Command palette' })
const field = () => palette().getByRole('combobox')
const options = () => palette().getByRole('option').allInnerTexts()
const chosen = () => palette().locator('[aria-selected="true"]').innerText()

/** Opens the palette and types. */
async function ask(text: string): Promise<void> {
  await stage.window.press('Control+K')
  await field().waitFor()
  await stage.window.page.keyboard.type(text)
}

const bigBuck = 'Big Buck Bunny (2008) 2160p open movie'

describe('the command palette', () => {
  it('pauses what is selected, and says first which torrent that is', async () => {
    const { grid } = await stage.open('three')
    await grid.pick(bigBuck)
    await ask('pause')
    await expect.poll(chosen).toMatch(/^Pause\s+Big Buck Bunny/)
    await stage.window.press('Enter')
    await palette().waitFor({ state: 'detached' })
    await expect.poll(() => grid.stateOf(bigBuck)).toBe('Paused')
    await expect.poll(() => stage.window.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
  })

  it('says why a command makes no sense now, and does nothing then', async () => {
    await stage.open('three')
    await ask('recheck')
    await expect.poll(chosen).toMatch(/^Force recheck\s+Choose a torrent first\./)
    await stage.window.press('Enter')
    expect(await field().inputValue()).toBe('recheck')
  })

  it('finds torrents and what else can be done with one', async () => {
    const { grid } = await stage.open('pictures')
    await ask('moby')
    await expect.poll(options).toEqual([expect.stringMatching(/Moby-Dick/)])
    await stage.window.press('Tab')
    await expect.poll(options).toEqual(expect.arrayContaining([expect.stringMatching(/^Force recheck/)]))
    await stage.window.press('Shift+Tab')
    expect(await field().inputValue()).toBe('moby')
    await expect.poll(chosen).toMatch(/Moby-Dick/)
    await stage.window.press('Enter')
    await expect.poll(() => grid.selected()).toEqual([expect.stringMatching(/Moby-Dick/)])
  })

  it('wraps at both ends, is emptied by the first Escape and closed by the second', async () => {
    await stage.open('three')
    await ask('theme')
    await expect.poll(async () => (await options()).length).toBe(3)
    await stage.window.press('ArrowUp')
    expect(await chosen()).toBe((await options()).at(-1))
    await stage.window.press('ArrowDown')
    expect(await chosen()).toBe((await options())[0])
    await stage.window.press('Escape')
    expect(await field().inputValue()).toBe('')
    await stage.window.press('Escape')
    await palette().waitFor({ state: 'detached' })
  })

  it('offers what was used lately first', async () => {
    await stage.open('three')
    await ask('rows comfortable')
    await stage.window.press('Enter')
    await ask('')
    await expect.poll(chosen).toMatch(/^Rows: comfortable/)
  })

  it('finds nothing and says so', async () => {
    await stage.open('three')
    await ask('zzzzzz')
    await palette().getByText('Nothing named “zzzzzz”').waitFor()
    expect(await options()).toEqual([])
  })
})

describe('keys', () => {
  it('lead to the search right after the list has come, by slash and by Ctrl+F', async () => {
    const { grid } = await stage.open('three')
    const focused = () => stage.window.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await stage.window.press('/')
    await expect.poll(focused).toBe('Search')
    await grid.focus()
    await stage.window.press('Control+F')
    await expect.poll(focused).toBe('Search')
    expect(await stage.window.page.getByRole('searchbox').inputValue()).toBe('')
  })

  it('are all listed under the question mark, as the table of commands has them', async () => {
    await stage.open('three')
    await stage.window.press('?')
    const sheet = stage.window.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.waitFor()
    const text = await sheet.innerText()
    for (const name of ['Command palette', 'Remove with its files…', 'Up in the queue', 'Select all'])
      expect(text).toContain(name)
    await stage.window.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })
})
