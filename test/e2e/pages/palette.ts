import type { Page } from 'playwright-core'
import { soon } from '../soon.ts'

/** Runs a command by its name, from the palette. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+K')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await palette.getByRole('combobox').fill(name)
  await soon(() => palette.locator('[aria-selected="true"]').innerText()).toContain(name)
  await page.keyboard.press('Enter')
  await palette.waitFor({ state: 'detached' })
}
