import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumPath } from '../present.ts'

/** Pictures and traces of a run; git ignores them, CI keeps them. */
export const artifacts = join(import.meta.dirname, '../.artifacts')

// Chromium's own sandbox does not work for root, which CI is; the pages under test are our own.
const switches = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new Error('There is no Chromium on this machine.')
  return chromium.launch({ executablePath, args: switches })
}

export interface PageOptions {
  width?: number
  height?: number
  theme?: 'light' | 'dark'
}

/** A page in a profile of its own. What the browser complains of (errors, CSP) is collected in `complaints`. */
export async function openPage(
  browser: Browser,
  { width = 1440, height = 900, theme = 'light' }: PageOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const permissions = ['clipboard-read', 'clipboard-write']
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, permissions })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, complaints }
}

/** Keeps a picture of what the person sees. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true })
  await page.screenshot({ path: join(artifacts, `${name}.png`) })
}
