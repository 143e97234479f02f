import { mkdtemp, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** What a start needs to be built: the window alone, or the desktop program around it too. */
export type BuildScope = 'window' | 'all'

interface Product {
  /** The environment in vite.config.ts, and the folder in dist that it fills. */
  environment: string
  folder: string
  /** The file whose time says when it was built. */
  file: string
  sources: readonly string[]
}

const always = ['vite.config.ts', 'package-lock.json']
const products: readonly Product[] = [
  {
    environment: 'client',
    folder: 'renderer',
    file: 'index.html',
    sources: ['renderer', 'preload', ...always],
  },
  { environment: 'main', folder: 'main', file: 'index.cjs', sources: ['main', 'preload', ...always] },
  { environment: 'preload', folder: 'preload', file: 'preload.cjs', sources: ['preload', ...always] },
]

/**
 * Builds what is missing or older than its sources, and nothing else. A build that fails leaves what was there.
 * @param root the project's folder
 * @param say told in one sentence before a build begins
 */
export async function buildWhatIsOld(root: string, scope: BuildScope, say: (text: string) => void): Promise<void> {
  const candidates = scope === 'all' ? products : products.filter(({ environment }) => environment === 'client')
  const old: Product[] = []
  for (const product of candidates) if (await isOld(root, product)) old.push(product)
  if (old.length === 0) return
  say('Building the window (a few seconds, only after a change)…')
  await mkdir(join(root, 'dist'), { recursive: true })
  const place = await mkdtemp(join(root, 'dist', '.building-'))
  try {
    const startedAt = new Date()
    await asProduct(() => build(root, old, place))
    for (const product of old) await putInPlace(root, product, place, startedAt)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

/** Vite takes what NODE_ENV says for the way in which Svelte compiles: one that a test set would give a slower window. */
async function asProduct<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    return await work()
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

async function build(root: string, wanted: readonly Product[], place: string): Promise<void> {
  const { createBuilder } = await import('vite')
  const outDirs = products.map(
    ({ environment, folder }) => [environment, { build: { outDir: join(place, folder) } }] as const,
  )
  const builder = await createBuilder({
    configFile: join(root, 'vite.config.ts'),
    configLoader: 'native',
    logLevel: 'warn',
    environments: Object.fromEntries(outDirs),
  })
  for (const product of wanted) {
    const environment = builder.environments[product.environment]
    if (environment) await builder.build(environment)
  }
}

/** Two starts may build at the same time: each swaps a whole folder in, and the last one stays. */
async function putInPlace(root: string, product: Product, place: string, startedAt: Date): Promise<void> {
  const built = join(place, product.folder)
  const target = join(root, 'dist', product.folder)
  // What changes while a build runs is newer than the build.
  await utimes(join(built, product.file), startedAt, startedAt)
  for (let round = 0; ; round += 1) {
    await rename(target, join(place, `old-${product.folder}-${round}`)).catch(unless('ENOENT'))
    if (await rename(built, target).then(() => true, unless('ENOTEMPTY', 'EEXIST', 'EPERM'))) return
    if (round > 20) throw new Error(`${target} cannot be replaced: is something holding it open?`)
  }
}

/** Swallows the errors with these codes. */
function unless(...codes: string[]): (error: unknown) => void {
  return (error) => {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** Whether a product is missing or any of its sources is newer. */
async function isOld(root: string, product: Product): Promise<boolean> {
  const built = await changedAt(join(root, 'dist', product.folder, product.file))
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
