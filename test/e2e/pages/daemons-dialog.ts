import type { Locator, Page } from 'playwright-core'
import { Dialog } from './dialog.ts'

/** Every daemon with its connection. */
export class DaemonsDialog extends Dialog {
  constructor(page: Page) {
    super(page, /^Daemons$/)
  }

  of(daemon: string): Locator {
    const name = this.page.getByText(daemon, { exact: true })
    return this.root.getByRole('list', { name: 'Daemons' }).getByRole('listitem').filter({ has: name })
  }

  /** Everything that is said of a daemon. */
  async saysOf(daemon: string): Promise<string> {
    return (await this.of(daemon).innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim()
  }

  /** Presses the one button that helps now. */
  async help(daemon: string, name: string): Promise<void> {
    await this.of(daemon).getByRole('button', { name, exact: true }).click()
  }

  async openMenuOf(daemon: string): Promise<void> {
    await this.root.getByRole('button', { name: `Actions for ${daemon}` }).click()
  }
}
