import { expect, it } from 'vitest'
import { needs } from '../../needs.ts'
import { command } from '../pages/palette.ts'
import { play } from './play.ts'

needs('chromium')

const stage = play()

const list = () => stage.window.page.getByRole('listbox', { name: 'Lines of the log' })
const drawn = () => list().getByRole('option')

it('a log of ten thousand lines is gone through to its end, and only what is in view is drawn', async () => {
  await stage.open('three')
  await command(stage.window.page, 'Show the log')
  await drawn().first().waitFor()
  await list().focus()
  const readOn = async (): Promise<string | null> => {
    await stage.window.press('End')
    return drawn().last().getAttribute('aria-setsize')
  }
  await expect.poll(readOn).toBe('10000')
  await stage.window.press('End')
  await expect.poll(() => drawn().last().getAttribute('aria-posinset')).toBe('10000')
  expect(await drawn().count()).toBeLessThan(60)
  await expect.poll(() => list().getAttribute('aria-activedescendant')).not.toBeNull()
  await stage.window.press('Home')
  await expect.poll(() => drawn().first().getAttribute('aria-posinset')).toBe('1')
})

it('a line of the log is read as a whole below the list', async () => {
  await stage.open('three')
  await command(stage.window.page, 'Show the log')
  await drawn().nth(4).click()
  await stage.window.page.getByText('at Sweep.#read').last().waitFor()
  expect(await list().getByRole('option', { selected: true }).innerText()).toContain('a part of a daemon failed')
})
