/*
 * Folders on a machine that is not this one: nobody but the path itself tells how its system writes paths.
 */

/** posix = /srv/films · windows = D:\films, \\nas\films, and D:/films, which means the same. */
export type PathStyle = 'posix' | 'windows'

/** How this path is written; null = it is no whole path, so that nobody knows which folder it means. */
export function styleOf(path: string): PathStyle | null {
  if (path.startsWith('/')) return 'posix'
  return /^([a-z]:[\\/]|\\\\[^\\/])/i.test(path) ? 'windows' : null
}

/** Whether the character parts names in a path of this style. */
export function isSeparator(sign: string | undefined, style: PathStyle): boolean {
  return sign === '/' || (style === 'windows' && sign === '\\')
}

/** Where the last name of a path begins: behind its last separator. */
export function lastNameAt(path: string, style: PathStyle): number {
  for (let at = path.length; at > 0; at -= 1) if (isSeparator(path[at - 1], style)) return at
  return 0
}

/** Without separators at its end; the topmost folder of all keeps the one that it consists of. */
export function bareFolder(path: string): string {
  const style = styleOf(path)
  if (style === null) return path
  let end = path.length
  while (end > 1 && isSeparator(path[end - 1], style)) end -= 1
  const isDrive = style === 'windows' && end === 2 && path[1] === ':'
  return isDrive ? path.slice(0, 3) : path.slice(0, end)
}
