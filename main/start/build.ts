import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What a start needs to be built: the window alone, or the desktop program around it too. */
export type BuildScope = 'window' | 'all'

interface Product {
  file: string
  sources: readonly string[]
}

const windowProduct: Product = {
  file: 'dist/renderer/index.html',
  sources: ['renderer', 'preload/contract', 'vite.config.ts', 'package-lock.json'],
}

const desktopProducts: readonly Product[] = [
  { file: 'dist/main/index.cjs', sources: ['main', 'preload/contract', 'vite.config.ts', 'package-lock.json'] },
  { file: 'dist/preload/preload.cjs', sources: ['preload', 'vite.config.ts', 'package-lock.json'] },
]

/**
 * Builds what is missing or older than its sources, and nothing else.
 * @param root the project's folder
 * @param say told in one sentence before a build begins
 */
export async function buildWhatIsOld(root: string, scope: BuildScope, say: (text: string) => void): Promise<void> {
  const oldWindow = await isOld(root, windowProduct)
  const oldDesktop = scope === 'all' && (await Promise.all(desktopProducts.map((p) => isOld(root, p)))).includes(true)
  if (!oldWindow && !oldDesktop) return
  say('Building the window (a few seconds, only after a change)…')
  const { createBuilder } = await import('vite')
  const builder = await createBuilder({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  const wanted = [...(oldWindow ? ['client'] : []), ...(oldDesktop ? ['main', 'preload'] : [])]
  for (const name of wanted) {
    const environment = builder.environments[name]
    if (environment) await builder.build(environment)
  }
}

/** Whether a product is missing or any of its sources is newer. */
async function isOld(root: string, product: Product): Promise<boolean> {
  const built = await changedAt(join(root, product.file))
  if (built === null) return true
  for (const source of product.sources) {
    const newest = await newestIn(join(root, source))
    if (newest !== null && newest > built) return true
  }
  return false
}

async function changedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs
  } catch {
    return null
  }
}

/** The latest change of a file, or of anything in a folder (a removed file changes its folder's own time). */
async function newestIn(path: string): Promise<number | null> {
  const own = await changedAt(path)
  if (own === null) return null
  let newest = own
  const entries = await readdir(path, { recursive: true }).catch(() => [])
  for (const entry of entries) newest = Math.max(newest, (await changedAt(join(path, entry))) ?? 0)
  return newest
}
