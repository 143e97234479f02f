import { inEnglish, say } from '../../../preload/words/sentences.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { TorrentPatch } from '../../../preload/contract/torrents.ts'
import type { Clock } from '../../lib/clock.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { Timers } from '../../lib/timers.ts'
import { isDict, type WireDict, type WireValue } from '../../wire/deluge/rencode.ts'
import type { FieldGroup } from '../backend.ts'
import { keysOf, readStatus, readStatuses } from './fields.ts'
import type { Requests } from './requests.ts'
import { isSpellingFault } from './spelling.ts'
import type { TransferTimes } from './transfers.ts'

/**
 * So few torrents are asked for one by one, in one message. The list's call waits for libtorrent's next alert tick
 * when its status is older than 1.5 s (57 ms in the middle and up to 0.5 s with 10,000 torrents on 2.0.3); the single
 * call does not (4.5 ms for five). From some ten torrents on it costs the daemon more than the list's call.
 */
const mostSingly = 8
/** One by one, where the list's call does not work: the daemon serves a message in one go, and must not be held long. */
const singlyAtOnce = 40
/** A list's answer takes half a second; after this the daemon is asked whether it answers anything at all. */
const silentMs = 3_000
/** So long the answer may still come behind that one. */
const stillSilentMs = 1_500
/** How long a list's call that failed is left alone, and a torrent that cannot be read. */
const listRestMs = 300_000
const torrentRestMs = 60_000

export interface StatusesOptions {
  requests: Requests
  times: TransferTimes
  clock: Clock
  log: Log
}

interface Unreadable {
  message: string
  nextTryAt: number
}

/**
 * Reads the status of torrents, so that one of which a daemon cannot speak never costs the others. A name that is not
 * UTF-8 makes 2.0.3 fail whenever it is asked for that torrent, and, because its loop over libtorrent's alerts ends
 * with the same exception, leaves every list's call without an answer from then on, whoever asks and for whatever
 * torrents (observed). The call for a single torrent still works.
 */
export class Statuses {
  readonly #options: StatusesOptions
  readonly #unreadable = new Map<Hash, Unreadable>()
  #noListUntil = 0

  constructor(options: StatusesOptions) {
    this.#options = options
  }

  /** Fields of these torrents; one that is gone is absent, one that cannot be read is in state 'error' and says so. */
  async read(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>> {
    const now = this.#options.clock.now()
    const rests = (hash: Hash): boolean => (this.#unreadable.get(hash)?.nextTryAt ?? 0) > now
    const due = hashes.filter((hash) => !rests(hash))
    const patches =
      due.length <= mostSingly || now < this.#noListUntil
        ? await this.#readSingly(due, group)
        : await this.#readTogether(due, group)
    for (const hash of hashes) {
      const known = rests(hash) ? this.#unreadable.get(hash) : undefined
      if (known) patches.set(hash, unreadablePatch(hash, group, known.message))
    }
    return patches
  }

  /** These are all that there are. */
  keepOnly(present: ReadonlySet<Hash>): void {
    for (const hash of this.#unreadable.keys()) if (!present.has(hash)) this.#unreadable.delete(hash)
  }

  async #readTogether(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>> {
    const { requests, times, clock, log } = this.#options
    const { generation } = requests
    const args = [{ id: hashes }, generation.keysFor(keysOf(group))]
    const [answer] = await this.#answers([requests.call({ method: 'core.get_torrents_status', args })])
    if (answer instanceof Fault) {
      if (!isOwnTrouble(answer)) throw answer
      log.warn({ problem: answer.message }, 'the list’s call does not work: torrents are read one by one')
      this.#noListUntil = clock.now() + listRestMs
      return this.#readSingly(hashes, group)
    }
    return readStatuses(answer ?? null, hashes, group, times, generation.translate)
  }

  async #readSingly(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>> {
    const { requests } = this.#options
    const keys = requests.generation.keysFor(keysOf(group))
    const method = 'core.get_torrent_status'
    const patches = new Map<Hash, TorrentPatch>()
    for (let at = 0; at < hashes.length; at += singlyAtOnce) {
      const part = hashes.slice(at, at + singlyAtOnce)
      const calls = part.map((hash) => requests.call({ method, args: [hash, keys], torrent: hash }))
      const answers = await this.#answers(calls)
      const works = answers.some((answer) => !(answer instanceof Fault))
      for (const [index, hash] of part.entries()) {
        const patch = this.#take(hash, group, answers[index] ?? null, works)
        if (patch) patches.set(hash, patch)
      }
    }
    return patches
  }

  /** @param works whether the daemon answered about another torrent: then it is this one, not the daemon. */
  #take(hash: Hash, group: FieldGroup, answer: WireValue | Fault, works: boolean): TorrentPatch | null {
    const { times, clock } = this.#options
    if (answer instanceof Fault) {
      if (answer.code === 'not-found') return null
      if (!isSpellingFault(answer) && !(works && isOwnTrouble(answer))) throw answer
      const message = unreadableWords(answer)
      this.#unreadable.set(hash, { message, nextTryAt: clock.now() + torrentRestMs })
      return unreadablePatch(hash, group, message)
    }
    // A group without the name says nothing about whether it can be spelt by now.
    if (group === 'first') this.#unreadable.delete(hash)
    const known = this.#unreadable.get(hash)
    if (known) return unreadablePatch(hash, group, known.message)
    // Deluge answers an unknown hash with an empty dict.
    if (!isDict(answer) || Object.keys(answer).length === 0) return null
    return readStatus(hash, this.#translate(answer), group, times)
  }

  #translate(status: WireDict): WireDict {
    return this.#options.requests.generation.translate(status)
  }

  /** The answers, each of them a Fault where there is none; one that stays away while others come is 'protocol'. */
  async #answers(calls: readonly Promise<WireValue>[]): Promise<(WireValue | Fault)[]> {
    const { clock, requests } = this.#options
    const timers = new Timers(clock)
    const silence = this.#silence(timers, () => requests.call({ method: 'daemon.info' }))
    const answers = await Promise.all(calls.map((call) => Promise.race([call.catch(asFault), silence])))
    timers.stop()
    return answers
  }

  /** Comes when the daemon answers something else, but not what was asked before; else never. */
  async #silence(timers: Timers, ask: () => Promise<WireValue>): Promise<Fault> {
    const never = new Promise<never>(() => {})
    if ((await timers.wait(silentMs)) === 'stopped') return never
    // When it answers nothing at all, the deadlines of the calls say so.
    if ((await ask().catch(asFault)) instanceof Fault) return never
    if ((await timers.wait(stillSilentMs)) === 'stopped') return never
    return silentFault(this.#options.requests.daemon)
  }
}

/** The daemon's own exception, or its silence about this alone; not that it is gone or slow. */
function isOwnTrouble(fault: Fault): boolean {
  return fault.code === 'remote' || fault.details?.['silent'] === true
}

function silentFault(daemon: string): Fault {
  return new Fault('protocol', say('daemon.silent-about', { daemon }), {
    details: { silent: true },
  })
}

/** A row has words and no sentences as data: whoever shows it finds this one by its English. */
function unreadableWords(fault: Fault): string {
  return inEnglish(say(isSpellingFault(fault) ? 'torrent.misspelt' : 'torrent.untold'))
}

function unreadablePatch(hash: Hash, group: FieldGroup, message: string): TorrentPatch {
  switch (group) {
    case 'first':
      return { hash, name: hash, state: 'error', message }
    case 'places':
    case 'handmade':
      return { hash }
    case 'rest':
    case 'moving':
      return { hash, state: 'error', message }
  }
}
