import type { MenuItemConstructorOptions } from 'electron'
import type { Kind } from '../../preload/contract/kinds.ts'

export interface MenuOptions {
  platform: NodeJS.Platform
  /** A checkout has what developers need; a packaged program has not. */
  devTools: boolean
  /** Each has its makers' page in the help menu. */
  kinds: readonly Pick<Kind, 'name' | 'site'>[]
  openExternal: (url: string) => void
  openDataFolder: () => void
}

/** The application menu. On macOS copy, paste and undo exist only through it. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const mac = options.platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [{ role: mac ? 'close' : 'quit' }] },
    { role: 'editMenu', label: '&Edit' },
    viewMenu(options),
    { role: 'windowMenu', label: '&Window' },
    helpMenu(options, mac),
  ]
}

function viewMenu({ devTools }: MenuOptions): MenuItemConstructorOptions {
  const forDevelopers: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ]
  return {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(devTools ? forDevelopers : []),
    ],
  }
}

function helpMenu({ kinds, openExternal, openDataFolder }: MenuOptions, mac: boolean): MenuItemConstructorOptions {
  return {
    role: 'help',
    label: '&Help',
    submenu: [
      ...kinds.map(({ name, site }) => ({ label: `${name}’s website`, click: () => openExternal(site) })),
      { type: 'separator' },
      { label: 'Open the data folder', click: openDataFolder },
      ...(mac ? [] : [{ type: 'separator' } as const, { role: 'about' } as const]),
    ],
  }
}
