import type { Page } from 'playwright-core'
import { until } from '../soon.ts'
import { Dialog } from './dialog.ts'

export interface Login {
  username: string
  password: string
}

/** Adds or changes a daemon. */
export class DaemonForm extends Dialog {
  constructor(page: Page) {
    super(page, /^(Add a daemon|Edit )/)
  }

  /** Pastes into the address field, which takes a whole address apart. */
  async pasteAddress(text: string): Promise<void> {
    await this.page.evaluate((words) => navigator.clipboard.writeText(words), text)
    await this.field('Address').focus()
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.press('Control+V')
  }

  async logIn({ username, password }: Login): Promise<void> {
    await this.field('User name').fill(username)
    await this.field('Password').fill(password)
  }

  /** What is shown over the form before anything is sent to a daemon whose certificate nobody has looked at. */
  get certificate(): Dialog {
    return new Dialog(this.page, /^Is this .*\?$/)
  }

  /** Tries the connection, after a look at its certificate if that is a first one, and gives what the form says of it. */
  async test(): Promise<string> {
    await this.press('Test')
    await this.#lookAtCertificate('Go on with this one', () => this.button('Test').isVisible())
    await this.button('Test').waitFor()
    return this.says()
  }

  /** Keeps the daemon, after a look at its certificate if that is a first one. */
  async keep(act: 'Add daemon' | 'Save'): Promise<void> {
    await this.press(act)
    await this.#lookAtCertificate('Trust and connect', () => this.root.isHidden())
    await this.untilClosed()
  }

  async #lookAtCertificate(accept: string, isDone: () => Promise<boolean>): Promise<void> {
    const { root } = this.certificate
    await until('the certificate is shown, or need not be', async () => (await root.isVisible()) || (await isDone()))
    if (!(await root.isVisible())) return
    await this.certificate.press(accept)
    await root.waitFor({ state: 'hidden' })
  }

  /** What the last trial found, or why there was none. */
  async says(): Promise<string> {
    return (await this.root.getByRole('status').innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim()
  }

  value(label: string): Promise<string> {
    return this.field(label).inputValue()
  }
}
