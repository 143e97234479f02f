import type { App } from './app.ts'
import { BrowserWindow } from './window.ts'
import { DoubleEvent, missing, onlyKnown, StrictEmitter } from './strict.ts'
import { tell } from './telling.ts'

interface Template {
  label?: string
  role?: string
  type?: string
  submenu?: Template[]
  click?: () => void
  enabled?: boolean
  icon?: { name: string }
  checked?: boolean
}

/** What the double says of a menu. */
interface Entry {
  label: string
  role: string | null
  enabled: boolean
  icon: string | null
  /** null = it has no checkmark. */
  checked: boolean | null
  click: (() => void) | null
  entries: Entry[]
}

const known = ['checked', 'click', 'enabled', 'icon', 'label', 'role', 'submenu', 'type']
/** The names under which roles appear when none is given. */
const roles: Readonly<Record<string, string>> = {
  about: 'About',
  appMenu: 'Estuary',
  close: 'Close Window',
  copy: 'Copy',
  cut: 'Cut',
  editMenu: 'Edit',
  front: 'Bring All to Front',
  help: 'Help',
  hide: 'Hide Estuary',
  hideOthers: 'Hide Others',
  minimize: 'Minimize',
  paste: 'Paste',
  quit: 'Quit',
  redo: 'Redo',
  reload: 'Reload',
  resetZoom: 'Actual Size',
  selectAll: 'Select All',
  services: 'Services',
  toggleDevTools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
  undo: 'Undo',
  unhide: 'Show All',
  windowMenu: 'Window',
  zoom: 'Zoom',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
}

export class Menu extends StrictEmitter {
  readonly entries: Entry[]

  constructor(template: readonly Template[]) {
    super('Menu', ['menu-will-close', 'menu-will-show'])
    this.entries = template.map(entryOf)
  }

  /** For the driver. */
  get tree(): unknown {
    return this.entries.map(told)
  }

  /** For the driver: the person chooses a line of it. */
  choose(label: string): void {
    const entry = this.entries.flatMap((one) => [one, ...one.entries]).find((one) => one.label === label)
    if (!entry?.click || !entry.enabled) throw new Error(`The menu offers no "${label}".`)
    this.emit('menu-will-close', new DoubleEvent())
    // As in Electron, before anybody is told.
    if (entry.checked !== null) entry.checked = !entry.checked
    entry.click()
  }
}

/** For the driver. */
function told({ label, enabled, icon, checked, entries }: Entry): object {
  return { label, enabled, icon, checked, lines: entries.map(told) }
}

function entryOf(template: Template): Entry {
  onlyKnown('a menu item', template, known)
  const { label, role, type, click, enabled = true, icon, checked = false, submenu = [] } = template
  if (type !== undefined && type !== 'separator' && type !== 'checkbox') throw missing(`menu items of type ${type}`)
  if (role !== undefined && !(role in roles)) throw missing(`the menu role ${role}`)
  if (label === undefined && role === undefined && type === undefined) throw new Error('A menu item needs a name.')
  return {
    // One ampersand names a key, two are one.
    label: (label ?? roles[role ?? ''] ?? '–').replaceAll(/&(&?)/g, '$1'),
    role: role ?? null,
    enabled,
    icon: icon?.name ?? null,
    checked: type === 'checkbox' ? checked : null,
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
