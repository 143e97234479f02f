import { markCount } from '../../preload/contract/daemons.ts'

/** The letter that a mark carries where its colour alone would not tell: the ninth daemon and later, or when asked for. */
export function markLetter(mark: number, name: string, always = false): string {
  if (mark < markCount && !always) return ''
  const first = [...name.trim()][0]
  return first === undefined ? '' : first.toLocaleUpperCase()
}

/** Which of the eight colours a mark has. */
export function markColour(mark: number): number {
  return ((mark % markCount) + markCount) % markCount
}
