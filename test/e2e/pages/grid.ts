import type { Locator, Page } from 'playwright-core'

/** A row as it is read: what its cells say, by the names of their columns. */
export interface Line {
  /** Place in the whole list, from 1. */
  place: number
  selected: boolean
  cells: Record<string, string>
}

type Modifier = 'Control' | 'Shift'

/** The table of torrents. Only rows in view exist, so what is asked about the whole list scrolls through it. */
export class Grid {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('grid', { name: 'Torrents' })
  }

  get rows(): Locator {
    return this.root.getByRole('rowgroup').getByRole('row')
  }

  /** How many rows the list has, in view or not. */
  async count(): Promise<number> {
    return Number(await this.root.getAttribute('aria-rowcount')) - 1
  }

  /** The rows that are drawn, from the top. */
  async lines(): Promise<Line[]> {
    const lines = await this.root.evaluate((grid) => {
      const columns = new Map(
        [...grid.querySelectorAll('[role=columnheader]')].map((head) => [
          head.getAttribute('aria-colindex'),
          head.getAttribute('aria-label') ?? '',
        ]),
      )
      return [...grid.querySelectorAll('[role=rowgroup] [role=row]')].map((row) => ({
        place: Number(row.getAttribute('aria-rowindex')) - 1,
        selected: row.getAttribute('aria-selected') === 'true',
        cells: Object.fromEntries(
          [...row.querySelectorAll('[role=gridcell]')].map((cell) => [
            columns.get(cell.getAttribute('aria-colindex')) ?? '',
            (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
          ]),
        ),
      }))
    })
    return lines.toSorted((a, b) => a.place - b.place)
  }

  /** Every row of the list, read while scrolling through it. */
  async all(): Promise<Line[]> {
    const found = new Map<number, Line>()
    const pagePx = await this.scrollTo(0)
    for (let top = 0; ; top += pagePx) {
      await this.scrollTo(top)
      for (const line of await this.lines()) found.set(line.place, line)
      if (found.size >= (await this.count()) || top > 1_000_000) break
    }
    await this.scrollTo(0)
    return [...found.values()].toSorted((a, b) => a.place - b.place)
  }

  /** One column of the whole list. */
  async column(name: string): Promise<string[]> {
    return (await this.all()).map(({ cells }) => cells[name] ?? '')
  }

  /** Names of the rows that are drawn, from the top. */
  async names(): Promise<string[]> {
    return (await this.lines()).map(({ cells }) => nameIn(cells))
  }

  /** @returns how many px one page has */
  async scrollTo(top: number): Promise<number> {
    return this.root.evaluate(async (grid, to) => {
      grid.scrollTop = to
      // One frame for the scroll event, one for what it draws.
      for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done))
      return Math.max(100, grid.clientHeight - 120)
    }, top)
  }

  scrolledTo(): Promise<number> {
    return this.root.evaluate((grid) => grid.scrollTop)
  }

  /** The row with this name, on that daemon when it is on several. It must be in view. */
  row(name: string, daemon?: string): Locator {
    const rows = this.rows.filter({ has: this.#page.getByText(name, { exact: true }) })
    return daemon === undefined ? rows : rows.filter({ has: this.#page.getByText(daemon, { exact: true }) })
  }

  async line(name: string, daemon?: string): Promise<Line | undefined> {
    return (await this.lines()).find(
      ({ cells }) => nameIn(cells) === name && (daemon === undefined || cells['Daemon'] === daemon),
    )
  }

  /** What the sign before the name says: the state, or what is under way. */
  async stateOf(name: string, daemon?: string): Promise<string | undefined> {
    const cell = (await this.line(name, daemon))?.cells['Name']
    return cell?.slice(0, -name.length).trim()
  }

  /** Whether the row is drawn faded: what it shows may be old. */
  async isFaded(name: string, daemon?: string): Promise<boolean> {
    return this.row(name, daemon).evaluate((row) => {
      const parts = [...row.querySelectorAll('[role=gridcell] > *')]
      return parts.every((part) => part.matches('.error') || Number(getComputedStyle(part).opacity) < 1)
    })
  }

  async pick(name: string, daemon?: string, ...modifiers: Modifier[]): Promise<void> {
    await this.row(name, daemon).click({ modifiers, position: { x: 60, y: 10 } })
  }

  async openMenu(name: string, daemon?: string): Promise<void> {
    await this.row(name, daemon).click({ button: 'right', position: { x: 60, y: 10 } })
  }

  /** Names of the selected rows among those drawn. */
  async selected(): Promise<string[]> {
    return (await this.lines()).filter(({ selected }) => selected).map(({ cells }) => nameIn(cells))
  }

  /** The keyboard goes into the table. */
  focus(): Promise<void> {
    return this.root.focus()
  }

  /** What aria-activedescendant names: a torrent, or the column of a head; null = nothing that exists. */
  async active(): Promise<string | null> {
    const found = await this.root.evaluate((grid) => {
      const element = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')
      if (element?.getAttribute('role') === 'columnheader') return { head: element.getAttribute('aria-label') }
      return element && { place: Number(element.getAttribute('aria-rowindex')) - 1 }
    })
    if (!found || 'head' in found) return found?.head ?? null
    const line = (await this.lines()).find(({ place }) => place === found.place)
    return line ? nameIn(line.cells) : null
  }

  /** Place of the row that aria-activedescendant names; null = it names none that exists. */
  async activePlace(): Promise<number | null> {
    return this.root.evaluate((grid) => {
      const row = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')
      const index = row?.getAttribute('aria-rowindex') ?? null
      return index === null ? null : Number(index) - 1
    })
  }

  /** Whether the row at a place is where it can be seen. */
  async isInView(place: number): Promise<boolean> {
    return this.root.evaluate((grid, index) => {
      const row = grid.querySelector(`[role=row][aria-rowindex="${index}"]`)?.getBoundingClientRect()
      const view = grid.getBoundingClientRect()
      return row !== undefined && row.top >= view.top && row.bottom <= view.bottom
    }, place + 1)
  }

  // ---- columns

  head(name: string): Locator {
    return this.root.getByRole('columnheader', { name, exact: true })
  }

  /** Names of the columns shown, in order. */
  async columns(): Promise<string[]> {
    return this.root
      .getByRole('columnheader')
      .evaluateAll((heads) => heads.map((head) => head.getAttribute('aria-label') ?? ''))
  }

  async widthOf(column: string): Promise<number> {
    return Math.round((await this.head(column).boundingBox())?.width ?? 0)
  }

  /** @param second as second key, as with Shift */
  async sortBy(column: string, second = false): Promise<void> {
    await this.head(column).click(second ? { modifiers: ['Shift'] } : {})
  }

  /** The column that says it is sorted by, and which way. */
  async sorting(): Promise<string[]> {
    return this.root
      .getByRole('columnheader')
      .evaluateAll((heads) =>
        heads
          .filter((head) => head.hasAttribute('aria-sort'))
          .map((head) => `${head.getAttribute('aria-label') ?? ''} ${head.getAttribute('aria-sort') ?? ''}`),
      )
  }

  /** Drags the right edge of a column's head. */
  async resize(column: string, byPx: number): Promise<void> {
    const edge = this.head(column).getByTitle('Drag to change the width')
    await this.#drag(await centre(edge), byPx)
  }

  /** Drags a column's head onto the left half of another one's. */
  async moveBefore(column: string, other: string): Promise<void> {
    const from = await centre(this.head(column))
    const box = await this.head(other).boundingBox()
    if (!box) throw new Error(`The column ${other} is not in view.`)
    await this.#drag(from, box.x + 4 - from.x)
  }

  async #drag(from: { x: number; y: number }, byPx: number): Promise<void> {
    const { mouse } = this.#page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move(from.x + byPx / 2, from.y, { steps: 4 })
    await mouse.move(from.x + byPx, from.y, { steps: 4 })
    await mouse.up()
  }
}

/** A name cell reads "Paused some name": the sign's word stands before the name. */
function nameIn(cells: Record<string, string>): string {
  const states =
    /^(Downloading|Seeding|Paused|Queued|Checking|Allocating|Moving|Error|Unknown|Being removed|[A-Z][a-z ]+…) /
  return (cells['Name'] ?? '').replace(states, '')
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('That is not in view.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
