import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { NoticeKind } from '../../../preload/contract/notices.ts'
import { notices as bounds } from '../../lib/bounds.ts'
import type { NoticeMark, NoticeStore } from '../../store/records.ts'

type Marks = Map<string, NoticeMark>

/**
 * What the person was told of and what is to be told later, here and on the disk. A mark says "told" on the disk before
 * anybody tells: who is killed in between has told it to nobody, but never tells it twice.
 */
export class Ledger {
  readonly #store: NoticeStore
  readonly #daemons = new Map<DaemonId, Marks>()

  constructor(store: NoticeStore) {
    this.#store = store
  }

  /** Brings back what is kept of a daemon. */
  async recall(daemon: DaemonId): Promise<void> {
    const marks = this.#marksOf(daemon)
    for (const mark of await this.#store.list(daemon)) marks.set(nameOf(mark), mark)
  }

  find(daemon: DaemonId, hash: string, kind: NoticeKind): NoticeMark | undefined {
    return this.#daemons.get(daemon)?.get(nameOf({ hash, kind }))
  }

  /** What is still to be told, oldest first. */
  waiting(): NoticeMark[] {
    return [...this.#daemons.values()]
      .flatMap((marks) => [...marks.values()].filter(({ waits }) => waits))
      .sort((a, b) => a.at - b.at)
  }

  /** Resolves when they are on the disk; fails as the store does. What it remembers here does not depend on that. */
  put(marks: readonly NoticeMark[]): Promise<void> {
    for (const mark of marks) {
      const known = this.#marksOf(mark.daemon)
      known.delete(nameOf(mark))
      known.set(nameOf(mark), mark)
      if (known.size > bounds.perDaemon) makeRoom(known)
    }
    return this.#store.write(marks)
  }

  drop(mark: NoticeMark): Promise<void> {
    this.#daemons.get(mark.daemon)?.delete(nameOf(mark))
    return this.#store.write([], [mark])
  }

  /** The daemon is not in the list any more; the disk has forgotten it with everything about it. */
  forget(daemon: DaemonId): void {
    this.#daemons.delete(daemon)
  }

  /** Writes all that is known, for a database that does not have it. */
  keepAll(): Promise<void> {
    return this.#store.write([...this.#daemons.values()].flatMap((marks) => [...marks.values()]))
  }

  #marksOf(daemon: DaemonId): Marks {
    const known = this.#daemons.get(daemon)
    if (known) return known
    const marks: Marks = new Map()
    this.#daemons.set(daemon, marks)
    return marks
  }
}

function nameOf({ hash, kind }: Pick<NoticeMark, 'hash' | 'kind'>): string {
  return `${hash} ${kind}`
}

/** The oldest that was told goes, else the oldest; what a daemon is at itself stays. */
function makeRoom(marks: Marks): void {
  let oldest: string | null = null
  for (const [name, { hash, waits }] of marks) {
    if (hash === '') continue
    oldest ??= name
    if (waits) continue
    oldest = name
    break
  }
  if (oldest !== null) marks.delete(oldest)
}
