import type { Absence } from '../../../preload/contract/events.ts'
import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import { say, saysOf } from '../../../preload/words/sentences.ts'
import { turn } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { Timers } from '../../lib/timers.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'
import type { Happening, History } from '../events/history.ts'
import type { Change, Drop, RowChange, Rows } from '../rows/rows.ts'

/** A daemon tells the state before anybody can read why: so long a failure waits for its reason. */
const reasonMs = 5_000
/**
 * A daemon's clock is not ours, and a connection that hangs is noticed late: what was added so shortly before it was
 * last seen is told all the same.
 */
const slackMs = 300_000
/** Daemons tell times in whole seconds: it may have been added as late as this after the time it says. */
const secondMs = 1_000

/** What the first list of a connection is read against. */
export interface CatchingUp {
  /** The torrents that it names. */
  present: Iterable<Hash>
  /** When the daemon was last seen; null = never, so nothing of its list is news. */
  seenAt: number | null
  account: string
  /** Whether the account is shown all torrents; else only its own and shared ones. */
  seesAll: boolean
}

/** Writes history from what changes in one daemon's rows. */
export class Chronicle {
  readonly #daemon: DaemonId
  readonly #rows: Rows
  readonly #history: History
  readonly #clock: Clock
  readonly #timers: Timers
  /** Set between a connection and its first reading: what comes now happened while we were away. */
  #catchingUp: CatchingUp | null = null
  /** The time before this connection, in which nobody saw the daemon. */
  #absence: Absence | undefined
  /** The account that is shown only its own and shared torrents; null = it is shown all. */
  #onlyFor: string | null = null
  /** Torrents that only an account sees which is shown all were known before this connection. */
  #sawOthers = false
  /** Known before, but not in the first list: whatever became of them happened while we were away. */
  #missing = new Set<Hash>()
  /** Told as added while away: the daemon's own word for it may come later. */
  #toldAdded = new Set<Hash>()
  /** Additions of the person's under way: what the daemon tells as added meanwhile may be theirs, and waits. */
  #adding = 0
  #waiting = new Set<Hash>()
  /** Added by the person and told as that; the daemon's own word for it may come later. */
  readonly #own = new Set<Hash>()
  /** Being removed by the person, and which of them are gone while the daemon's answer is still to come. */
  readonly #removing = new Map<Hash, { isGone: boolean }>()
  /** Removed by the person and told as that; the daemon's own word for it may come later. */
  readonly #ownGone = new Set<Hash>()
  /** Failures without a reason yet. */
  readonly #held = new Map<Hash, Happening>()

  /** What the person calls the daemon. */
  readonly #name: () => string

  constructor(rows: Rows, history: History, clock: Clock, name: () => string) {
    this.#daemon = rows.daemon
    this.#name = name
    this.#rows = rows
    this.#history = history
    this.#clock = clock
    this.#timers = new Timers(clock)
    rows.changes.on((change) => this.#note(change))
  }

  /** The daemon, or two of its lists, said so. */
  finished(hash: Hash): void {
    this.#history.add({ kind: 'finished', ...this.#about(hash) })
  }

  added(hash: Hash): void {
    if (this.#toldAdded.delete(hash)) return
    if (!this.#own.delete(hash)) {
      if (this.#adding > 0) this.#waiting.add(hash)
      else this.#history.add({ kind: 'added', ...this.#about(hash) })
    }
    const row = this.#rows.get(hash)
    if (row?.state !== 'error') return
    // It failed before anybody saw it.
    this.#hold({ kind: 'failed', ...this.#about(hash) }, hash)
    if (isExplained(row)) this.#release(hash)
  }

  /**
   * The person adds a torrent, which is told as their deed and not once more as the daemon's.
   * @returns to be called when that has ended, with the torrent that it brought; null = none
   */
  adding(): (hash: Hash | null) => void {
    this.#adding += 1
    return (hash) => {
      this.#adding -= 1
      if (hash !== null && !this.#waiting.delete(hash)) this.#own.add(hash)
      if (this.#adding > 0) return
      const waiting = [...this.#waiting].map((one): Happening => ({ kind: 'added', ...this.#about(one) }))
      this.#waiting.clear()
      this.#history.add(...waiting)
    }
  }

  /**
   * The person removes torrents, which is told as their deed and not once more as the daemon's.
   * @returns to be called when that has ended, with those that are removed
   */
  removing(hashes: readonly Hash[]): (done: readonly Hash[]) => void {
    const names = new Map(hashes.map((hash) => [hash, this.#rows.get(hash)?.name || hash]))
    for (const hash of hashes) this.#removing.set(hash, { isGone: false })
    return (done) => {
      const isDone = new Set(done)
      const others: Happening[] = []
      for (const hash of hashes) {
        const isGone = this.#removing.get(hash)?.isGone ?? false
        this.#removing.delete(hash)
        if (isDone.has(hash)) {
          if (!isGone && this.#rows.get(hash)) this.#ownGone.add(hash)
        } else if (isGone) {
          others.push({ kind: 'removed', daemon: this.#daemon, hash, name: names.get(hash) ?? hash })
        }
      }
      this.#history.add(...others)
    }
  }

  /** The first list of a connection is about to be read, as soon as the promise resolves. */
  async catchUp(catchingUp: CatchingUp): Promise<void> {
    this.#catchingUp = catchingUp
    const { account, seesAll, present, seenAt } = catchingUp
    this.#absence = seenAt === null ? undefined : { from: seenAt, to: this.#clock.now() }
    this.#onlyFor = seesAll ? null : account
    this.#toldAdded = new Set()
    const missing = new Set<Hash>()
    let sawOthers = false
    for await (const part of inParts(this.#rows.all(), turn.listItems, systemTurns)) {
      for (const { hash } of part) missing.add(hash)
      sawOthers ||= part.some((row) => isOfOthers(row, account))
    }
    for await (const part of inParts(present, turn.listItems, systemTurns)) {
      for (const hash of part) missing.delete(hash)
    }
    // Its connection may be over by now, and another one have come.
    if (this.#catchingUp !== catchingUp) return
    this.#missing = missing
    this.#sawOthers = sawOthers
  }

  /** The first list was read, or its connection is over: what comes now happens now. */
  caughtUp(): void {
    this.#catchingUp = null
  }

  /** Tells what is still held back. */
  close(): void {
    this.#timers.stop()
    for (const hash of [...this.#held.keys()]) this.#release(hash)
  }

  #note({ put, drop, why }: Change): void {
    for (const { hash } of drop) {
      this.#own.delete(hash)
      this.#release(hash)
    }
    const isRemoved = (row: Torrent): boolean => why === 'removed' || this.#sees(row)
    const others = drop.filter(({ hash }) => !this.#isOwnRemoval(hash))
    const removed = others.filter(isRemoved)
    const hidden = others.filter((row) => !isRemoved(row) && this.#missing.has(row.hash)).length
    this.#history.add(
      ...removed.map((row) => this.#removed(row, why)),
      ...(hidden > 0 ? [this.#hidden(hidden)] : []),
      ...put.flatMap((change) => this.#tellOf(change)),
    )
    for (const { after } of put) if (isExplained(after)) this.#release(after.hash)
  }

  /** Whether the person removes it, or has: then that says it. */
  #isOwnRemoval(hash: Hash): boolean {
    const going = this.#removing.get(hash)
    if (going) going.isGone = true
    return this.#ownGone.delete(hash) || going !== undefined
  }

  #removed({ hash, name }: Torrent, why: Drop): Happening {
    const away = why === 'unlisted' && this.#missing.has(hash)
    return { kind: 'removed', daemon: this.#daemon, hash, name: name || hash, away, absence: this.#absence }
  }

  /** Whether this account would be shown the torrent if it were still there: one of its own. */
  #sees({ owner }: Torrent): boolean {
    return this.#onlyFor === null || owner === this.#onlyFor
  }

  #hidden(count: number): Happening {
    const says = say('history.hidden', { number: count })
    return { kind: 'hidden', daemon: this.#daemon, name: this.#name(), says }
  }

  #tellOf({ before, after }: RowChange): Happening[] {
    const away = this.#catchingUp !== null
    const about = { ...this.#about(after.hash), away, absence: this.#absence }
    // It has come again.
    if (!before) this.#ownGone.delete(after.hash)
    if (!before && !this.#isNews(after)) return []
    if (after.state === 'error' && before?.state !== 'error') this.#hold({ kind: 'failed', ...about }, after.hash)
    const finished: Happening = { kind: 'finished', ...about, at: after.completedAt ?? this.#clock.now() }
    const happenings: Happening[] = before ? [] : [{ kind: 'added', ...about, at: after.addedAt ?? this.#clock.now() }]
    const hasFinished = before ? hasFinishedAway(before, after) : this.#hasComeAndFinished(after)
    return away && hasFinished ? [...happenings, finished] : happenings
  }

  /**
   * A row that was not known: added while we were away, unless it was there and only hidden from us. An account that
   * knew none of others may have been shown none: of theirs, only what is younger than the last look is surely new.
   */
  #isNews(row: Torrent): boolean {
    const { seenAt, account } = this.#catchingUp ?? { seenAt: null, account: '' }
    if (seenAt === null || this.#own.has(row.hash)) return false
    const earliest = this.#sawOthers || !isOfOthers(row, account) ? seenAt - slackMs : seenAt
    if (row.addedAt !== null && row.addedAt + secondMs <= earliest) return false
    this.#toldAdded.add(row.hash)
    return true
  }

  /** Added and finished while nobody looked. One that was finished elsewhere long ago only came. */
  #hasComeAndFinished({ completedAt, progress }: Torrent): boolean {
    const { seenAt } = this.#catchingUp ?? { seenAt: null }
    return seenAt !== null && completedAt !== null && progress >= 1 && completedAt + secondMs > seenAt - slackMs
  }

  #hold(failed: Happening, hash: Hash): void {
    this.#release(hash)
    const held = { ...failed, at: this.#clock.now() }
    this.#held.set(hash, held)
    this.#timers.after(reasonMs, () => {
      if (this.#held.get(hash) === held) this.#release(hash)
    })
  }

  /** Tells a failure with what is known by now. */
  #release(hash: Hash): void {
    const held = this.#held.get(hash)
    if (!held) return
    this.#held.delete(hash)
    const text = reasonOf(this.#rows.get(hash))
    const says = saysOf(text)
    this.#history.add({ ...held, text, ...(says && { says }) })
  }

  #about(hash: Hash): { daemon: DaemonId; hash: Hash; name: string } {
    return { daemon: this.#daemon, hash, name: this.#rows.get(hash)?.name || hash }
  }
}

/** Hidden from this account unless it is shown all. */
function isOfOthers({ owner, shared }: Torrent, account: string): boolean {
  return owner !== '' && owner !== account && !shared
}

/** Why it failed is known, or it does not matter any more. */
function isExplained(row: Torrent): boolean {
  return row.message !== '' || row.state !== 'error'
}

function reasonOf(row: Torrent | undefined): string {
  if (!row || row.message !== '') return row?.message ?? ''
  return row.trackerState === 'error' || row.trackerState === 'warning' ? row.trackerStatus : ''
}

/** Read from the completion time: progress alone says nothing about when (and a re-check moves it). */
function hasFinishedAway(before: Torrent, after: Torrent): boolean {
  return after.completedAt !== null && after.completedAt !== before.completedAt && before.progress < 1
}
