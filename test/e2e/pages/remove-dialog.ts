import type { Locator, Page } from 'playwright-core'
import { Dialog } from './dialog.ts'

/** Removes torrents, from the list or with their files. */
export class RemoveDialog extends Dialog {
  constructor(page: Page) {
    super(page, /^Remove [\d,]+ torrents?$/)
  }

  get names(): Locator {
    return this.root.getByRole('list', { name: 'To be removed' }).getByRole('listitem')
  }

  get keepFiles(): Locator {
    return this.root.getByRole('radio', { name: /^Remove from the list/ })
  }

  get withFiles(): Locator {
    return this.root.getByRole('radio', { name: /^Remove with (its|their) files/ })
  }

  async remove(): Promise<void> {
    await this.press(/^Remove (from the list|with (its|their) files)$/)
    await this.untilClosed()
  }
}
