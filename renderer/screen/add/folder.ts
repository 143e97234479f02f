import { styleOf } from '../../../preload/torrent/folder.ts'

/** Why a text cannot be a folder on a daemon's machine; null = it can, or nothing is said. */
export function faultOfFolder(folder: string): 'relative' | 'control' | null {
  const text = folder.trim()
  if (text === '') return null
  if (/\p{Cc}/u.test(text) || !text.isWellFormed()) return 'control'
  return styleOf(text) === null ? 'relative' : null
}
