export type Tone = 'ok' | 'bad' | 'info'

export interface Notice {
  readonly id: number
  readonly text: string
  readonly tone: Tone
}

/** More than this at once is noise; the oldest go. */
const most = 4

/** Short sentences for the person, shown in a corner for a while. */
export class Notices {
  #list = $state.raw<readonly Notice[]>([])
  #next = 1

  get list(): readonly Notice[] {
    return this.#list
  }

  /** @returns the notice's id */
  say(text: string, tone: Tone = 'info'): number {
    const notice = { id: this.#next++, text, tone }
    const others = this.#list.filter((each) => each.text !== text)
    this.#list = [...others, notice].slice(-most)
    return notice.id
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((each) => each.id !== id)
  }
}
