import { describe, expect, it } from 'vitest'
import { needs } from '../../needs.ts'
import { expectNothingSerious } from '../axe.ts'
import type { Dialog } from '../pages/dialog.ts'
import { play } from './play.ts'

needs('chromium')

const stage = play()

const plan = (): Promise<Dialog> => stage.window.dialog(/^(Pause|Resume) [\d,]+ torrents?\?$/).untilOpen()
const states = (): Promise<Record<string, number | null>> => stage.window.sidebar.counts('State')
const plain = (text: string): string => text.replaceAll(/[\s\u00a0\u2068\u2069]+/g, ' ')

/** Pauses what is selected after the plan; how many those were, when the list says so, too. */
async function pauseAll(): Promise<number> {
  const before = await states()
  await stage.window.tool('Pause').click()
  await (await plan()).press(/^Pause/)
  let paused = 0
  const isTold = async (): Promise<boolean> => {
    const [, number = '0'] = /^Paused ([\d,]+) torrents\.$/.exec((await stage.window.messages())[0] ?? '') ?? []
    paused = Number(number.replaceAll(',', ''))
    return paused > 0
  }
  await expect.poll(isTold).toBe(true)
  await expect.poll(async () => (await states())['Paused']).toBe((before['Paused'] ?? 0) + paused)
  return paused
}

describe('pausing and resuming thousands', () => {
  it('shows the plan first, with nothing done by Enter or Escape', async () => {
    const { grid } = await stage.open('scene=pictures')
    await grid.rows.first().waitFor()
    await grid.focus()
    await stage.window.press('Control+A')
    const before = await states()
    await stage.window.tool('Pause').click()
    const dialog = await plan()
    expect(await dialog.text()).toMatch(/nas \d+ paused already [\d,]+ will pause seedbox \d+ paused already/)
    expect(await dialog.text()).toMatch(/left as they are: .*attic.* is not connected\./)
    await expectNothingSerious(stage.window, 'the plan of a pausing')
    await stage.window.press('Enter')
    await dialog.untilClosed()
    expect(await states()).toEqual(before)
  })

  it('is taken back exactly from its message', async () => {
    const { grid, page } = await stage.open('scene=pictures&delay=0')
    await grid.rows.first().waitFor()
    await grid.focus()
    await stage.window.press('Control+A')
    const before = await states()
    const paused = await pauseAll()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => stage.window.messages()).toContain(`Resumed ${paused.toLocaleString('en')} torrents.`)
    await expect.poll(async () => (await states())['Paused']).toBe(before['Paused'])
  })

  it('leaves alone, when it resumes, what was paused before', async () => {
    const { grid, page } = await stage.open('scene=pictures&delay=0')
    await grid.rows.first().waitFor()
    await grid.focus()
    await stage.window.press('Control+A')
    const before = await states()
    await pauseAll()
    await stage.window.tool('Resume').click()
    const dialog = await plan()
    const only = page.getByRole('radio', { name: /^Only the [\d,]+ torrents paused together/ })
    expect(await only.isChecked()).toBe(true)
    expect(plain(await dialog.text())).toMatch(/Also what was paused before: .* and [\d,]+ more\./)
    await dialog.press(/^Resume/)
    await expect.poll(async () => (await states())['Paused']).toBe(before['Paused'])
  })

  it('has its buttons free of messages in a small window, too', async () => {
    const { grid, page } = await stage.open('scene=pictures&delay=0')
    await page.setViewportSize({ width: 640, height: 480 })
    await grid.rows.first().waitFor()
    await grid.focus()
    await stage.window.press('Control+A')
    await stage.window.tool('Pause').click()
    await (await plan()).press(/^Pause/)
    await expect.poll(() => stage.window.messages()).not.toEqual([])
    await stage.window.tool('Resume').click()
    // Playwright clicks only what nothing lies over.
    await (await plan()).press('Cancel')
  })
})
