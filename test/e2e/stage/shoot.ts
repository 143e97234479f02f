import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { launchBrowser } from '../browser.ts'
import { serveStage } from './serve.ts'

/*
 * Pictures of the stage: node shoot.ts <scene> <light|dark> <WxH> <out.png> [--built] [--query "density=comfortable"]
 * [--click selector] [--right selector] [--key Control+a] (clicks and keys in that order, each may be given several times)
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    built: { type: 'boolean', default: false },
    query: { type: 'string', default: '' },
    click: { type: 'string', multiple: true, default: [] },
    right: { type: 'string', multiple: true, default: [] },
    key: { type: 'string', multiple: true, default: [] },
    hover: { type: 'string' },
    wait: { type: 'string', default: '600' },
  },
})
const [scene = 'pictures', theme = 'light', size = '1440x900', out = `test/.artifacts/${scene}-${theme}-${size}.png`] =
  positionals
const [width = 1440, height = 900] = size.split('x').map(Number)

const stage = await serveStage({ built: values.built })
const browser = await launchBrowser()
try {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme === 'dark' ? 'dark' : 'light' })
  page.on('console', (message) => message.type() === 'error' && console.error('console:', message.text()))
  page.on('pageerror', (error) => console.error('page:', error.stack ?? error.message))
  await page.goto(`${stage.url}?scene=${scene}&theme=${theme}&${values.query}`)
  await page.waitForTimeout(Number(values.wait))
  for (const selector of values.click) await page.click(selector)
  for (const selector of values.right) await page.click(selector, { button: 'right' })
  for (const key of values.key) await page.keyboard.press(key)
  if (values.hover) await page.hover(values.hover)
  await page.waitForTimeout(400)
  await mkdir(dirname(out), { recursive: true })
  await page.screenshot({ path: out })
  console.log(out)
} finally {
  await browser.close()
  await stage.close()
}
