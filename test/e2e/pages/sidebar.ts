import type { Locator, Page } from 'playwright-core'

export type SectionName = 'Daemons' | 'State' | 'Labels' | 'Trackers' | 'Owners'

/** What a line says of itself, as it is read aloud: "Paused, 12 torrents", "nas, 60 torrents, idle". */
interface Line {
  name: string
  /** null = it does not say (a daemon that was never reached). */
  count: number | null
  /** What a daemon's line says behind its count. */
  rest: string
  chosen: boolean
}

function readLine(label: string, pressed: string | null): Line {
  const [, name = '', count, rest = ''] = /^(.*?)(?:, ([\d,]+) torrents?)?(?:, (.*))?$/.exec(label) ?? []
  const number = count === undefined ? null : Number(count.replaceAll(',', ''))
  return { name, count: number, rest, chosen: pressed === 'true' }
}

/** The list of what can be shown, at the left. */
export class Sidebar {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('navigation', { name: 'What is shown' })
  }

  get #all(): Locator {
    return this.root.getByRole('button', { name: /^All torrents, / })
  }

  /** How many torrents there are. */
  async total(): Promise<number | null> {
    return readLine((await this.#all.getAttribute('aria-label')) ?? '', null).count
  }

  showAll(): Promise<void> {
    return this.#all.click()
  }

  section(name: SectionName): Locator {
    return this.root.getByRole('list', { name })
  }

  async lines(section: SectionName): Promise<Line[]> {
    const read = await this.section(section)
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons
          .filter((button) => button.hasAttribute('aria-pressed'))
          .map((button) => [button.getAttribute('aria-label') ?? '', button.getAttribute('aria-pressed')] as const),
      )
    return read.map(([label, pressed]) => readLine(label, pressed))
  }

  /** Counts by name; {} = the section is not shown. */
  async counts(section: SectionName): Promise<Record<string, number | null>> {
    return Object.fromEntries((await this.lines(section)).map(({ name, count }) => [name, count]))
  }

  async chosen(section: SectionName): Promise<string[]> {
    return (await this.lines(section)).filter(({ chosen }) => chosen).map(({ name }) => name)
  }

  line(section: SectionName, name: string): Locator {
    const start = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    // A daemon's remedy is called "nas: edit", its line "nas, 60 torrents, …".
    return this.section(section).getByRole('button', { name: new RegExp(`^${start}(,|$)`) })
  }

  /** @param also adds it to what is chosen in that section, as with Ctrl */
  async choose(section: SectionName, name: string, also = false): Promise<void> {
    await this.line(section, name).click(also ? { modifiers: ['Control'] } : {})
  }

  async fold(section: SectionName): Promise<void> {
    await this.root.getByRole('heading', { name: section }).getByRole('button').click()
  }

  // ---- daemons

  /** What the line of a daemon says behind its name and count: "idle", "last seen 2 min ago · retrying". */
  async saysOf(daemon: string): Promise<string> {
    return (await this.lines('Daemons')).find(({ name }) => name === daemon)?.rest ?? ''
  }

  /** The word at the end of a daemon's line that can be pressed. */
  remedy(daemon: string, word: 'review' | 'edit'): Locator {
    return this.section('Daemons').getByRole('button', { name: `${daemon}: ${word}` })
  }

  async addDaemon(): Promise<void> {
    await this.root.getByRole('button', { name: 'Add a daemon' }).click()
  }

  async openMenuOf(daemon: string): Promise<void> {
    await this.line('Daemons', daemon).click({ button: 'right' })
    await this.#page.getByRole('menu').waitFor()
  }
}
