import type { Page } from 'playwright-core'

/**
 * What of the window cannot be reached or read as it is drawn now, one line for each: parts of the page beyond its
 * edges, controls that are cut off where nothing scrolls to them, and texts that are cut without a sign and a tooltip.
 */
export function whatIsCut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const slackPx = 1
    const { scrollWidth, scrollHeight } = document.documentElement
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth - innerWidth} px too wide`)
    if (scrollHeight > innerHeight) found.push(`the page is ${scrollHeight - innerHeight} px too high`)

    const name = (element: Element): string =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60)}`
    const isSeen = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest('.unseen')
    const scrolls = (how: string): boolean => how === 'auto' || how === 'scroll'
    const cuts = (how: string): boolean => how === 'hidden' || how === 'clip'

    /** The nearest ancestor that cuts the box off in that direction; null = none does, or one scrolls to it. */
    function cutter(from: Element, box: DOMRect, axis: 'x' | 'y'): Element | null {
      for (let at: Element | null = from; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at)
        const how = axis === 'x' ? style.overflowX : style.overflowY
        if (scrolls(how)) return null
        if (!cuts(how)) {
          if (style.position === 'fixed') break
          continue
        }
        const edge = at.getBoundingClientRect()
        const isCut =
          axis === 'x'
            ? box.left < edge.left - slackPx || box.right > edge.right + slackPx
            : box.top < edge.top - slackPx || box.bottom > edge.bottom + slackPx
        if (isCut) return at
      }
      return null
    }
    const isBeyond = (box: DOMRect, edge: DOMRect): boolean =>
      box.left >= edge.right || box.right <= edge.left || box.top >= edge.bottom || box.bottom <= edge.top

    const scrollsTo = (element: Element, axis: 'x' | 'y'): boolean => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        const style = getComputedStyle(at)
        if (scrolls(axis === 'x' ? style.overflowX : style.overflowY)) return true
      }
      return false
    }
    for (const element of document.querySelectorAll('button, input, textarea, [role=tab], [role^=menuitem], a[href]')) {
      if (!isSeen(element)) continue
      const box = element.getBoundingClientRect()
      const beyondX = (box.left < -slackPx || box.right > innerWidth + slackPx) && !scrollsTo(element, 'x')
      const beyondY = (box.top < -slackPx || box.bottom > innerHeight + slackPx) && !scrollsTo(element, 'y')
      if (beyondX || beyondY) found.push(`beyond the window: ${name(element)}`)
      const parent = element.parentElement
      if (parent && (cutter(parent, box, 'x') ?? cutter(parent, box, 'y'))) found.push(`cut off: ${name(element)}`)
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || !node.nodeValue?.trim() || !isSeen(parent)) continue
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) {
        const at = cutter(parent, box, 'x')
        if (!at || isBeyond(box, at.getBoundingClientRect())) continue
        const style = getComputedStyle(at)
        const isSaid = at.closest('[title]') ?? at.querySelector('[title]') ?? at.closest('[aria-label]')
        if (style.textOverflow !== 'ellipsis' && style.webkitLineClamp === 'none') {
          found.push(`a text is cut without a sign: ${name(parent)} in ${name(at)}`)
        } else if (!isSaid) found.push(`nothing says the whole of: ${name(parent)}`)
        break
      }
      for (const box of range.getClientRects()) {
        const at = cutter(parent, box, 'y')
        if (!at || isBeyond(box, at.getBoundingClientRect())) continue
        if (getComputedStyle(at).webkitLineClamp !== 'none') continue
        // A line that is wholly out of sight has gone; one that is half in sight is cut.
        found.push(`a line is cut through: ${name(parent)} in ${name(at)}`)
        break
      }
    }
    return [...new Set(found)]
  })
}
