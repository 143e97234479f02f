import type { App } from './app.ts'
import { BrowserWindow } from './window.ts'
import { missing, onlyKnown } from './strict.ts'
import { tell } from './telling.ts'

interface Template {
  label?: string
  role?: string
  type?: string
  submenu?: Template[]
  click?: () => void
}

/** What the double says of a menu. */
interface Entry {
  label: string
  role: string | null
  click: (() => void) | null
  entries: Entry[]
}

const known = ['click', 'label', 'role', 'submenu', 'type']
/** The names under which roles appear when none is given. */
const roles: Readonly<Record<string, string>> = {
  about: 'About',
  appMenu: 'Estuary',
  close: 'Close Window',
  copy: 'Copy',
  cut: 'Cut',
  editMenu: 'Edit',
  help: 'Help',
  minimize: 'Minimize',
  paste: 'Paste',
  quit: 'Quit',
  redo: 'Redo',
  reload: 'Reload',
  resetZoom: 'Actual Size',
  selectAll: 'Select All',
  toggleDevTools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
  undo: 'Undo',
  windowMenu: 'Window',
  zoom: 'Zoom',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
}

class Menu {
  readonly entries: Entry[]

  constructor(template: readonly Template[]) {
    this.entries = template.map(entryOf)
  }
}

function entryOf(template: Template): Entry {
  onlyKnown('a menu item', template, known)
  const { label, role, type, click, submenu = [] } = template
  if (type !== undefined && type !== 'separator') throw missing(`menu items of type ${type}`)
  if (role !== undefined && !(role in roles)) throw missing(`the menu role ${role}`)
  if (label === undefined && role === undefined && type === undefined) throw new Error('A menu item needs a name.')
  return {
    label: (label ?? roles[role ?? ''] ?? '–').replaceAll('&', ''),
    role: role ?? null,
    click: click ?? null,
    entries: submenu.map(entryOf),
  }
}

/** electron.Menu, and what the driver does with it. */
export class Menus {
  readonly #app: App
  #menu: Menu | null = null

  constructor(app: App) {
    this.#app = app
  }

  readonly module = {
    buildFromTemplate: (template: readonly Template[]) => new Menu(template),
    setApplicationMenu: (menu: Menu | null) => {
      this.#menu = menu
    },
  }

  get tree(): unknown {
    const plain = ({ label, role, entries }: Entry): object => ({ label, role, entries: entries.map(plain) })
    return this.#menu?.entries.map(plain) ?? null
  }

  choose(path: readonly string[]): void {
    let entries = this.#menu?.entries ?? []
    let chosen: Entry | undefined
    for (const label of path) {
      chosen = entries.find((entry) => entry.label === label)
      entries = chosen?.entries ?? []
    }
    if (!chosen) throw new Error(`The menu has no ${path.join(' → ')}.`)
    if (chosen.click) chosen.click()
    else this.#play(chosen.role)
  }

  #play(role: string | null): void {
    if (role === 'quit') this.#app.quit()
    else if (role === 'close') BrowserWindow.only().close()
    else if (role === 'about') tell('aboutShown')
    else throw missing(`what the menu role ${role ?? '(none)'} does`)
  }
}
