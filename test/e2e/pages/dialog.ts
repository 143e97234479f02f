import type { Locator, Page } from 'playwright-core'

/** What all dialogs have in common. */
export class Dialog {
  readonly root: Locator
  protected readonly page: Page

  constructor(page: Page, name: RegExp) {
    this.page = page
    this.root = page.getByRole('dialog', { name })
  }

  /** Everything that it says. */
  async text(): Promise<string> {
    return (await this.root.innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim()
  }

  title(): Promise<string> {
    return this.root.getByRole('heading', { level: 2 }).innerText()
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).click()
  }

  field(label: string): Locator {
    return this.root.getByLabel(label, { exact: true })
  }

  /** A field that offers one of several; its name says which one is chosen. */
  select(label: string): Locator {
    const name = new RegExp(`^${label}: `)
    return this.root.getByRole('combobox', { name }).or(this.root.getByRole('button', { name }))
  }

  async chosen(label: string): Promise<string> {
    return ((await this.select(label).getAttribute('aria-label')) ?? '').replace(`${label}: `, '')
  }

  async choose(label: string, option: string): Promise<void> {
    await this.select(label).click()
    await this.page.getByRole('listbox').getByRole('option', { name: option, exact: true }).click()
  }

  /** The names of the fields to type into, from the top. */
  labels(): Promise<string[]> {
    return this.root.locator('label[for]').allInnerTexts()
  }

  /** What stands under a field: its error, or its hint. */
  async noteOf(label: string): Promise<string> {
    return this.field(label).evaluate((field) => {
      const note = document.getElementById(field.getAttribute('aria-describedby') ?? '')
      return note?.textContent?.trim() ?? ''
    })
  }

  async untilOpen(): Promise<this> {
    await this.root.waitFor()
    return this
  }

  async untilClosed(): Promise<void> {
    await this.root.waitFor({ state: 'hidden' })
  }
}
