import type { AddSource } from '../../../preload/contract/adding.ts'
import type { CallResult, CheckedArgs } from '../../../preload/contract/calls.ts'
import { type Hash, splitKey } from '../../../preload/contract/keys.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { knownAs } from '../../../preload/torrent/infohash.ts'
import { readMagnet } from '../../../preload/torrent/magnet.ts'
import type { Added } from '../../backend/backend.ts'
import { asFault } from '../../lib/fault.ts'
import type { KnownSecrets } from '../../lib/redact.ts'
import type { Managed } from '../daemons/managed.ts'
import type { Roster } from '../daemons/roster.ts'
import type { DetailsService } from '../details/service.ts'
import type { History } from '../events/history.ts'
import type { Permit } from '../permit.ts'

export interface AddingOptions {
  roster: Roster
  history: History
  details: DetailsService
  /** What the log strikes out. */
  secrets: KnownSecrets
}

/** What people add, and what they ask before they do. */
export class AddingService {
  readonly #options: AddingOptions

  constructor(options: AddingOptions) {
    this.#options = options
  }

  async add(permit: Permit, { daemon: id, source, folder, ...wishes }: CheckedArgs<'torrents.add'>): Promise<Added> {
    const connection = permit(id)
    const daemon = this.#options.roster.get(id)
    this.#strikeOut(source)
    const ended = daemon.chronicle.adding()
    let hash: Hash | null = null
    try {
      const added = await connection.add(source, { folder: folder ?? null, ...wishes })
      hash = added.hash
      daemon.sync.touch([hash])
      this.#tell(daemon, source, hash)
      return added
    } catch (error) {
      // Whether it is there, the next reading says.
      if (asFault(error).code === 'outcome-unknown') daemon.sync.touch(hashesOf(source))
      throw error
    } finally {
      ended(hash)
    }
  }

  async offers(permit: Permit, { daemon }: CheckedArgs<'adding.offers'>): Promise<CallResult<'adding.offers'>> {
    const connection = permit(daemon)
    const [{ cannot, labels }, defaults] = await Promise.all([connection.inside.optionOffers(), connection.defaults()])
    return { cannot: [...cannot].map(([option, problem]) => ({ option, problem })), labels, defaults }
  }

  space(permit: Permit, { daemon, folder }: CheckedArgs<'adding.space'>): Promise<CallResult<'adding.space'>> {
    return permit(daemon).space(folder)
  }

  /** The line of history names no address: it may hold what is a person's own. */
  async mergeTrackers(
    permit: Permit,
    { key, trackers }: CheckedArgs<'adding.mergeTrackers'>,
  ): Promise<CallResult<'adding.mergeTrackers'>> {
    const { daemon, hash } = splitKey(key)
    const { inside } = permit(daemon)
    const { trackers: present } = await inside.trackers(hash)
    const known = new Set(present.map(({ url }) => url))
    const last = Math.max(-1, ...present.map(({ tier }) => tier))
    const more = [...new Set(trackers)].filter((url) => !known.has(url))
    if (more.length === 0) return { added: 0 }
    const kept = present.map(({ url, tier }) => ({ url, tier }))
    const tiered = more.map((url, at) => ({ url, tier: Math.min(lastTier, last + 1 + at) }))
    await this.#options.details.setTrackers(permit, { key, trackers: [...kept, ...tiered] })
    return { added: more.length }
  }

  /** Whoever has them may be taken for the person: the daemon gets them, and nobody else. */
  #strikeOut(source: AddSource): void {
    if (source.kind !== 'url') return
    const { secrets } = this.#options
    for (const { value } of source.headers ?? []) {
      secrets.add(value)
      for (const pair of value.split(';')) {
        const text = pair.slice(pair.indexOf('=') + 1).trim()
        if (text.length >= shortestSecret) secrets.add(text)
      }
    }
  }

  #tell(daemon: Managed, source: AddSource, hash: Hash): void {
    const says = say('did.add', { what: nameOf(source) })
    this.#options.history.add({ kind: 'acted', daemon: daemon.id, hash, name: daemon.record.name, says })
  }
}

/** Tiers are a byte where the protocol is spoken. */
const lastTier = 255
/** A cookie of less is a switch, and its word stands in other texts as well. */
const shortestSecret = 6

function nameOf(source: AddSource): string | Says {
  if (source.kind === 'file') return source.name
  // The rest of an address may be a passkey.
  if (source.kind === 'url') return say('did.address', { host: URL.parse(source.url)?.host ?? '?' })
  return readMagnet(source.uri)?.name || say('did.magnet')
}

/** Everything by which a daemon may know it. */
function hashesOf(source: AddSource): Hash[] {
  if (source.kind === 'url') return []
  if (source.kind === 'magnet') {
    const magnet = readMagnet(source.uri)
    return magnet ? knownAs(magnet) : []
  }
  const read = readTorrentFile(Buffer.from(source.content, 'base64'))
  return read.ok ? knownAs(read.file) : []
}
