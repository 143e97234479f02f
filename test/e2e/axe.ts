import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** The test sees the whole page's promise settle as JSON: the page's policy lets no other script in. */
const question = `axe.run(document, { resultTypes: ['violations'] }).then((results) => JSON.stringify(results))`

/**
 * What axe finds serious or critical in the page as it is now, one line for each element.
 * It goes in through the debugger: the page's own policy allows no script of others.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
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
