import { type Account, givenLevels, type Reach, reachesSame } from '../../../preload/contract/accounts.ts'
import { type Daemon, levels } from '../../../preload/contract/daemons.ts'
import type { KnownAccounts } from '../../data/accounts.svelte.ts'
import { ago } from '../../text/format.ts'
import { problemText } from '../../text/told.ts'
import { accountWords as words } from '../../text/words.ts'
import { certificateWaits, describeLink, sideLine, type SideLine } from '../../view/link.ts'

/** "Admin", "Level 7". */
export function levelName(level: number): string {
  return words.levels[level] ?? words.level(words.otherLevel, level)
}

/** "Admin 10", "Level 7". */
export function levelText(level: number): string {
  return words.level(levelWord(level), level)
}

/** What stands before the number of a level. */
export function levelWord(level: number): string {
  return words.levels[level] ?? words.otherLevel
}

/** What an account of that level may do, in a sentence. */
export function levelMeaning(level: number): string {
  const { notes } = words
  if (level >= levels.admin) return notes.admin
  if (level >= levels.normal) return notes.normal
  return level >= levels.readOnly ? notes.readOnly : notes.none
}

/** The levels to choose from, the highest first. */
export const offeredLevels = givenLevels

/** "as admin, Admin 10"; the level is left out where it is not known. */
export function whoWeAre({ username, level }: Daemon): string {
  const who = words.as(username, level === null ? '' : levelText(level))
  return level === null ? who.replace(/,\s*$/, '') : who
}

/** What the page has to show of a daemon. */
export type Standing =
  /** Its accounts; old = it cannot be asked now. */
  | { is: 'list'; old: boolean }
  | { is: 'asking' }
  /** Its certificate waits for the person. */
  | { is: 'review' }
  /** Our account is of too low a level. */
  | { is: 'locked' }
  | { is: 'cannot' | 'failed'; why: string }
  | { is: 'off' }

export function standingOf(daemon: Daemon, { list, problem }: KnownAccounts): Standing {
  const { link, cannot } = daemon
  if (certificateWaits(daemon)) return { is: 'review' }
  if (cannot.accounts?.code === 'level' || link.problem?.code === 'level') return { is: 'locked' }
  if (cannot.accounts) return { is: 'cannot', why: problemText(cannot.accounts) }
  if (link.state !== 'live') return list ? { is: 'list', old: true } : { is: 'off' }
  if (problem) return { is: 'failed', why: problemText(problem) }
  return list ? { is: 'list', old: false } : { is: 'asking' }
}

/** A daemon in the chooser: what stands under its name, and at the end of the line. */
export interface ChooserLine {
  /** Who we are there. */
  readonly who: string | null
  /** What is the matter with it; null = nothing is. */
  readonly link: SideLine | null
  readonly needsAdmin: boolean
  readonly notPossible: boolean
  /** How many accounts; null = not known. */
  readonly count: number | null
}

/** @param kind what the makers of its kind call it */
export function chooserLine(daemon: Daemon, known: KnownAccounts, kind: string, now: number): ChooserLine {
  const standing = standingOf(daemon, known)
  const isLocked = standing.is === 'locked'
  const isLive = daemon.link.state === 'live'
  return {
    who: isLive || isLocked ? whoWeAre(daemon) : null,
    link: isLocked ? null : linkLine(daemon, kind, now),
    needsAdmin: isLocked,
    notPossible: standing.is === 'cannot',
    count: known.list && standing.is === 'list' ? known.list.accounts.length + known.list.leftOut : null,
  }
}

/** While it tries again nothing flickers: what counts here is when it was seen. */
function linkLine(daemon: Daemon, kind: string, now: number): SideLine | null {
  const { state } = daemon.link
  const line = sideLine(daemon, kind, now)
  if (line === null) return null
  if (state !== 'waiting' && state !== 'dialling') return { ...line, text: describeLink(daemon, kind, now).state }
  const { lastSeen, notReached } = words.states
  const text = daemon.lastSeenAt === null ? notReached : lastSeen(ago(daemon.lastSeenAt, now))
  return { text, tone: 'plain', act: null }
}

const reachOf = ({ kind, address, certificate }: Daemon): Reach => ({
  kind,
  address,
  fingerprint: certificate?.fingerprint ?? null,
})

/** The entries of the list that reach this daemon, itself first. */
function besides(daemon: Daemon, daemons: readonly Daemon[]): Daemon[] {
  const own = reachOf(daemon)
  const same = daemons.filter((other) => reachesSame(own, reachOf(other)))
  return same.toSorted((one, other) => Number(other.id === daemon.id) - Number(one.id === daemon.id))
}

/** Those of them that log in with the account. */
export function entriesOf(daemon: Daemon, account: string, daemons: readonly Daemon[]): Daemon[] {
  return besides(daemon, daemons).filter(({ username }) => username === account)
}

const collator = new Intl.Collator()

export type AccountColumn = 'name' | 'level' | 'usedBy'

/** An account with the entries that use it. */
export interface AccountRow {
  readonly account: Account
  readonly users: readonly Daemon[]
  /** The connection that is shown is logged in with it. */
  readonly isOwn: boolean
}

export function rowsOf(
  daemon: Daemon,
  accounts: readonly Account[],
  daemons: readonly Daemon[],
  { by, down }: { by: AccountColumn; down: boolean },
): AccountRow[] {
  const beside = besides(daemon, daemons)
  const rows = accounts.map((account) => ({
    account,
    users: beside.filter(({ username }) => username === account.name),
    isOwn: account.name === daemon.username,
  }))
  const byName = (one: AccountRow, other: AccountRow): number =>
    collator.compare(one.account.name, other.account.name) || (one.account.name < other.account.name ? -1 : 1)
  const order: Record<AccountColumn, (one: AccountRow, other: AccountRow) => number> = {
    name: byName,
    level: (one, other) => one.account.level - other.account.level || byName(one, other),
    // Used ones first.
    usedBy: (one, other) => other.users.length - one.users.length || byName(one, other),
  }
  const sorted = rows.toSorted(order[by])
  return down ? sorted.reverse() : sorted
}

export type AccountAct = 'level' | 'password' | 'remove'

/** Why something cannot be done to an account, in words; null = it can. */
export function whyNot(
  act: AccountAct,
  row: AccountRow | undefined,
  daemon: Daemon,
  offline: string | null,
): string | null {
  const { acts } = words
  if (offline !== null) return offline
  if (!row) return acts.chooseFirst
  if (act === 'password') return null
  if (row.isOwn) return acts.own
  return act === 'remove' && row.account.builtIn ? acts.builtIn(daemon.name) : null
}
