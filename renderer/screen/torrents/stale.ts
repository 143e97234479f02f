import type { Daemon } from '../../../preload/contract/daemons.ts'
import { ago } from '../../text/format.ts'
import { daemonWords, t } from '../../text/words.ts'

/** A first list that is being read: its rows are as new as they can be. */
function isComing({ link, lastSeenAt }: Daemon): boolean {
  return link.state === 'warming' && lastSeenAt === null
}

/** Since when the rows of these daemons are old, daemon by daemon; null = those of one at least are not. */
export function staleWords(daemons: readonly Daemon[], now: number): string[] | null {
  if (daemons.length === 0 || daemons.some((one) => one.link.state === 'live' || isComing(one))) return null
  return daemons.map(({ name, lastSeenAt, link }) => {
    if (lastSeenAt === null) return t.table.neverSeen(name)
    const age = t.table.staleSince(name, ago(lastSeenAt, now))
    return link.state === 'warming' ? `${age}, ${daemonWords.side.reading}` : age
  })
}
