import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { needs } from '../../needs.ts'
import { expectNothingSerious } from '../axe.ts'
import { play } from './play.ts'

needs('chromium')

const stage = play()
const zim = 'Kiwix – Wikipedia (en) maxi 2026-10.zim'

async function openBell(): Promise<Locator> {
  await stage.window.page.getByRole('button', { name: /^Recent events/ }).click()
  const box = stage.window.page.getByRole('dialog', { name: 'Recent events' })
  await box.getByRole('listitem').first().waitFor()
  return box
}

describe('a line of recent events', () => {
  it('leads to its torrent, also when a filter hides that', async () => {
    const { grid, search } = await stage.open('scene=pictures')
    await grid.rows.first().waitFor()
    await search.fill('nothing is called so')
    await expect.poll(() => grid.count()).toBe(0)
    const box = await openBell()
    await expectNothingSerious(stage.window, 'recent events')
    await box.getByRole('button', { name: zim }).click()
    await box.waitFor({ state: 'hidden' })
    expect(await search.inputValue()).toBe('')
    await expect.poll(() => grid.selected()).toEqual([zim])
    await expect.poll(() => grid.row(zim).isVisible()).toBe(true)
    // The keyboard is with it.
    await stage.window.press('Delete')
    await stage.window.removing.untilOpen()
    expect(await stage.window.removing.names.allInnerTexts()).toEqual([expect.stringContaining(zim)])
  })

  it('scrolls to its torrent wherever that is', async () => {
    const { grid } = await stage.open('scene=pictures')
    await grid.rows.first().waitFor()
    await grid.scrollTo(3000 * 28)
    await (await openBell()).getByRole('button', { name: /^archlinux/ }).click()
    await expect.poll(() => grid.selected()).toEqual(['archlinux-2026.11.01-x86_64.iso'])
  })

  it('leads to its daemon when that is what it is about, by the keyboard as well', async () => {
    const { grid, sidebar } = await stage.open('scene=pictures')
    await grid.rows.first().waitFor()
    const box = await openBell()
    const line = box.getByRole('button', { name: /^attic: connection lost/ })
    await line.focus()
    await stage.window.press('ArrowDown')
    await stage.window.press('ArrowUp')
    await stage.window.press('Enter')
    await box.waitFor({ state: 'hidden' })
    await expect.poll(() => grid.count()).toBe((await sidebar.counts('Daemons'))['attic'])
  })
})
