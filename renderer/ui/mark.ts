import { markCount } from '../../preload/contract/daemons.ts'
import { shown } from '../../preload/text/shown.ts'

/** The letter that a mark carries where its colour alone would not tell: the ninth daemon and later, or when asked for. */
export function markLetter(mark: number, name: string, always = false): string {
  if (mark < markCount && !always) return ''
  const signs = [...shown(name.trim())]
  const first = signs.find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? signs[0]
  return first === undefined ? '' : first.toLocaleUpperCase()
}

/** Which of the eight colours a mark has. */
export function markColour(mark: number): number {
  return ((mark % markCount) + markCount) % markCount
}
