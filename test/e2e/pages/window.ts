import type { Locator, Page } from 'playwright-core'
import { AddDialog } from './add-dialog.ts'
import { ContextMenu } from './context-menu.ts'
import { DaemonForm, type Login } from './daemon-form.ts'
import { DaemonsDialog } from './daemons-dialog.ts'
import { Details } from './details.ts'
import { Dialog } from './dialog.ts'
import { Grid } from './grid.ts'
import { Removals } from './removals.ts'
import { RemoveDialog } from './remove-dialog.ts'
import { Sidebar } from './sidebar.ts'
import { StatusBar } from './status-bar.ts'

/** The whole window, as a person finds their way in it: by roles and names. */
export class Window {
  readonly page: Page
  readonly sidebar: Sidebar
  readonly grid: Grid
  readonly details: Details
  readonly status: StatusBar
  readonly menu: ContextMenu
  readonly form: DaemonForm
  readonly daemons: DaemonsDialog
  readonly adding: AddDialog
  readonly removing: RemoveDialog
  readonly removals: Removals
  readonly search: Locator

  constructor(page: Page) {
    this.page = page
    this.sidebar = new Sidebar(page)
    this.grid = new Grid(page)
    this.details = new Details(page)
    this.status = new StatusBar(page)
    this.menu = new ContextMenu(page)
    this.form = new DaemonForm(page)
    this.daemons = new DaemonsDialog(page)
    this.adding = new AddDialog(page)
    this.removing = new RemoveDialog(page)
    this.removals = new Removals(page)
    this.search = page.getByRole('searchbox', { name: 'Search' })
  }

  /** Opens the address and waits for the window: its list of what can be shown, or the ways to a first daemon. */
  async open(address: string): Promise<void> {
    await this.page.goto(address)
    await this.untilThere()
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.untilThere()
  }

  async untilThere(): Promise<void> {
    await this.sidebar.root.or(this.firstStart).or(this.tool('Open the sidebar')).first().waitFor()
  }

  /** What stands there while no daemon is known. */
  get firstStart(): Locator {
    return this.page.getByRole('button', { name: /^Connect to a daemon/ })
  }

  /** Asks for the form of a new daemon, wherever that is offered. */
  async askForDaemon(): Promise<void> {
    const plus = this.sidebar.root.getByRole('button', { name: 'Add a daemon' })
    await plus.or(this.firstStart).first().click()
  }

  press(keys: string): Promise<void> {
    return this.page.keyboard.press(keys)
  }

  // ---- keyboard

  /** What the keyboard is on, as it is called. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null
      const name = element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? ''
      return name.replaceAll(/\s+/g, ' ').trim()
    })
  }

  /** Presses Tab until the keyboard is there. */
  async tabTo(name: string | RegExp): Promise<void> {
    const seen: string[] = []
    for (;;) {
      const at = await this.focused()
      if (typeof name === 'string' ? at === name : name.test(at)) return
      seen.push(at)
      if (seen.length > 60) throw new Error(`Tab does not lead to ${String(name)}, but to: ${seen.join(' · ')}`)
      await this.press('Tab')
    }
  }

  // ---- toolbar

  /** A button above the table. */
  tool(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Opens the menu under a button above the table. */
  async openMenu(name: 'Look' | 'Columns' | 'More actions'): Promise<ContextMenu> {
    await this.page
      .getByRole('group', { name: /^(Actions|View)$/ })
      .getByRole('button', { name, exact: true })
      .click()
    await this.menu.root.first().waitFor()
    return this.menu
  }

  // ---- from outside

  /** Drags files from the system over the middle of the window; the returned function lets go of them. */
  async dragFiles(...files: string[]): Promise<() => Promise<void>> {
    const cdp = await this.page.context().newCDPSession(this.page)
    const { width, height } = this.page.viewportSize() ?? { width: 800, height: 600 }
    const data = { items: [], files, dragOperationsMask: 1 }
    const send = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
      cdp.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
    await send('dragEnter')
    await send('dragOver')
    return async () => {
      await send('drop')
      await cdp.detach()
    }
  }

  /** Copies a text, as from another program, and pastes it where the keyboard is. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((words) => navigator.clipboard.writeText(words), text)
    await this.press('Control+V')
  }

  // ---- messages

  /** The short messages at the corner, oldest first, without their buttons. */
  async messages(): Promise<string[]> {
    const items = this.page.getByRole('region', { name: 'Messages' }).getByRole('listitem')
    const texts = await items.locator('.said').allInnerTexts()
    return texts.map((text) => text.replaceAll(/[\s\u00a0]+/g, ' ').trim())
  }

  async dismissMessages(): Promise<void> {
    const buttons = this.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Dismiss' })
    while ((await buttons.count()) > 0) await buttons.first().click()
  }

  // ---- what people do often

  dialog(name: RegExp): Dialog {
    return new Dialog(this.page, name)
  }

  /** Adds a daemon through the form, under a name. */
  async addDaemon(name: string, { host, port }: { host: string; port: number }, login: Login): Promise<void> {
    await this.askForDaemon()
    await this.form.untilOpen()
    await this.form.field('Address').fill(`${host}:${port}`)
    await this.form.logIn(login)
    await this.form.field('Name').fill(name)
    await this.form.keep('Add daemon')
  }

  /** What the screen is drawn in. */
  async theme(): Promise<'light' | 'dark'> {
    const ground = await this.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const [red = 0] = /\d+/.exec(ground)?.map(Number) ?? []
    return red < 128 ? 'dark' : 'light'
  }
}
