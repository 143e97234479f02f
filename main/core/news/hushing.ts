import type { EventKind } from '../../../preload/contract/events.ts'
import { type NoticeKind, outcomeOf } from '../../../preload/contract/notices.ts'
import type { Settings } from '../../../preload/contract/settings.ts'
import type { Roster } from '../daemons/roster.ts'
import type { Happening } from '../events/history.ts'

/** What of the history people are told of. */
const noticed: Readonly<Partial<Record<EventKind, NoticeKind>>> = {
  finished: 'finished',
  failed: 'failed',
  lost: 'lost',
  connected: 'back',
}

/** Whether the person's rules say that nobody is to be told of something, not even by the bell. */
export function hushes({ kind, daemon, hash }: Happening, roster: Pick<Roster, 'find'>, settings: Settings): boolean {
  const notice = noticed[kind]
  // The rule is looked for only where there is one: a flood of lines is no reason to go through them all.
  if (!notice || daemon === null || !settings.noticeRules.some(({ on, outcome }) => on && outcome === 'nothing'))
    return false
  const label = hash ? (roster.find(daemon)?.rows.get(hash)?.label ?? '') : null
  return outcomeOf({ kind: notice, daemon, label }, settings) === 'nothing'
}
