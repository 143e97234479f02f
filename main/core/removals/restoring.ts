import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import type { Log } from '../../lib/log.ts'
import { asFault } from '../../lib/fault.ts'
import type { Timers } from '../../lib/timers.ts'
import type { RemovalPart, RemovalStore } from '../../store/records.ts'
import type { Roster } from '../daemons/roster.ts'
import { type Permit, permitFor } from '../permit.ts'

export interface RestoringOptions {
  roster: Roster
  store: RemovalStore
  timers: Timers
  log: Log
}

/** A daemon that has just begun may not know its torrents yet. */
const againMs = 2_000
const mostTries = 15

/** Torrents that were paused for a removal which did not happen: they run again as soon as their daemon is there. */
export class Restoring {
  readonly #options: RestoringOptions
  readonly #permit: Permit
  readonly #parts = new Map<string, { part: RemovalPart; tries: number; isBusy: boolean }>()

  constructor(options: RestoringOptions) {
    this.#options = options
    this.#permit = permitFor('torrents.resume', options.roster)
    options.roster.changed.on(() => this.#look())
    options.roster.removed.on((daemon) => {
      for (const [name, { part }] of this.#parts) if (part.daemon === daemon) this.#parts.delete(name)
    })
  }

  /** @param part what is on the disk already, in the phase of restoring */
  add(part: RemovalPart): void {
    this.#parts.set(`${part.id} ${part.daemon}`, { part, tries: 0, isBusy: false })
    this.#look()
  }

  /** A database that does not have them. */
  get parts(): RemovalPart[] {
    return [...this.#parts.values()].map(({ part }) => part)
  }

  #look(): void {
    for (const [name, entry] of this.#parts) {
      if (entry.isBusy || this.#connection(entry.part.daemon) === null) continue
      entry.isBusy = true
      void this.#restore(name)
    }
  }

  #connection(daemon: DaemonId): ReturnType<Permit> | null {
    try {
      return this.#permit(daemon)
    } catch {
      return null
    }
  }

  async #restore(name: string): Promise<void> {
    const { roster, store, timers, log } = this.#options
    const entry = this.#parts.get(name)
    if (!entry) return
    const { id, daemon, running } = entry.part
    try {
      const rows = roster.find(daemon)?.rows
      const there = running.filter((hash) => rows?.get(hash))
      const unknown = await this.#resume(daemon, there)
      entry.tries += 1
      if (unknown > 0 && entry.tries < mostTries) {
        timers.after(againMs, () => {
          entry.isBusy = false
          this.#look()
        })
        return
      }
      this.#parts.delete(name)
      await store.drop(id, [daemon])
    } catch (error) {
      entry.isBusy = false
      log.warn({ daemon, problem: asFault(error).message }, 'torrents are not resumed after a removal that was undone')
    }
  }

  /** @returns of how many the daemon knew nothing */
  async #resume(daemon: DaemonId, hashes: readonly Hash[]): Promise<number> {
    if (hashes.length === 0) return 0
    const outcomes = await this.#permit(daemon).act('resume', hashes)
    this.#options.roster.find(daemon)?.sync.touch(hashes)
    return outcomes.filter(({ problem }) => problem?.code === 'not-found').length
  }
}
