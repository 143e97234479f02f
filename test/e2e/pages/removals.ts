import type { Locator, Page } from 'playwright-core'

/** What is being removed, at the corner: the newest on top. */
export class Removals {
  readonly root: Locator

  constructor(page: Page) {
    this.root = page.getByRole('list', { name: 'Removals' })
  }

  get all(): Locator {
    return this.root.getByRole('listitem')
  }

  async texts(): Promise<string[]> {
    const texts = await this.all.locator('.said').allInnerTexts()
    return texts.map((text) =>
      text
        .replaceAll(/[\u2066-\u2069]/g, '')
        .replaceAll(/[\s\u00a0]+/g, ' ')
        .trim(),
    )
  }

  /** The newest one waits no longer. */
  async now(): Promise<void> {
    await this.all.first().getByRole('button', { name: 'Now' }).click()
  }

  async undo(): Promise<void> {
    await this.all.first().getByRole('button', { name: 'Undo' }).click()
  }
}
