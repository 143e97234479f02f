import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import { type DaemonId, type Hash, keyOf, splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { Connection, Outcome, Verb } from '../../backend/backend.ts'
import { faultOf, toProblem } from '../../lib/fault.ts'
import type { History } from '../events/history.ts'
import { keysByDaemon } from '../keys.ts'
import type { Permit } from '../permit.ts'
import type { Managed } from '../daemons/managed.ts'
import type { Roster } from '../daemons/roster.ts'
import type { InfoHashes } from '../../../preload/torrent/infohash.ts'
import { writeMagnet } from '../../../preload/torrent/magnet.ts'

/** What was done, as history says it (`did.…`). */
type Deed = Verb | 'remove' | 'removeFiles'

type Act = (connection: Connection, hashes: readonly Hash[], daemon: Managed) => Promise<Outcome[]>

/** What people do to torrents, over any number of daemons at once. */
export class TorrentService {
  readonly #roster: Roster
  readonly #history: History

  constructor(roster: Roster, history: History) {
    this.#roster = roster
    this.#history = history
  }

  act(permit: Permit, verb: Verb, keys: readonly TorrentKey[]): Promise<ItemResult[]> {
    return this.#each(permit, keys, verb, (connection, hashes) => connection.act(verb, hashes))
  }

  remove(permit: Permit, keys: readonly TorrentKey[], withFiles: boolean): Promise<ItemResult[]> {
    const deed = withFiles ? 'removeFiles' : 'remove'
    return this.#each(permit, keys, deed, async (connection, hashes, daemon) => {
      const whyKept = withFiles ? connection.cannot['remove-files'] : undefined
      if (whyKept) throw faultOf(whyKept)
      const ended = daemon.chronicle.removing(hashes)
      let done: Hash[] = []
      try {
        const outcomes = await connection.remove(hashes, withFiles)
        done = outcomes.filter(({ problem }) => problem === null).map(({ hash }) => hash)
        return outcomes
      } finally {
        ended(done)
      }
    })
  }

  /** Magnet links of these, in their order; trackers are not in them, since their addresses may be a person's own. */
  async magnets(permit: Permit, keys: readonly TorrentKey[]): Promise<string[]> {
    const groups = [...keysByDaemon(keys)].map(async ([id, hashes]): Promise<[DaemonId, Map<Hash, InfoHashes>]> => {
      try {
        return [id, await permit(id).infoHashes(hashes)]
      } catch {
        // It is not connected, or not in the list any more.
        return [id, new Map()]
      }
    })
    const told = new Map(await Promise.all(groups))
    return keys.map((key) => {
      const { daemon, hash } = splitKey(key)
      const name = this.#roster.find(daemon)?.rows.get(hash)?.name ?? null
      return writeMagnet({ ...(told.get(daemon)?.get(hash) ?? asKnown(hash)), name, trackers: [] })
    })
  }

  /** Every daemon works by itself: one that is slow or gone costs only its own torrents. */
  async #each(permit: Permit, keys: readonly TorrentKey[], deed: Deed, act: Act): Promise<ItemResult[]> {
    const groups = [...keysByDaemon(keys)].map(([id, hashes]) => this.#onOne(permit, id, hashes, deed, act))
    return (await Promise.all(groups)).flat()
  }

  async #onOne(permit: Permit, id: DaemonId, hashes: Hash[], deed: Deed, act: Act): Promise<ItemResult[]> {
    try {
      const daemon = this.#roster.get(id)
      const names = new Map(hashes.map((hash) => [hash, daemon.rows.get(hash)?.name || hash]))
      const outcomes = await act(permit(id), hashes, daemon)
      daemon.sync.touch(hashes)
      const done = outcomes.filter(({ problem }) => problem === null)
      const [first] = done
      // What is gone is named one by one: nothing else will ever say which they were.
      if (deed === 'remove' || deed === 'removeFiles')
        for (const { hash } of done) this.#tell(daemon, deed, names.get(hash) ?? hash, hash)
      else if (first && done.length === 1) this.#tell(daemon, deed, names.get(first.hash) ?? first.hash, first.hash)
      else if (first) this.#tell(daemon, deed, say('torrents', { number: done.length }), null)
      return outcomes.map(({ hash, problem }) => ({ key: keyOf(id, hash), problem }))
    } catch (error) {
      const problem = toProblem(error)
      return hashes.map((hash) => ({ key: keyOf(id, hash), problem }))
    }
  }

  #tell(daemon: Managed, deed: Deed, what: string | Says, hash: Hash | null): void {
    const says = say(`did.${deed}`, { what })
    this.#history.add({ kind: 'acted', daemon: daemon.id, hash, name: daemon.record.name, says })
  }
}

/** The one hash that a daemon goes by, when it does not tell more: the start of a v2 hash looks like v1. */
function asKnown(hash: Hash): InfoHashes {
  return hash.length === 64 ? { v1: null, v2: hash } : { v1: hash, v2: null }
}
