import type { Locator, Page } from 'playwright-core'

/** A line of the tree as it is read. */
export interface FileLine {
  level: number
  name: string
  /** null = it is a file. */
  open: boolean | null
  selected: boolean
  progress: string
  priority: string
}

/** The Files tab of the details. */
export class FilesTab {
  readonly root: Locator
  readonly tree: Locator
  readonly filter: Locator
  readonly newName: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('region', { name: 'Details' })
    this.tree = this.root.getByRole('treegrid', { name: 'Files' })
    this.filter = this.root.getByRole('searchbox')
    this.newName = this.tree.getByRole('textbox')
  }

  /** How many lines there are, in view or not. */
  async count(): Promise<number> {
    return Number(await this.tree.getAttribute('aria-rowcount')) - 1
  }

  /** The lines that are drawn, from the top. */
  async lines(): Promise<FileLine[]> {
    const lines = await this.tree.evaluate((tree) =>
      [...tree.querySelectorAll('[role=rowgroup] [role=row]')].map((row) => {
        const cell = (at: number): string => {
          const found = row.querySelector(`[aria-colindex="${at}"]`)
          const text = found?.getAttribute('aria-label') ?? found?.textContent ?? ''
          return text.replaceAll(/\s+/g, ' ').trim()
        }
        const open = row.getAttribute('aria-expanded')
        return {
          at: Number(row.getAttribute('aria-rowindex')),
          level: Number(row.getAttribute('aria-level')),
          name: cell(1),
          open: open === null ? null : open === 'true',
          selected: row.getAttribute('aria-selected') === 'true',
          progress: cell(3),
          priority: cell(4),
        }
      }),
    )
    return lines.toSorted((a, b) => a.at - b.at).map(({ at: _at, ...line }) => line)
  }

  async names(): Promise<string[]> {
    return (await this.lines()).map(({ name }) => name)
  }

  /** Names and priorities of the lines that are drawn. */
  async priorities(): Promise<Record<string, string>> {
    return Object.fromEntries((await this.lines()).map(({ name, priority }) => [name, priority]))
  }

  line(name: string): Locator {
    return this.tree.getByRole('row').filter({ has: this.#page.getByText(name, { exact: true }) })
  }

  /** The name of the line that the keyboard is on, as a screen reader finds it. */
  active(): Promise<string> {
    return this.tree.evaluate((tree) => {
      const line = document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')
      const cell = line?.querySelector('[aria-colindex="1"]') ?? line
      return (cell?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
    })
  }

  /** What is said beside the table. */
  async beside(): Promise<string> {
    const text = await this.root.getByRole('group', { name: 'What can be done' }).innerText()
    return text.replaceAll(/[\s\u00a0]+/g, ' ').trim()
  }

  elements(): Promise<number> {
    return this.tree.evaluate((tree) => tree.querySelectorAll('*').length)
  }
}
