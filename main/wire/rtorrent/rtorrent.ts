import { say } from '../../../preload/words/sentences.ts'
import { longest, requests } from '../../lib/bounds.ts'
import { cutText } from '../../lib/cut.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { systemTurns, type Turns } from '../../lib/turns.ts'
import { hashTarget, peerTarget, placeTarget } from './arguments.ts'
import { misfit, type WireCall } from './calls.ts'
import type { Asking, Client } from './client.ts'
import { entryOf, type Kind, type NameOf, type ReadingNameOf } from './names.ts'
import { groupOf, queryOf, type GroupQuery, type Query } from './query.ts'
import type { AnswerOf, Method, Place, Question } from './question.ts'
import { filteredMethod, requesterOf, type Requester } from './requester.ts'

/** More than ten times as many as any version has. */
const mostMethods = 10_000
/** Versions before 0.10 close a connection without a word at this size, whatever their setting says (seen on 0.9.8). */
const hardLimits = { before010: 2_000_000, since010: 15_000_000 }

/** A daemon whose methods are known: everything that can be asked of it, by names of the model. */
export class Rtorrent {
  readonly client: Client
  readonly methods: ReadonlySet<string>
  /** "0.9.8". */
  readonly version: string
  /** Of its library, "0.13.8". */
  readonly libraryVersion: string
  readonly #place: Place

  constructor(known: {
    client: Client
    methods: ReadonlySet<string>
    version: string
    libraryVersion: string
    turns?: Turns
  }) {
    this.client = known.client
    this.methods = known.methods
    this.version = known.version
    this.libraryVersion = known.libraryVersion
    const { turns = systemTurns } = known
    const [listing, methodOf] = [this.#listing(), this.#methodOf.bind(this)]
    this.#place = { client: this.client, turns, methodOf, listing }
  }

  /** Whether this daemon has it. */
  has<K extends Kind>(kind: K, name: NameOf<K>): boolean {
    return entryOf(kind, name)?.methods.some((method) => this.methods.has(method)) ?? false
  }

  /** The daemon as a whole. */
  query(): Query<'rtorrent'> {
    return queryOf(this.#place, 'rtorrent', null)
  }

  /** @throws Fault 'invalid' for what is no info-hash, as all of these */
  torrent(hash: string): Query<'torrent'> {
    return queryOf(this.#place, 'torrent', hashTarget(hash))
  }

  /** By its place in the torrent, from 0. */
  file(hash: string, index: number): Query<'file'> {
    return queryOf(this.#place, 'file', placeTarget(hash, 'f', index))
  }

  /** By its place in the torrent, from 0. */
  tracker(hash: string, index: number): Query<'tracker'> {
    return queryOf(this.#place, 'tracker', placeTarget(hash, 't', index))
  }

  /** By its id of 40 hexadecimal digits. */
  peer(hash: string, id: string): Query<'peer'> {
    return queryOf(this.#place, 'peer', peerTarget(hash, id))
  }

  torrents(hashes: readonly string[]): GroupQuery<'torrent'> {
    return groupOf(this.#place, 'torrent', hashes.map(hashTarget))
  }

  files(hash: string, indexes: readonly number[]): GroupQuery<'file'> {
    const targets = indexes.map((index) => placeTarget(hash, 'f', index))
    return groupOf(this.#place, 'file', targets)
  }

  trackers(hash: string, indexes: readonly number[]): GroupQuery<'tracker'> {
    const targets = indexes.map((index) => placeTarget(hash, 't', index))
    return groupOf(this.#place, 'tracker', targets)
  }

  /** Whether its lists can be narrowed by what torrents are (torrentsIn, where). */
  get canFilter(): boolean {
    return this.methods.has(filteredMethod)
  }

  /**
   * All torrents of a view, in one call.
   * @param where only those of which one of these is not 0; the daemon must be able to (canFilter)
   */
  torrentsIn(view = 'main', where: readonly ReadingNameOf<'torrent'>[] = []): Requester<'torrent'> {
    return requesterOf(this.#place, 'torrent', view, where)
  }

  filesOf(hash: string): Requester<'file'> {
    return requesterOf(this.#place, 'file', hashTarget(hash))
  }

  peersOf(hash: string): Requester<'peer'> {
    return requesterOf(this.#place, 'peer', hashTarget(hash))
  }

  trackersOf(hash: string): Requester<'tracker'> {
    return requesterOf(this.#place, 'tracker', hashTarget(hash))
  }

  /**
   * Several questions at once, in their order: each has its answer, or its Fault.
   * @throws Fault as Client.ask, and 'invalid' or 'incompatible' for what cannot be asked
   */
  async together<Q extends readonly Question<unknown>[]>(
    questions: readonly [...Q],
    asking?: Asking,
  ): Promise<{ [I in keyof Q]: AnswerOf<Q[I]> | Fault }> {
    const calls = questions.map((question) => question.calls())
    const answers = await this.client.ask(calls.flat(), asking)
    const read: unknown[] = []
    let at = 0
    for (const [index, question] of questions.entries()) {
      const own = answers.slice(at, at + calls[index]!.length)
      at += own.length
      read.push(await question.read(own).catch(asFault))
    }
    return read as { [I in keyof Q]: AnswerOf<Q[I]> | Fault }
  }

  #methodOf(kind: Kind, name: string): Method {
    const methods = entryOf(kind, name)?.methods
    if (!methods) throw new Fault('invalid', say('call.no-name', { name }), { details: { name } })
    const method = methods.find((each) => this.methods.has(each))
    if (method !== undefined) return { method, takesTarget: method === methods[0] }
    const { daemon } = this.client
    throw new Fault('incompatible', say('call.lacking', { daemon, method: methods[0]! }), {
      details: { method: methods[0] },
    })
  }

  /** d.multicall2 is called d.multicall again from 0.16.20 on; the old one of that name, before 0.9, had no target. */
  #listing(): Method {
    if (this.methods.has('d.multicall2')) return { method: 'd.multicall2', takesTarget: true }
    return { method: 'd.multicall', takesTarget: isSince(this.version, 0, 10) }
  }
}

/**
 * Meets a daemon: which methods it has, its version, and how long a request may be.
 * @throws Fault as Client.ask; 'not-a-daemon' where what answers has not the methods of such a daemon
 */
export async function meet(client: Client, asking?: Asking, turns?: Turns): Promise<Rtorrent> {
  const plain = (method: string): WireCall => ({ method, params: [], changing: false })
  const [listed, version, libraryVersion] = await client.ask(
    [plain('system.listMethods'), plain('system.client_version'), plain('system.library_version')],
    asking,
  )
  if (!Array.isArray(listed) || listed.length > mostMethods) throw stranger(client, listed)
  const methods = new Set(listed.filter((method) => typeof method === 'string'))
  if (typeof version !== 'string' || (!methods.has('d.multicall2') && !methods.has('d.multicall'))) {
    throw stranger(client, version)
  }
  const text = (value: unknown): string => (typeof value === 'string' ? cutText(value, longest.word) : '')
  const met = new Rtorrent({
    client,
    methods,
    version: text(version),
    libraryVersion: text(libraryVersion),
    ...(turns === undefined ? {} : { turns }),
  })
  await learnLimit(met, asking)
  return met
}

/** How long a request may be, by what the daemon is set to and what its version takes at most. */
async function learnLimit(met: Rtorrent, asking?: Asking): Promise<void> {
  if (!met.has('rtorrent', 'xmlrpcSizeLimit')) return
  const { xmlrpcSizeLimit } = await met.query().xmlrpcSizeLimit().first(asking)
  if (xmlrpcSizeLimit < requests.leastBytes) throw misfit(met.client.daemon, 'network.xmlrpc.size_limit')
  const hard = isSince(met.version, 0, 10) ? hardLimits.since010 : hardLimits.before010
  met.client.mostBytes = Math.min(xmlrpcSizeLimit, hard)
}

function stranger({ daemon }: Client, answer: unknown): Fault {
  const details = answer instanceof Fault ? { details: { ...answer.details }, cause: answer } : {}
  return new Fault('not-a-daemon', say('call.stranger', { daemon }), details)
}

/** Whether "0.9.8" is that version or a later one. */
function isSince(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number)
  return first > major || (first === major && second >= minor)
}
