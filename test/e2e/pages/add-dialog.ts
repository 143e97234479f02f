import type { Locator, Page } from 'playwright-core'
import { Dialog } from './dialog.ts'

/** Adds torrents. */
export class AddDialog extends Dialog {
  constructor(page: Page) {
    super(page, /^Add (torrents|[\d,]+ torrents?)$/)
  }

  /** What is to be added, a line each. */
  get items(): Locator {
    return this.root.getByRole('list', { name: 'To be added' }).getByRole('listitem')
  }

  async itemTexts(): Promise<string[]> {
    return (await this.items.allInnerTexts()).map((text) => text.replaceAll(/[\s\u00a0]+/g, ' ').trim())
  }

  get link(): Locator {
    return this.root.getByRole('textbox', { name: /agnet link or web address$/ })
  }

  daemon(): Promise<string> {
    return this.chosen('Daemon')
  }

  async chooseDaemon(name: string): Promise<void> {
    await this.select('Daemon').click()
    await this.page.getByRole('listbox').getByRole('option', { name }).click()
  }

  /** Every daemon that the dialog names, with what it says of it. */
  async options(): Promise<string[]> {
    await this.select('Daemon').click()
    const options = this.page.getByRole('listbox').getByRole('option')
    await options.first().waitFor()
    const texts = await options.allInnerTexts()
    await this.page.keyboard.press('Escape')
    return texts.map((text) => text.replaceAll(/[\s\u00a0]+/g, ' ').trim())
  }

  get startAtOnce(): Locator {
    return this.root.getByRole('checkbox', { name: 'Start at once' })
  }

  async add(): Promise<void> {
    await this.press(/^Add( [\d,]+)?( to .*)?$/)
  }

  /** Chooses files as the system's file chooser would hand them over. */
  async chooseFiles(...paths: string[]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.press('Choose files…')])
    await chooser.setFiles(paths)
  }

  /** Chooses the torrent whose files are shown, among several. */
  async pick(title: string): Promise<void> {
    await this.items.getByRole('button', { name: title, exact: true }).click()
  }

  /** The lines of the tree of files that are drawn, from top to bottom. */
  get fileLines(): Locator {
    return this.root.getByRole('treegrid').locator('[data-at]')
  }

  async files(): Promise<string[]> {
    return (await this.fileLines.allInnerTexts()).map((text) => text.replaceAll(/[\s\u00a0]+/g, ' ').trim())
  }

  file(name: string): Locator {
    return this.fileLines.filter({ has: this.page.getByText(name, { exact: true }) })
  }

  /** Says how much a file or folder is wanted. */
  async setPriority(name: string, priority: string): Promise<void> {
    await this.file(name).locator('[data-part="priority"]').click()
    await this.page.getByRole('menuitemradio', { name: priority, exact: true }).click()
  }
}
