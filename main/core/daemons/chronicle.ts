import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Happening, History } from '../events/history.ts'
import type { Change, RowChange, Rows } from '../rows/rows.ts'

/** Writes history from what changes in one daemon's rows. */
export class Chronicle {
  /** Between a connection and its first reading: what comes now happened while we were away. */
  isCatchingUp = false
  readonly #daemon: DaemonId
  readonly #rows: Rows
  readonly #history: History
  readonly #clock: Clock

  constructor(rows: Rows, history: History, clock: Clock) {
    this.#daemon = rows.daemon
    this.#rows = rows
    this.#history = history
    this.#clock = clock
    rows.changes.on((change) => this.#note(change))
  }

  /** The daemon, or two of its lists, said so. */
  finished(hash: Hash): void {
    this.#history.add({ kind: 'finished', ...this.#about(hash) })
  }

  added(hash: Hash): void {
    this.#history.add({ kind: 'added', ...this.#about(hash) })
  }

  #note({ put, drop }: Change): void {
    const removed = drop.map(({ hash, name }): Happening => ({
      kind: 'removed',
      daemon: this.#daemon,
      hash,
      name,
      away: this.isCatchingUp,
    }))
    this.#history.add(...removed, ...put.flatMap((change) => this.#tellOf(change)))
  }

  #tellOf({ before, after }: RowChange): Happening[] {
    if (!before) return []
    const away = this.isCatchingUp
    const about = { ...this.#about(after.hash), away }
    const happenings: Happening[] = []
    if (after.state === 'error' && before.state !== 'error') {
      happenings.push({ kind: 'failed', ...about, text: after.message || after.trackerStatus })
    }
    if (away && hasFinishedAway(before, after)) {
      happenings.push({ kind: 'finished', ...about, at: after.completedAt ?? this.#clock.now() })
    }
    return happenings
  }

  #about(hash: Hash): { daemon: DaemonId; hash: Hash; name: string } {
    return { daemon: this.#daemon, hash, name: this.#rows.get(hash)?.name || hash }
  }
}

/** Read from the completion time: progress alone says nothing about when (and a re-check moves it). */
function hasFinishedAway(before: Torrent, after: Torrent): boolean {
  return after.completedAt !== null && after.completedAt !== before.completedAt && before.progress < 1
}
