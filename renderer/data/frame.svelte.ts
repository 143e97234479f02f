import { frameFor, type Frame } from '../view/frame.ts'
import type { SettingsMirror } from './settings.svelte.ts'

/** The window's size in pixels of the page, and how its parts share it; what is opened over the list for a moment. */
export class WindowFrame {
  #widthPx = $state(innerWidth)
  #heightPx = $state(innerHeight)
  /** Whether the sidebar or the details were called over the list; only where they have no place of their own. */
  #over = $state<'sidebar' | 'details' | null>(null)
  readonly #parts: Frame = $derived(frameFor(this.#widthPx, this.#heightPx))
  readonly #look = (): void => {
    this.#widthPx = innerWidth
    this.#heightPx = innerHeight
  }

  readonly #settings: SettingsMirror

  constructor(settings: SettingsMirror) {
    this.#settings = settings
    addEventListener('resize', this.#look)
  }

  get widthPx(): number {
    return this.#widthPx
  }
  get heightPx(): number {
    return this.#heightPx
  }
  get parts(): Frame {
    return this.#parts
  }

  /** What lies over the list now. */
  get over(): 'sidebar' | 'details' | null {
    if (this.#over === 'sidebar') return this.#parts.sidebar === 'whole' ? null : 'sidebar'
    return this.#parts.details === 'over' ? this.#over : null
  }

  call(part: 'sidebar' | 'details'): void {
    this.#over = part
  }

  /** Whether details are shown where there is something selected to show. */
  get detailsOpen(): boolean {
    return this.#parts.details === 'over' ? this.over === 'details' : this.#settings.value.detailsOpen
  }

  showDetails(open: boolean): void {
    if (this.#parts.details === 'under') this.#settings.set({ detailsOpen: open })
    else if (open) this.call('details')
    else this.away()
  }

  /** Away with what lies over the list. */
  away(): void {
    this.#over = null
  }

  close(): void {
    removeEventListener('resize', this.#look)
  }
}
