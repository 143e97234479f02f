import type { Locator, Page } from 'playwright-core'

/** The panel under the table. */
export class Details {
  readonly root: Locator

  constructor(page: Page) {
    this.root = page.getByRole('region', { name: 'Details' })
  }

  /** Everything that it says. */
  async text(): Promise<string> {
    return (await this.root.innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim()
  }

  /** Names and values of the Status tab, or of the sum of several. */
  async facts(): Promise<Record<string, string>> {
    const pairs = await this.root
      .getByRole('term')
      .evaluateAll((terms) =>
        terms.map((term) => [term.textContent ?? '', term.nextElementSibling?.textContent ?? ''] as const),
      )
    return Object.fromEntries(pairs.map(([name, value]) => [name, value.replaceAll('\u00a0', ' ')]))
  }

  get pieces(): Locator {
    return this.root.getByRole('img', { name: /piece/i })
  }

  get tab(): Locator {
    return this.root.getByRole('tab', { name: 'Status' })
  }

  async hide(): Promise<void> {
    await this.root.getByRole('button', { name: 'Hide the details' }).click()
  }
}
