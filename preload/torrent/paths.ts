/*
 * Paths of files within a torrent, as a person may give them. Daemons are quiet about those that they do not like:
 * some make others of them (they drop "..", empty parts and blanks at the ends, and take "\" for "/"), or do
 * nothing and say nothing (names of more than 255 bytes).
 */

/** Why a text cannot be a path, or a name in one. */
export type PathFault = 'empty' | 'slash' | 'backslash' | 'dots' | 'edges' | 'control' | 'long'

/** Bytes of a name on most disks. */
const longestNameBytes = 255
const longestPathUnits = 4_096

/** Why this cannot be the name of a file or folder; null = it can. */
export function faultOfName(name: string): PathFault | null {
  if (name.trim() === '') return 'empty'
  if (name.includes('/')) return 'slash'
  if (name.includes('\\')) return 'backslash'
  if (/^\.+$/.test(name.trim())) return 'dots'
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) return 'control'
  if (name !== name.trim()) return 'edges'
  return new TextEncoder().encode(name).length > longestNameBytes ? 'long' : null
}

/** Why this cannot be the path of a file or folder within a torrent; null = it can. */
export function faultOfPath(path: string): PathFault | null {
  if (path.trim() === '') return 'empty'
  if (path.length > longestPathUnits) return 'long'
  for (const name of path.split('/')) {
    const fault = name === '' ? 'slash' : faultOfName(name)
    if (fault) return fault
  }
  return null
}

/**
 * What a file may be called on any system's disk, made of a text that anybody may have written.
 * @param otherwise where nothing of it is left
 */
export function fileNameOf(text: string, otherwise: string): string {
  const plain = [...text.toWellFormed().replaceAll(/[<>:"/\\|?*\p{Cc}\p{Cf}]+/gu, ' ')].slice(0, 80).join('')
  const name = plain.replaceAll(/\s+/g, ' ').replaceAll(/^[. ]+|[. ]+$/g, '')
  return name === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ? otherwise : name
}

/** The folders that a path lies in, outermost first: of a/b/c they are a and a/b. */
export function* foldersOf(path: string): Iterable<string> {
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) yield path.slice(0, at)
}

/** Which paths of a torrent are in use. */
export class TakenPaths {
  readonly #files = new Map<string, number>()
  /** How many files lie in each folder or below it. */
  readonly #folders = new Map<string, number>()

  constructor(paths: Iterable<string>) {
    for (const path of paths) this.add(path)
  }

  /** Whether a file or folder of that path would be in the place of another, or inside of what is a file. */
  has(path: string): boolean {
    if (this.#files.has(path) || this.#folders.has(path)) return true
    for (const folder of foldersOf(path)) if (this.#files.has(folder)) return true
    return false
  }

  add(path: string): void {
    change(this.#files, path, 1)
    for (const folder of foldersOf(path)) change(this.#folders, folder, 1)
  }

  remove(path: string): void {
    change(this.#files, path, -1)
    for (const folder of foldersOf(path)) change(this.#folders, folder, -1)
  }
}

function change(counts: Map<string, number>, path: string, by: number): void {
  const count = (counts.get(path) ?? 0) + by
  if (count > 0) counts.set(path, count)
  else counts.delete(path)
}
