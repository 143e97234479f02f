import type { Toast } from '../view/toasts.ts'

/** More than this at once is noise; the oldest go. */
const most = 4

/** Short sentences for the person, shown at the corner for a while. */
export class Toasts {
  #list = $state.raw<readonly Toast[]>([])
  #next = 1

  get list(): readonly Toast[] {
    return this.#list
  }

  /** @returns the toast's id */
  say(text: string, tone: Toast['tone'] = 'info', more: Pick<Toast, 'lines' | 'act' | 'again'> = {}): number {
    const toast: Toast = { id: this.#next++, text, tone, ...more }
    // The same said again takes the place of the first, unless something else would be done about each.
    const others = this.#list.filter((each) => each.text !== text || each.act || each.again)
    this.#list = [...others, toast].slice(-most)
    return toast.id
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((each) => each.id !== id)
  }
}
