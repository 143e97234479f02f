import type { Locator, Page } from 'playwright-core'
import { Dialog } from './dialog.ts'

/** Takes over what a kind's own programs know. */
export class ImportDialog extends Dialog {
  constructor(page: Page) {
    super(page, /^Import from /)
  }

  get found(): Locator {
    return this.root.getByRole('list', { name: 'Daemons found' }).getByRole('listitem')
  }

  /** The line of the daemon at an address. */
  at(address: string): Locator {
    return this.found.filter({ has: this.page.getByRole('checkbox', { name: address }) })
  }

  async lookIn(folder: string): Promise<void> {
    await this.field('Look in another folder').fill(folder)
    await this.page.keyboard.press('Enter')
  }
}
