import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron'
import { join } from 'node:path'
import { type Clock, systemClock } from '../lib/clock.ts'
import { Calm } from './calm.ts'
import type { TrayAct, TrayLine, TrayLook } from './tray-look.ts'

/** Rates move all the time: a menu that is drawn more often than this cannot be read. */
const everyMs = 1000

export interface TrayOptions {
  /** The folder of the pictures (assets/tray). */
  pictures: string
  platform: NodeJS.Platform
  /** The person chose something. */
  act: (act: TrayAct) => void
  clock?: Clock
}

/** The program's icon in the tray, its words and its menu. */
export class TrayIcon {
  readonly #options: TrayOptions
  readonly #calm: Calm<TrayLook>
  #tray: Tray | null = null
  /** What is shown while the person has the menu open would close it: it waits. */
  #isOpen = false
  #waiting: TrayLook | null = null

  constructor(options: TrayOptions) {
    this.#options = options
    this.#calm = new Calm(options.clock ?? systemClock, everyMs, (look) => this.#draw(look))
  }

  get isThere(): boolean {
    return this.#tray !== null
  }

  /** Shows it so from now on. */
  show(look: TrayLook): void {
    this.#calm.tell(look)
  }

  /** The same once more: a checkmark moves by itself, also where what it stands for did not. */
  showAgain(look: TrayLook): void {
    this.#calm.forget()
    this.#calm.tell(look)
  }

  /** Takes it away; it may be shown again. */
  end(): void {
    this.#calm.forget()
    this.#tray?.destroy()
    this.#tray = null
    this.#isOpen = false
    this.#waiting = null
  }

  #draw(look: TrayLook): void {
    const { act, pictures, platform } = this.#options
    if (!this.#tray) {
      this.#tray = new Tray(trayPicture(pictures, look.picture, platform))
      // On macOS a click opens the menu, elsewhere the right button does.
      if (platform !== 'darwin') this.#tray.on('click', () => act('open'))
    } else this.#tray.setImage(trayPicture(pictures, look.picture, platform))
    this.#tray.setToolTip(look.tooltip)
    if (this.#isOpen) this.#waiting = look
    else this.#tray.setContextMenu(this.#menu(look))
  }

  #menu({ lines }: TrayLook): Menu {
    const { act, pictures } = this.#options
    const menu = Menu.buildFromTemplate(menuLines(lines, act, pictures))
    menu.on('menu-will-show', () => (this.#isOpen = true))
    menu.on('menu-will-close', () => {
      this.#isOpen = false
      const look = this.#waiting
      this.#waiting = null
      // What was chosen is told after this.
      if (look) setImmediate(() => this.#tray?.setContextMenu(this.#menu(look)))
    })
    return menu
  }
}

/** Lines as Electron's menus take them; without a folder of pictures they have none. */
export function menuLines(
  lines: readonly TrayLine[],
  act: (act: TrayAct) => void,
  pictures: string | null = null,
): MenuItemConstructorOptions[] {
  return lines.map((line) => {
    if (line === 'rule') return { type: 'separator' }
    const { label, act: chosen, picture, checked, lines: inner } = line
    if (inner) return { label, submenu: menuLines(inner, act, pictures) }
    return {
      label,
      enabled: chosen !== null,
      ...(checked === undefined ? {} : { type: 'checkbox', checked }),
      ...(chosen === null ? {} : { click: () => act(chosen) }),
      ...(pictures !== null && picture !== null ? { icon: pictureOf(pictures, picture) } : {}),
    }
  })
}

const read = new Map<string, NativeImage>()

/** A picture of assets/tray; larger ones for dense screens lie beside it. */
export function pictureOf(folder: string, name: string): NativeImage {
  const path = join(folder, `${name}.png`)
  const known = read.get(path)
  if (known) return known
  const image = nativeImage.createFromPath(path)
  read.set(path, image)
  return image
}

function trayPicture(folder: string, name: TrayLook['picture'], platform: NodeJS.Platform): NativeImage {
  // macOS tints its pictures itself; the panels of Linux are larger than other trays.
  const suffix = platform === 'darwin' ? 'Template' : platform === 'linux' ? '-24' : ''
  return pictureOf(folder, `${name}${suffix}`)
}
