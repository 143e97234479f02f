import type { Locator, Page } from 'playwright-core'

/** The footer. */
export class StatusBar {
  readonly root: Locator

  constructor(page: Page) {
    this.root = page.getByRole('contentinfo', { name: 'Status' })
  }

  /** Everything that it says: "2 of 2 daemons connected … 3 of 100 selected · 1.2 GiB …". */
  async text(): Promise<string> {
    return (await this.root.innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim()
  }

  async openDaemons(): Promise<void> {
    await this.root.getByRole('button', { name: /connected|No daemons/ }).click()
  }
}
