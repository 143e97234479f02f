import type { Locator, Page } from 'playwright-core'
import { Dialog } from './dialog.ts'

/** The page of accounts, in English. */
export class AccountsPage {
  readonly root: Locator
  readonly table: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('region', { name: 'Accounts', exact: true })
    this.table = this.root.getByRole('grid')
  }

  /** A daemon in the chooser. */
  daemon(name: string): Locator {
    const own = this.#page.getByText(name, { exact: true })
    return this.root.getByRole('navigation', { name: 'Daemons' }).locator('[data-stop]').filter({ has: own })
  }

  row(account: string): Locator {
    return this.table.getByRole('row', { name: new RegExp(`^${account}\\b`) })
  }

  /** Every account as its line says it: name, level, used by. */
  async lines(): Promise<string[]> {
    const rows = await this.table.locator('tbody tr').allInnerTexts()
    return rows.map((row) => row.replaceAll(/[\s\u00a0]+/g, ' ').trim())
  }

  async names(): Promise<string[]> {
    const names = await this.table.locator('td.name bdi').allInnerTexts()
    return names.map((name) => name.trim())
  }

  act(name: string): Locator {
    return this.root.getByRole('group', { name: 'What is done to an account' }).getByRole('button', { name })
  }

  dialog(name: RegExp): Dialog {
    return new Dialog(this.#page, name)
  }

  /** What stands in the place of the accounts. */
  async instead(): Promise<string> {
    return (await this.root.locator('.instead').innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim()
  }
}
