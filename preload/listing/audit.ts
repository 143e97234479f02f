import type { AuditWanted, Deed, DeedFailure, DeedState } from '../contract/audit.ts'
import { languages } from '../contract/settings.ts'
import { deedTitle } from '../words/audit.ts'
import { fold, words } from './fold.ts'

/** Deeds that were not done as they were meant, or of which nobody knows. */
export const unwellStates: readonly DeedState[] = ['partly', 'failed', 'cancelled', 'unknown', 'lost']

/** Deeds of which more is to be known. */
export const openStates: readonly DeedState[] = ['pending', 'waiting']

/** How a removal ended that waited behind its answer: from what was not done of its torrents, and why. */
export function endOf(failures: readonly DeedFailure[], torrentCount: number): DeedState {
  const left = failures.reduce((sum, { times }) => sum + times, 0)
  if (left === 0) return 'done'
  if (left < torrentCount) return 'partly'
  const areAll = (...ids: string[]): boolean => failures.every(({ problem }) => ids.includes(problem.says?.id ?? ''))
  if (areAll('removal.wasUndone')) return 'undone'
  if (areAll('removal.wasUndone', 'removal.wasCancelled')) return 'cancelled'
  if (areAll('removal.wasUnsure')) return 'lost'
  return failures.every(({ problem }) => problem.code === 'outcome-unknown') ? 'unknown' : 'failed'
}

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
