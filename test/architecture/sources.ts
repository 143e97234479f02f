import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** One import of a source file. */
export interface Import {
  /** As written: './x.ts', 'valibot', 'node:fs'. */
  name: string
  /** The project's file that it means; null = a package. */
  path: string | null
  /** Only types: nothing of it is left when the program runs. */
  typeOnly: boolean
}

export interface Source {
  /** From the project's folder, with slashes: 'main/core/app.ts'. */
  path: string
  text: string
  imports: Import[]
}

/** Static, dynamic and side-effect imports, and re-exports. */
const importPattern =
  /(?:^|[;}\n])\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(importPattern)].map(([, type, still, dynamic]) => {
    const name = still ?? dynamic ?? ''
    const relative = name.startsWith('.')
    return {
      name,
      path: relative ? posix.normalize(posix.join(posix.dirname(path), name)) : null,
      typeOnly: type !== undefined,
    }
  })
}

/** Every source file under these folders. */
export function readSources(...folders: string[]): Source[] {
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,svelte,cjs,css,html}`)
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, imports: /\.(ts|svelte)$/.test(path) ? importsOf(path, text) : [] }
    })
}
