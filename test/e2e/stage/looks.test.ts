import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { Settings } from '../../../preload/contract/settings.ts'
import { needs } from '../../needs.ts'
import { play } from './play.ts'

needs('chromium')

const stage = play()
const failed = 'NASA Perseverance raw images, sols 1–400'

/** Whether the whole of it lies within its box. */
async function isWithin(box: Locator, inner: Locator): Promise<boolean> {
  const [outside, inside] = await Promise.all([box.boundingBox(), inner.boundingBox()])
  return outside !== null && inside !== null && inside.y + inside.height <= outside.y + outside.height
}

describe('the details of a torrent that failed', () => {
  it('have room for the reason and for every fact under it', async () => {
    const { grid, details } = await stage.open('scene=pictures')
    await grid.pick(failed)
    await expect.poll(() => details.text()).toContain('No space left on device')
    for (const last of await details.root.locator('dl > dd:last-child').all()) {
      expect(await isWithin(details.root, last)).toBe(true)
    }
  })
})

describe('the pieces of a finished torrent', () => {
  it('are of the colour of its bar', async () => {
    const { grid, details } = await stage.open('scene=pictures')
    await grid.pick('archlinux-2026.11.01-x86_64.iso')
    await details.root.locator('canvas').first().waitFor()
    const [bar, piece] = await details.root.evaluate((panel) => {
      const pen = document.createElement('canvas').getContext('2d')
      const pieces = panel.querySelector<HTMLCanvasElement>('.pieces canvas')
      const fill = panel.querySelector('.progress .fill')
      if (!pen || !pieces || !fill) return []
      pen.fillStyle = getComputedStyle(fill).backgroundColor
      pen.fillRect(0, 0, 1, 1)
      const drawn = pieces.getContext('2d')?.getImageData(2, 2, 1, 1).data ?? []
      return [[...pen.getImageData(0, 0, 1, 1).data], [...drawn]]
    })
    expect(piece).toEqual(bar)
  })
})

describe('a dialog over a dialog', () => {
  it('darkens the window once', async () => {
    const { page, status, daemons, form } = await stage.open('scene=pictures')
    await status.openDaemons()
    await daemons.untilOpen()
    await daemons.press('Add daemon')
    await form.untilOpen()
    const grounds = await page
      .locator('.veil')
      .evaluateAll((veils) => veils.map((veil) => getComputedStyle(veil).backgroundColor))
    expect(grounds).toHaveLength(2)
    expect(grounds.filter((ground) => ground !== 'rgba(0, 0, 0, 0)')).toHaveLength(1)
  })
})

describe('another theme', () => {
  it('is that of everything in the same picture, with a dialog open, too', async () => {
    const { page, status, daemons } = await stage.open('scene=pictures&delay=0', 'light')
    await status.openDaemons()
    await daemons.untilOpen()
    const brightest = await page.evaluate(async () => {
      const settings: Partial<Settings> = { theme: 'dark' }
      await (Reflect.get(globalThis, 'estuary') as Bridge).call('settings.set', settings)
      while (document.documentElement.dataset['theme'] !== 'dark') await new Promise(requestAnimationFrame)
      const grounds = [...document.querySelectorAll('.dialog, .dialog button')].map(
        (part) => getComputedStyle(part).backgroundColor,
      )
      return Math.max(...grounds.map((ground) => Number(/^rgb\((\d+)/.exec(ground)?.[1] ?? 0)))
    })
    // The button that is meant to be seen first is the accent's.
    expect(brightest).toBeLessThan(120)
  })
})

describe('a button beyond the edge', () => {
  it('does not move the window when the keyboard goes to it', async () => {
    const { page } = await stage.open('scene=pictures')
    await page.setViewportSize({ width: 400, height: 300 })
    const scrolled = await page.evaluate(() => {
      for (const button of document.querySelectorAll('button')) button.focus()
      const still = [document.documentElement, document.body, document.querySelector('#app')]
      return still.map((part) => [part?.scrollLeft, part?.scrollTop])
    })
    expect(scrolled).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ])
  })
})
