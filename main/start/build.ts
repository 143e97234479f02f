import { readdirSync, statSync } from 'node:fs'
import { mkdtemp, mkdir, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** What is needed: the window alone, with it the web door's program, or the desktop program. */
export type BuildScope = 'window' | 'web' | 'desktop'

interface Product {
  scopes: readonly BuildScope[]
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
    scopes: ['window', 'web', 'desktop'],
    environment: 'client',
    folder: 'renderer',
    file: 'index.html',
    sources: ['renderer', 'preload', ...always],
  },
  {
    scopes: ['web'],
    environment: 'web',
    folder: 'web',
    file: 'web.cjs',
    sources: ['main', 'preload', ...always],
  },
  {
    scopes: ['desktop'],
    environment: 'main',
    folder: 'main',
    file: 'index.cjs',
    sources: ['main', 'preload', ...always],
  },
  {
    scopes: ['desktop'],
    environment: 'preload',
    folder: 'preload',
    file: 'preload.cjs',
    sources: ['preload', ...always],
  },
]

/**
 * Builds what is missing or older than its sources, and nothing else. A build that fails leaves what was there.
 * @param root the project's folder
 * @param say told in one sentence before a build begins
 */
export async function buildWhatIsOld(root: string, scope: BuildScope, say: (text: string) => void): Promise<void> {
  const newestOf = newestSources()
  const old = products.filter((product) => product.scopes.includes(scope) && isOld(root, product, newestOf))
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

/** Whether a product is missing or any of its sources is newer, by when each source was changed last. */
function isOld(root: string, product: Product, newestOf: (source: string) => number): boolean {
  const built = changedAt(join(root, 'dist', product.folder, product.file))
  return built === null || product.sources.some((source) => newestOf(join(root, source)) > built)
}

function changedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}

/**
 * The latest change of a file, or of anything in a folder (a removed file changes its folder's own time); 0 = it is not
 * there. Each is looked at once, and without a turn of the loop for each of a thousand files: every start waits for it.
 */
function newestSources(): (source: string) => number {
  const known = new Map<string, number>()
  return (source) => {
    let newest = known.get(source)
    if (newest !== undefined) return newest
    newest = changedAt(source) ?? 0
    if (statSync(source, { throwIfNoEntry: false })?.isDirectory()) {
      for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
        newest = Math.max(newest, changedAt(join(source, entry)) ?? 0)
      }
    }
    known.set(source, newest)
    return newest
  }
}
