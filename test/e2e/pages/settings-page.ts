import type { Locator, Page } from 'playwright-core'

/** Estuary's own settings, in the place of the list. */
export class SettingsPage {
  readonly root: Locator
  readonly find: Locator
  readonly back: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.getByRole('region', { name: 'Settings', exact: true })
    this.find = this.root.getByRole('searchbox', { name: 'Find a setting' })
    this.back = this.root.getByRole('button', { name: 'Back to the list' })
  }

  /** Opens it with its key. */
  async open(): Promise<void> {
    await this.#page.keyboard.press('Control+,')
    await this.root.waitFor()
  }

  untilLeft(): Promise<void> {
    return this.root.waitFor({ state: 'detached' })
  }

  section(name: 'General' | 'Notices' | 'Desktop' | 'Keyboard' | 'Data'): Locator {
    return this.root.getByRole('region', { name, exact: true })
  }

  /** The titles of the sections that are there. */
  sections(): Promise<string[]> {
    return this.root.getByRole('heading', { level: 3 }).allInnerTexts()
  }

  /** A line of the list of sections. */
  to(name: string): Locator {
    return this.root.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name })
  }

  // ---- keys

  /** The line of a command. */
  command(name: string): Locator {
    return this.root.getByRole('listitem').filter({ has: this.#page.getByText(name, { exact: true }) })
  }

  /** What is pressed to change a command's keys. */
  keysOf(name: string): Locator {
    return this.command(name).getByRole('button', { name: `${name}: ` })
  }

  /** The keys of a command as they are drawn: "Ctrl K". */
  async caps(name: string): Promise<string> {
    return (await this.keysOf(name).locator('.drawn').innerText()).replaceAll(/\s+/g, ' ').trim()
  }

  async showAllCommands(): Promise<void> {
    await this.root.getByRole('button', { name: /^All \d+ commands$/ }).click()
  }
}
