import { randomBytes } from 'node:crypto'
import { type DaemonId, type Hash, keyOf, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { ItemResult, TorrentState } from '../../../preload/contract/torrents.ts'
import { say } from '../../../preload/words/sentences.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { DeedEnd } from '../../store/messages.ts'
import type { RemovalPart, RemovalStore } from '../../store/records.ts'
import type { Managed } from '../daemons/managed.ts'
import type { Roster } from '../daemons/roster.ts'
import { type Permit, permitFor } from '../permit.ts'
import type { TorrentService } from '../torrents/service.ts'
import type { Restoring } from './restoring.ts'
import type { Part, Waiting } from './waiting.ts'

export interface SendingOptions {
  roster: Roster
  store: RemovalStore
  torrents: TorrentService
  restoring: Restoring
  /** Torrents that are being removed. */
  going: Set<TorrentKey>
  log: Log
}

/** So often a daemon is asked to remove what it tells of and knows nothing about: it may have just begun. */
const mostMisses = 15

/** Does to daemons, and to the disk, what a removal means: pausing, sending, and leaving as it was. */
export class Sending {
  readonly #options: SendingOptions
  readonly #remove: Permit
  readonly #pause: Permit

  constructor(options: SendingOptions) {
    this.#options = options
    this.#remove = permitFor('torrents.remove', options.roster)
    this.#pause = permitFor('torrents.pause', options.roster)
  }

  isAway(daemon: DaemonId): boolean {
    try {
      this.#remove(daemon)
      return false
    } catch (error) {
      return asFault(error).code === 'offline'
    }
  }

  runningOf({ daemon, hashes }: Part): Hash[] {
    const found = this.#options.roster.find(daemon)
    return hashes.filter((hash) => isRunning(found?.rows.get(hash)?.state))
  }

  /** What loses its files stops at once; where it does not, it is removed as it is. */
  async pause({ daemon, running }: Part): Promise<void> {
    if (running.length === 0) return
    try {
      await this.#pause(daemon).act('pause', running)
      this.#options.roster.find(daemon)?.sync.touch(running)
    } catch (error) {
      this.#options.log.warn(
        { daemon, problem: asFault(error).message },
        'torrents are not paused before their removal',
      )
    }
  }

  /** These are not part of it any more. */
  take(removal: Waiting, part: Part, hashes: readonly Hash[]): void {
    const gone = new Set(hashes)
    for (const hash of gone) this.#options.going.delete(keyOf(part.daemon, hash))
    part.hashes = part.hashes.filter((hash) => !gone.has(hash))
    if (part.hashes.length === 0) removal.parts.delete(part.daemon)
  }

  /** Sends every daemon its part. What is left of a part afterwards waits on. */
  async send(removal: Waiting): Promise<void> {
    await Promise.all([...removal.parts.values()].map((part) => this.#sendPart(removal, part)))
  }

  /** It was undone: what ran runs again. */
  async leave(removal: Waiting, part: Part): Promise<void> {
    for (const hash of part.hashes) this.#options.going.delete(keyOf(part.daemon, hash))
    part.unwritten.push(...notDone(part, new Fault('closed', say('removal.wasUndone'))))
    if (part.running.length === 0) return this.#drop(removal, part)
    await part.pausing
    const left = recordOf(removal, part, 'restoring')
    await this.#write(removal, removal.note(part, true), (end) => this.#options.store.put([left], end))
    this.#options.restoring.add(left)
  }

  /** Its daemon is not in the list any more: what is kept of it went with the daemon. */
  forget(removal: Waiting, part: Part): void {
    part.unwritten.push(...notDone(part, new Fault('not-found', say('removal.wasForgotten'))))
    this.take(removal, part, part.hashes)
    const end = removal.note(part, true)
    if (end) removal.lasting?.keep(end)
  }

  async #sendPart(removal: Waiting, part: Part): Promise<void> {
    const daemon = this.#options.roster.find(part.daemon)
    if (!daemon) {
      this.forget(removal, part)
      return
    }
    if (this.isAway(part.daemon)) {
      part.misses = 0
      return
    }
    try {
      // Somebody else has removed them meanwhile: that is what was wanted.
      const gone = part.hashes.filter((hash) => !daemon.rows.get(hash))
      this.take(removal, part, gone)
      if (part.hashes.length > 0) await this.#ask(removal, part, daemon)
    } catch (error) {
      await this.#fail(removal, part, notDone(part, error))
    }
    if (part.hashes.length === 0) return this.#drop(removal, part)
    const left = recordOf(removal, part, 'waiting')
    await this.#write(removal, removal.note(part, false), (end) => this.#options.store.put([left], end))
  }

  async #ask(removal: Waiting, part: Part, daemon: Managed): Promise<void> {
    const { store, torrents } = this.#options
    await part.pausing
    // From here on nobody can say that it was not done.
    await store.put([recordOf(removal, part, 'sending')])
    const keys = part.hashes.map((hash) => keyOf(part.daemon, hash))
    const results = await torrents.remove(this.#remove, keys, removal.withFiles)
    const done = results.filter(({ problem }) => problem === null)
    removal.removed += done.length
    this.take(removal, part, hashesOf(part, done))
    const mayMiss = part.misses < mostMisses
    const left = results.filter(({ problem }) => problem !== null)
    const isUnknown = ({ key, problem }: ItemResult): boolean =>
      problem?.code === 'not-found' && daemon.rows.get(key.slice(part.daemon.length + 1)) !== undefined
    part.misses = left.some(isUnknown) ? part.misses + 1 : 0
    const ended = left.filter((result) => result.problem?.code !== 'offline' && !(mayMiss && isUnknown(result)))
    await this.#fail(removal, part, ended)
  }

  /** These stay, and why; those that were paused for the wait run again. */
  async #fail(removal: Waiting, part: Part, results: readonly ItemResult[]): Promise<void> {
    if (results.length === 0) return
    // What is gone is no failure.
    const failed = results.filter(({ problem }) => problem?.code !== 'not-found')
    removal.failed.push(...failed)
    part.unwritten.push(...failed)
    const hashes = hashesOf(part, results)
    this.take(removal, part, hashes)
    const stayed = new Set(hashes)
    const running = part.running.filter((hash) => stayed.has(hash))
    if (running.length === 0) return
    // By another name: the rest of this part may go on waiting under its own.
    const left = { ...recordOf(removal, { ...part, hashes, running }, 'restoring'), id: newId() }
    await this.#write(removal, null, () => this.#options.store.put([left]))
    this.#options.restoring.add(left)
  }

  #drop(removal: Waiting, part: Part): Promise<void> {
    return this.#write(removal, removal.note(part, true), (end) =>
      this.#options.store.drop(removal.id, [part.daemon], end),
    )
  }

  /** What the disk does not take is said again at the next start; what was decided is done all the same. */
  async #write({ lasting }: Waiting, end: DeedEnd | null, work: (end: DeedEnd | null) => Promise<void>): Promise<void> {
    try {
      await work(end)
    } catch (error) {
      if (end) lasting?.keep(end)
      this.#options.log.warn({ problem: asFault(error).message }, 'how a removal went is not written down')
    }
  }
}

export function newId(): string {
  return randomBytes(5).toString('hex')
}

export function recordOf(removal: Waiting, part: Part, phase: RemovalPart['phase']): RemovalPart {
  const { id, withFiles, begunAt, name } = removal
  const { daemon, hashes, running } = part
  // Of what is only to be resumed the audit knows the end already.
  const deed = phase === 'restoring' ? null : removal.deed
  return { id, daemon, phase, withFiles, begunAt, name, hashes: [...hashes], running: [...running], deed }
}

/** The same reason for all of a part. */
function notDone({ daemon, hashes }: Part, error: unknown): ItemResult[] {
  const problem = toProblem(error)
  return hashes.map((hash) => ({ key: keyOf(daemon, hash), problem }))
}

function hashesOf({ daemon }: Part, results: readonly ItemResult[]): Hash[] {
  return results.map(({ key }) => key.slice(daemon.length + 1))
}

/** Whether pausing changes it, and resuming takes that back. */
function isRunning(state: TorrentState | undefined): boolean {
  return state !== undefined && state !== 'paused' && state !== 'error' && state !== 'unknown'
}
