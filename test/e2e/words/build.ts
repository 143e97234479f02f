import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Page } from 'playwright-core'
import { build, type Plugin } from 'vite'

const project = fileURLToPath(new URL('../../../', import.meta.url))
const out = join(project, 'test/.artifacts/words')
/** The window that says German speaks the tests' language instead. */
const insteadOfGerman: Plugin = {
  name: 'estuary-pseudo',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('/preload/words/de/table.ts')) return null
    return `export { german, germanLocale } from ${JSON.stringify(join(project, 'test/e2e/words/table.ts'))}`
  },
}

/** Builds the window with the tests' language in the place of German. */
export async function buildPseudo(): Promise<void> {
  await build({
    configFile: false,
    root: join(project, 'renderer'),
    base: './',
    logLevel: 'warn',
    publicDir: false,
    plugins: [insteadOfGerman, svelte({ configFile: false })],
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'chrome140',
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      // What the window fetches late stands in the same file, so that one file is all of it.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
}

/**
 * Gives this page, when it is loaded again, that window's script and styles instead of the program's own. The page itself stays the
 * program's: a browser takes one that is not for one of another network, and lets it reach nothing here.
 */
export async function givePseudo(page: Page, origin: string): Promise<void> {
  for (const [ending, contentType] of [
    ['js', 'text/javascript'],
    ['css', 'text/css'],
  ] as const) {
    const files = readdirSync(join(out, 'assets')).filter((name) => name.endsWith(`.${ending}`))
    if (files.length !== 1) throw new Error(`The window is no longer one file of ${contentType}: give all of them.`)
    const body = readFileSync(join(out, 'assets', files[0]!))
    await page.route(`${origin}/assets/*.${ending}`, (route) => route.fulfill({ body, contentType }))
  }
}
