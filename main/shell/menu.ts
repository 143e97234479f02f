import type { MenuItemConstructorOptions } from 'electron'
import type { Kind } from '../../preload/contract/kinds.ts'
import type { Words } from '../../preload/words/words.ts'

export interface MenuOptions {
  platform: NodeJS.Platform
  /** A checkout has what developers need; a packaged program has not. */
  devTools: boolean
  words: Words['desktopWords']['menu']
  /** Each has its makers' page in the help menu. */
  kinds: readonly Pick<Kind, 'name' | 'site'>[]
  openExternal: (url: string) => void
  openDataFolder: () => void
}

const line: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The application menu. On macOS copy, paste and undo exist only through it. Every line is named: what a role is called
 * by itself is English everywhere.
 */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const mac = options.platform === 'darwin'
  const { words } = options
  return [
    ...(mac ? [programMenu(words)] : []),
    {
      label: words.file,
      submenu: [mac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit }],
    },
    editMenu(words),
    viewMenu(options),
    windowMenu(words, mac),
    helpMenu(options, mac),
  ]
}

/** The first menu of macOS, under the program's name. */
function programMenu(words: MenuOptions['words']): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: words.about },
      line,
      { role: 'services', label: words.services },
      line,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      line,
      { role: 'quit', label: words.quitMac },
    ],
  }
}

function editMenu(words: MenuOptions['words']): MenuItemConstructorOptions {
  return {
    role: 'editMenu',
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      line,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      line,
      { role: 'selectAll', label: words.selectAll },
    ],
  }
}

function viewMenu({ devTools, words }: MenuOptions): MenuItemConstructorOptions {
  const forDevelopers: MenuItemConstructorOptions[] = [line, { role: 'reload' }, { role: 'toggleDevTools' }]
  return {
    label: words.view,
    submenu: [
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      line,
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(devTools ? forDevelopers : []),
    ],
  }
}

function windowMenu(words: MenuOptions['words'], mac: boolean): MenuItemConstructorOptions {
  const front: MenuItemConstructorOptions[] = [line, { role: 'front', label: words.allToFront }]
  return {
    role: 'windowMenu',
    label: words.window,
    submenu: [
      { role: 'minimize', label: words.minimize },
      { role: 'zoom', label: words.zoom },
      ...(mac ? front : [{ role: 'close', label: words.close } as const]),
    ],
  }
}

function helpMenu(
  { kinds, words, openExternal, openDataFolder }: MenuOptions,
  mac: boolean,
): MenuItemConstructorOptions {
  return {
    role: 'help',
    label: words.help,
    submenu: [
      ...kinds.map(({ name, site }) => ({ label: words.website(name), click: () => openExternal(site) })),
      line,
      { label: words.dataFolder, click: openDataFolder },
      ...(mac ? [] : [line, { role: 'about', label: words.about } as const]),
    ],
  }
}
