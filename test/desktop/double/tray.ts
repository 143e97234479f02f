import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Menu } from './menu.ts'
import { DoubleEvent, StrictEmitter, strict } from './strict.ts'

interface Picture {
  readonly name: string
}

/** electron.nativeImage: what is no picture is an empty one for Electron, and an error here. */
export const nativeImage = strict('nativeImage', {
  createFromPath(path: string): Picture {
    if (!existsSync(path)) throw new Error(`There is no picture at ${path}.`)
    if (readFileSync(path).subarray(1, 4).toString('latin1') !== 'PNG') throw new Error(`${path} is no PNG.`)
    return { name: basename(path, '.png') }
  },
})

/** electron.Tray: at most one is expected. */
export class Tray extends StrictEmitter {
  static only: Tray | null = null
  menu: Menu | null = null
  #picture: Picture
  #tooltip = ''
  #destroyed = false
  /** How often its menu was set. */
  #menus = 0

  constructor(picture: Picture) {
    super('Tray', ['click'])
    if (Tray.only) throw new Error('There are two trays.')
    this.#picture = picture
    Tray.only = this
    return strict('Tray', this)
  }

  setImage(picture: Picture): void {
    this.#mustBe()
    this.#picture = picture
  }

  setToolTip(text: string): void {
    this.#mustBe()
    this.#tooltip = text
  }

  setContextMenu(menu: Menu): void {
    this.#mustBe()
    this.menu = menu
    this.#menus += 1
  }

  destroy(): void {
    this.#destroyed = true
    Tray.only = null
  }

  /** For the driver. */
  get state(): object {
    return { picture: this.#picture.name, tooltip: this.#tooltip, menus: this.#menus, lines: this.menu?.tree ?? null }
  }

  click(): void {
    this.emit('click', new DoubleEvent())
  }

  #mustBe(): void {
    if (this.#destroyed) throw new Error('The tray is destroyed.')
  }
}
