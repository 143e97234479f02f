import type { Locator, Page } from 'playwright-core'
import { soon } from '../soon.ts'

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
    return Object.fromEntries(pairs.map(([name, value]) => [name, value.replaceAll('\u00a0', ' ').trim()]))
  }

  get pieces(): Locator {
    return this.root.getByRole('img', { name: /piece/i })
  }

  /** Whether the upper line of the graph of rates is drawn in a light or a dark colour. */
  async graphLine(): Promise<'light' | 'dark'> {
    const graph = this.root.getByRole('img', { name: /^Rates of the last five minutes/ }).locator('canvas')
    const red = await graph.evaluate((canvas) => {
      return (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(2, 0, 1, 1).data[0] ?? 0
    })
    return red < 128 ? 'dark' : 'light'
  }

  /** Opens the tabs that read for themselves, and does something when each has what it shows; then the keyboard is in the list. */
  async throughTabs(look: (tab: string) => Promise<void>): Promise<void> {
    const signs = { Files: /wanted/, History: /Today|Nothing noted/ }
    for (const [tab, sign] of Object.entries(signs)) {
      await this.root.getByRole('tab', { name: tab }).click()
      await soon(() => this.text()).toMatch(sign)
      await look(tab)
    }
    await this.tab.click()
    await this.tab.press('Escape')
  }

  get tab(): Locator {
    return this.root.getByRole('tab', { name: 'Status' })
  }

  async hide(): Promise<void> {
    await this.root.getByRole('button', { name: 'Hide the details' }).click()
  }
}
