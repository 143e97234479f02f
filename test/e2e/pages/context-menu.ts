import type { Locator, Page } from 'playwright-core'
import { soon } from '../soon.ts'

/** Whatever menu is open; a menu within it is found by its lines, too. */
export class ContextMenu {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('menu')
  }

  item(name: string): Locator {
    const roles = ['menuitem', 'menuitemcheckbox', 'menuitemradio'] as const
    const [plain, tick, dot] = roles.map((role) => this.#page.getByRole(role, { name: new RegExp(`^${name}`) }))
    return plain!.or(tick!).or(dot!)
  }

  /** Goes out of every menu, from wherever in it the keyboard is. */
  async closeAll(): Promise<void> {
    await soon(async () => {
      if ((await this.root.count()) > 0) await this.root.last().press('Escape')
      return this.root.count()
    }).toBe(0)
  }

  async choose(...path: string[]): Promise<void> {
    for (const name of path) await this.item(name).click()
  }

  /** The words of every line, from the top. */
  async lines(): Promise<string[]> {
    const lines = await this.root.first().locator('[role^="menuitem"]').allInnerTexts()
    return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim())
  }

  /** The words of the line that the keyboard is on. */
  async active(): Promise<string> {
    const words = await this.#page.evaluate(() => document.activeElement?.textContent ?? '')
    return words.replaceAll(/\s+/g, ' ').trim()
  }

  async untilClosed(): Promise<void> {
    await this.root.first().waitFor({ state: 'hidden' })
  }

  async leave(): Promise<void> {
    // The keyboard goes into it a moment after it is drawn.
    await soon(() => this.#page.evaluate(() => document.activeElement?.closest('[role=menu]') != null)).toBe(true)
    await this.#page.keyboard.press('Escape')
    await this.untilClosed()
  }
}
