import type { App } from './app.ts'
import type { Display, Setting } from './driver.ts'
import { DoubleEvent, StrictEmitter, onlyKnown, strict } from './strict.ts'
import { tell } from './telling.ts'

const messageOptions = [
  'buttons',
  'cancelId',
  'checkboxChecked',
  'checkboxLabel',
  'defaultId',
  'detail',
  'message',
  'noLink',
  'type',
]

interface Chosen {
  response: number
  checkboxChecked: boolean
}

/** electron.dialog: questions wait until the test answers. */
export class Dialogs {
  readonly #waiting: ((chosen: Chosen) => void)[] = []
  readonly #saving: ((chosen: { canceled: boolean; filePath: string }) => void)[] = []

  readonly module = {
    showMessageBox: (...args: object[]): Promise<Chosen> => {
      const options = args.at(-1) ?? {}
      onlyKnown('dialog.showMessageBox', options, messageOptions)
      tell('question', { ...options, overWindow: args.length > 1 })
      return new Promise((resolve) => this.#waiting.push(resolve))
    },
    showSaveDialog: (...args: object[]): Promise<{ canceled: boolean; filePath: string }> => {
      const options = args.at(-1) ?? {}
      onlyKnown('dialog.showSaveDialog', options, ['defaultPath'])
      tell('saveQuestion', { ...options, overWindow: args.length > 1 })
      return new Promise((resolve) => this.#saving.push(resolve))
    },
    showOpenDialog: async (...args: object[]): Promise<{ canceled: boolean; filePaths: string[] }> => {
      const options = args.at(-1) ?? {}
      onlyKnown('dialog.showOpenDialog', options, ['properties'])
      tell('openQuestion', { ...options, overWindow: args.length > 1 })
      const { canceled, filePath } = await new Promise<{ canceled: boolean; filePath: string }>((resolve) =>
        this.#saving.push(resolve),
      )
      return { canceled, filePaths: canceled ? [] : [filePath] }
    },
    showErrorBox: (title: string, content: string): void => tell('errorBox', { title, content }),
  }

  saveAt(path: string | null): void {
    const saving = this.#saving.shift()
    if (!saving) throw new Error('Nothing was to be saved.')
    saving({ canceled: path === null, filePath: path ?? '' })
  }

  answer(response: number, checkboxChecked: boolean): void {
    const waiting = this.#waiting.shift()
    if (!waiting) throw new Error('Nothing was asked.')
    waiting({ response, checkboxChecked })
  }
}

/** electron.clipboard: what other programs put there. */
export class Clipboard {
  #text: string | null = ''
  reads = 0

  readonly module = strict('clipboard', {
    readText: (): Promise<string> => {
      this.reads += 1
      return this.#text === null ? Promise.reject(new Error('Nobody gives it out.')) : Promise.resolve(this.#text)
    },
  })

  copy(text: string | null): void {
    this.#text = text
  }
}

/** electron.shell */
export const shell = strict('shell', {
  openExternal(url: string): Promise<void> {
    tell('openedOutside', { url })
    return Promise.resolve()
  },
  openPath(path: string): Promise<string> {
    tell('openedPath', { path })
    return Promise.resolve('')
  },
  showItemInFolder(path: string): void {
    tell('shownInFolder', { path })
  },
})

/** electron.Notification */
export function notificationClass(setting: Setting) {
  return class Notification extends StrictEmitter {
    static last: StrictEmitter | null = null
    readonly #options: object

    static isSupported(): boolean {
      return setting.notifications !== 'unsupported'
    }

    constructor(options: object) {
      super('Notification', ['action', 'click', 'close', 'failed', 'show'])
      // Buttons mean nothing on Linux.
      const buttons = setting.platform === 'linux' ? [] : ['actions']
      onlyKnown('Notification', options, ['title', 'body', 'silent', ...buttons])
      this.#options = options
      return strict('Notification', this)
    }

    show(): void {
      Notification.last = this
      const failed = setting.notifications === 'failed'
      tell(failed ? 'notificationFailed' : 'notification', { ...this.#options })
      setImmediate(() => {
        if (failed) this.emit('failed', new DoubleEvent(), 'The program is not signed.')
        else this.emit('show', new DoubleEvent())
      })
    }
  }
}

/** electron.screen: there only when the app is ready. */
export function screenModule(app: App, displays: readonly Display[]): object {
  const all = displays.map((workArea, id) => ({ id, workArea }))
  return strict('screen', {
    getPrimaryDisplay() {
      app.mustBeReady('screen')
      return strict('display', all[0]!)
    },
    getAllDisplays() {
      app.mustBeReady('screen')
      return all.map((display) => strict('display', display))
    },
  })
}
