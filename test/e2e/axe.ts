import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Window } from './pages/window.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** The test sees the whole page's promise settle as JSON: the page's policy lets no other script in. */
const question = `axe.run(document, { resultTypes: ['violations'] }).then((results) => JSON.stringify(results))`

/**
 * What axe finds serious or critical in the page as it is now, one line for each element.
 * It goes in through the debugger: the page's own policy allows no script of others.
 */
async function seriousFindings(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page)
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', { expression, awaitPromise: true })
    if (exceptionDetails) throw new Error(`axe failed: ${exceptionDetails.exception?.description ?? 'unknown'}`)
    return result.value
  }
  try {
    await evaluate(`window.axe || void (() => { ${source} })()`)
    const results = JSON.parse(String(await evaluate(question))) as AxeResults
    return results.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, html, any }) => {
          const why = any.map(({ message }) => message).join(' ')
          return `${id} (${help}) at ${target.join(' ')}: ${html.slice(0, 160)} ${why}`
        }),
      )
  } finally {
    await cdp.detach()
  }
}

/** Neither in light nor in dark; the window must follow the system's theme. */
export async function expectNothingSerious(window: Window, what: string): Promise<void> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await window.theme()).toBe(colorScheme)
    for (const finding of await seriousFindings(window.page)) found.push(`${what}, ${colorScheme}: ${finding}`)
  }
  await window.page.emulateMedia({ colorScheme: 'light' })
  expect(found).toEqual([])
}
