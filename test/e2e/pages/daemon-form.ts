import type { Page } from 'playwright-core'
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

  /** Tries the connection, and gives what the form says of it. */
  async test(): Promise<string> {
    await this.press('Test')
    await this.button('Test').waitFor()
    return this.says()
  }

  /** What the last trial found, or why there was none. */
  async says(): Promise<string> {
    return (await this.root.getByRole('status').innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim()
  }

  value(label: string): Promise<string> {
    return this.field(label).inputValue()
  }
}
