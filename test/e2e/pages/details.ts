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

  /** Whether the upper line of the graph of rates is drawn in a light or a dark colour. */
  async graphLine(): Promise<'light' | 'dark'> {
    const graph = this.root.getByRole('img', { name: /^Rates of the last five minutes/ }).locator('canvas')
    const red = await graph.evaluate((canvas) => {
      return (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(2, 0, 1, 1).data[0] ?? 0
    })
    return red < 128 ? 'dark' : 'light'
  }

  get tab(): Locator {
    return this.root.getByRole('tab', { name: 'Status' })
  }

  async hide(): Promise<void> {
    await this.root.getByRole('button', { name: 'Hide the details' }).click()
  }
}
