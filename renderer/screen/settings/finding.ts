import { fold } from '../../../preload/listing/fold.ts'

/** Whether every word that was typed stands somewhere in these texts; nothing typed finds everything. */
export function finds(query: string, ...texts: readonly string[]): boolean {
  const where = texts.map(fold).join(' ')
  return fold(query)
    .split(/\s+/)
    .every((word) => where.includes(word))
}
