import type { Page } from 'playwright-core'
import { type Frame, movingWebp } from './webp.ts'

interface Cut {
  base64: string
  x: number
  y: number
  width: number
  height: number
}

/**
 * In the page of the cutter: keeps a picture, and gives what of it differs from the one before. What is the same within
 * is transparent, which costs hardly anything.
 */
async function cut(png: string): Promise<Cut | null> {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('There is no canvas.')
  context.drawImage(bitmap, 0, 0)
  const now = context.getImageData(0, 0, width, height)
  const pixels = new Uint32Array(now.data.buffer)
  const before = Reflect.get(globalThis, 'before') as Uint32Array | undefined
  Reflect.set(globalThis, 'before', pixels.slice())
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let at = 0; at < pixels.length; at += 1) {
    if (before?.[at] === pixels[at]) {
      pixels[at] = 0
      continue
    }
    const [x, y] = [at % width, Math.floor(at / width)]
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  }
  if (left >= right) return null
  left -= left % 2
  top -= top % 2
  const [partWidth, partHeight] = [right - left, bottom - top]
  const part = new OffscreenCanvas(partWidth, partHeight)
  const partContext = part.getContext('2d')
  // Without loss from this quality on.
  const spelled = (): Promise<Blob> => part.convertToBlob({ type: 'image/webp', quality: 1 })
  partContext?.putImageData(now, -left, -top)
  const holed = await spelled()
  partContext?.drawImage(bitmap, -left, -top)
  const whole = await spelled()
  // Where nearly everything is another, holes cost more than they save.
  const smaller = whole.size < holed.size ? whole : holed
  const bytes = new Uint8Array(await smaller.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return { base64: btoa(text), x: left, y: top, width: partWidth, height: partHeight }
}

/** Takes pictures of one page, one after the other, and puts them together in another one. */
export class Film {
  readonly #page: Page
  readonly #cutter: Page
  readonly #frames: Frame[] = []

  /** @param cutter an empty page */
  constructor(page: Page, cutter: Page) {
    this.#page = page
    this.#cutter = cutter
  }

  /** Takes what is seen now, to be seen for so long, however long taking it takes. */
  async take(ms: number): Promise<void> {
    const png = await this.#page.screenshot()
    const part = await this.#cutter.evaluate(cut, png.toString('base64'))
    const last = this.#frames.at(-1)
    if (part) this.#frames.push({ ...part, webp: Buffer.from(part.base64, 'base64'), ms })
    else if (last) last.ms += ms
  }

  /** How long it is, in ms. */
  get lengthMs(): number {
    return this.#frames.reduce((sum, { ms }) => sum + ms, 0)
  }

  /** All of it as a file. */
  get webp(): Buffer {
    const { width = 0, height = 0 } = this.#page.viewportSize() ?? {}
    return movingWebp(width, height, this.#frames)
  }
}
