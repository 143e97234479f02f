import type { Page } from 'playwright-core'

/** What a page has seen since it was opened. */
export interface Seen {
  /** When the first row was drawn, in ms since then. */
  firstMs: number
  /** What came over its socket, before compression. */
  bytes: number
  messages: number
}

/** Has a page note what it sees, from its next load on. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(watch)
}

export const seenBy = (page: Page): Promise<Seen> => page.evaluate(() => Reflect.get(window, 'seen') as Seen)

/** In the page: when the first row was drawn, and what came over the socket. */
function watch(): void {
  const seen: Seen = { firstMs: 0, bytes: 0, messages: 0 }
  Reflect.set(window, 'seen', seen)
  const Plain = window.WebSocket
  window.WebSocket = class extends Plain {
    constructor(url: string | URL) {
      super(url)
      this.addEventListener('message', ({ data }) => {
        seen.bytes += String(data).length
        seen.messages += 1
      })
    }
  }
  const look = (): void => {
    if (document.querySelector('[role=row][data-key]')) seen.firstMs = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/**
 * From the moment in which the page hears of what somebody does until the picture behind it, in ms.
 * @param until where the effect comes by itself in a later event: that event
 */
export async function msUntilDrawn(
  page: Page,
  begins: 'keydown' | 'wheel',
  act: () => Promise<void>,
  until?: 'scroll',
): Promise<number> {
  await page.evaluate(
    ([first, then]) => {
      Reflect.set(window, 'took', null)
      const once = { capture: true, once: true } as const
      const begin = (): void => {
        const from = performance.now()
        const draw = (): void => {
          requestAnimationFrame(() => setTimeout(() => Reflect.set(window, 'took', performance.now() - from), 0))
        }
        if (then === undefined) draw()
        else addEventListener(then, draw, once)
      }
      addEventListener(first, begin, once)
    },
    [begins, until] as const,
  )
  await act()
  const handle = await page.waitForFunction(() => Reflect.get(window, 'took') as number | null)
  return (await handle.jsonValue()) ?? Number.NaN
}
