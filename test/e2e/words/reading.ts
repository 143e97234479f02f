import type { Page } from 'playwright-core'

/** A text on the screen, and where it stands. */
export interface Reading {
  text: string
  where: string
  /** It is cut off, or stands out of what it belongs to. */
  isClipped: boolean
}

/** Everything that a person can read in the page, or has read to them. */
export function readPage(page: Page): Promise<Reading[]> {
  return page.evaluate(() => {
    const attributes = [
      'aria-label',
      'aria-description',
      'aria-roledescription',
      'aria-valuetext',
      'title',
      'placeholder',
      'alt',
    ]
    const found: { text: string; where: string; isClipped: boolean }[] = [
      { text: document.title, where: 'document.title', isClipped: false },
    ]

    const nameOf = (element: Element): string => {
      const classes = [...element.classList].filter((name) => !name.startsWith('s-') && !name.startsWith('svelte-'))
      const role = element.getAttribute('role')
      return `${element.localName}${role ? `[${role}]` : ''}${classes.map((name) => `.${name}`).join('')}`
    }
    const pathOf = (element: Element): string => {
      const parents: string[] = []
      for (let at: Element | null = element; at && at !== document.body && parents.length < 4; at = at.parentElement)
        parents.unshift(nameOf(at))
      return parents.join(' > ')
    }

    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true })

    /** For the ear alone: a box of one pixel. */
    const isForEars = (element: Element): boolean => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { width, height } = at.getBoundingClientRect()
        if (width <= 1 && height <= 1) return true
      }
      return false
    }

    /** Whether a text is cut by anything around it that hides what is too much and cannot be scrolled. */
    const isCut = (node: Text, parent: Element): boolean => {
      const range = document.createRange()
      range.selectNodeContents(node)
      const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0)
      if (rects.length === 0) return false
      const left = Math.min(...rects.map((rect) => rect.left))
      const right = Math.max(...rects.map((rect) => rect.right))
      const top = Math.min(...rects.map((rect) => rect.top))
      const bottom = Math.max(...rects.map((rect) => rect.bottom))
      let canScrollX = false
      let canScrollY = false
      for (let at: Element | null = parent; at; at = at.parentElement) {
        const style = getComputedStyle(at)
        const box = at.getBoundingClientRect()
        canScrollX ||= style.overflowX === 'auto' || style.overflowX === 'scroll'
        canScrollY ||= style.overflowY === 'auto' || style.overflowY === 'scroll'
        const hides = (how: string): boolean => how === 'hidden' || how === 'clip'
        if (!canScrollX && (hides(style.overflowX) || at.localName === 'button')) {
          if (left < box.left - 1.5 || right > box.right + 1.5) return true
        }
        if (!canScrollY && hides(style.overflowY) && (top < box.top - 3 || bottom > box.bottom + 3)) return true
        if (style.position === 'fixed') break
      }
      return (
        (!canScrollX && (left < -1 || right > innerWidth + 1)) ||
        (!canScrollY && (top < -1 || bottom > innerHeight + 1))
      )
    }

    for (const element of document.querySelectorAll('body, body *')) {
      if (['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName) || !isShown(element)) continue
      // What was told to the ear has been told.
      if (element.closest('[role=status], [aria-live]') && isForEars(element)) continue
      for (const attribute of attributes) {
        const text = element.getAttribute(attribute)
        if (text) found.push({ text, where: `${pathOf(element)} @${attribute}`, isClipped: false })
      }
      for (const node of element.childNodes) {
        if (!(node instanceof Text) || !node.data.trim()) continue
        const isClipped = !isForEars(element) && isCut(node, element)
        found.push({ text: node.data.replaceAll(/\s+/g, ' ').trim(), where: pathOf(element), isClipped })
      }
    }
    return found
  })
}
