import type { Candidate } from '../../../preload/contract/importing.ts'
import { isolated } from '../../../preload/text/shown.ts'
import { list } from '../../text/format.ts'
import { shellWords } from '../../text/words.ts'

const words = shellWords.first

/** What is known of a kind's own programs on this machine: being looked for, the hosts that they know, or nothing. */
export type Found = 'looking' | 'unknown' | readonly string[]

/** So many hosts are named; the rest are counted. */
const mostNamed = 3

/** The hosts that could be taken over, each once. */
export function hostsOf(candidates: readonly Candidate[]): string[] {
  const free = candidates.filter(({ problem, already }) => problem === null && already === null)
  return [...new Set(free.map(({ address, place }) => (address && 'host' in address ? address.host : place)))]
}

/** The line under "Import from …". */
export function foundText(kind: string, found: Found): string {
  if (found === 'looking') return words.looking(kind)
  if (found === 'unknown') return words.importText(kind)
  if (found.length === 0) return words.foundNone
  const named = found.slice(0, found.length > mostNamed ? mostNamed - 1 : mostNamed).map(isolated)
  const more = found.length - named.length
  return words.found(found.length, list(more > 0 ? [...named, words.foundMore(more)] : named))
}
