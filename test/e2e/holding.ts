import type { Page } from 'playwright-core'

/** In the page: items of the feed of rows wait behind the first one until they are let through. */
function holdRows(): void {
  const held: (() => void)[] = []
  let items = 0
  let isOpen = false
  Reflect.set(window, 'letThrough', (count: number) => {
    isOpen = count === Infinity
    for (const give of held.splice(0, count)) give()
    return held.length
  })
  const isHeld = (text: string): boolean => {
    if (!text.includes('"steps":')) return false
    items += 1
    return items > 1 && !isOpen
  }
  const Plain = window.WebSocket
  window.WebSocket = class extends Plain {
    constructor(url: string | URL) {
      super(url)
      Object.defineProperty(this, 'onmessage', {
        set: (listener: (event: MessageEvent) => void) =>
          this.addEventListener('message', (event) => {
            if (isHeld(String(event.data))) held.push(() => listener(event))
            else listener(event)
          }),
      })
    }
  }
}

/** A list that comes as slowly as a test likes. */
export class Holding {
  readonly #page: Page

  private constructor(page: Page) {
    this.#page = page
  }

  /** Every page that is loaded from now on gets the first item of its rows, and the others when it is told. */
  static async over(page: Page): Promise<Holding> {
    await page.addInitScript(holdRows)
    return new Holding(page)
  }

  /** @returns how many are there that still wait */
  letThrough(items: number): Promise<number> {
    return this.#page.evaluate(
      (count) => (Reflect.get(window, 'letThrough') as (count: number) => number)(count ?? Infinity),
      Number.isFinite(items) ? items : null,
    )
  }
}
