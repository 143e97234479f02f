import type { AuditWanted, Deed, DeedState } from '../contract/audit.ts'
import { languages } from '../contract/settings.ts'
import { deedTitle } from '../words/audit.ts'
import { fold, words } from './fold.ts'

/** Deeds that were not done as they were meant, or of which nobody knows. */
export const unwellStates: readonly DeedState[] = ['partly', 'failed', 'unknown', 'lost']

/** All words by which a deed is found, folded: what it is called in each language, where and to what it was done. */
export function deedWords({
  call,
  subject,
  daemons,
  torrents,
  args,
}: Pick<Deed, 'call' | 'subject' | 'daemons' | 'torrents' | 'args'>): string {
  const titles = languages.map((language) => deedTitle(language, call))
  return fold([call, ...titles, subject, ...[...daemons, ...torrents].map(({ name }) => name), args].join(' '))
}

/** Whether a deed is wanted. */
export function fitsAudit({ text = '', daemons, failures = false }: AuditWanted): (deed: Deed) => boolean {
  const looked = words(text)
  return (deed) => {
    if (failures && !unwellStates.includes(deed.state)) return false
    if (daemons && !deed.daemons.some(({ id }) => daemons.includes(id))) return false
    if (looked.length === 0) return true
    const all = deedWords(deed)
    return looked.every((word) => all.includes(word))
  }
}
