import type { Row } from '../../../preload/listing/row.ts'

/** The folder in which all of these lie; null = there are several, or none is known. */
export function folderOf(rows: readonly Row[]): string | null {
  const folders = new Set(rows.map(({ folder }) => folder))
  const [only] = folders
  return folders.size === 1 && only ? only : null
}

/** Whether that can be a folder of another machine, whichever system it has: from its root on. */
export function isWholePath(text: string): boolean {
  return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(text.trim())
}
