import type { AddSource, Missed } from '../../../preload/contract/adding.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { readMagnet, respellMagnet } from '../../../preload/torrent/magnet.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Clock } from '../../lib/clock.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { inBackground } from '../../lib/guard.ts'
import { Lane } from '../../lib/lane.ts'
import type { Log } from '../../lib/log.ts'
import { Timers } from '../../lib/timers.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { Added, AddOptions } from '../backend.ts'
import type { RtorrentInside } from './inside.ts'
import { asCount, asFlag, asHash, type Told } from './shapes.ts'
import { goneFault, person } from './verbs.ts'
import { fulfil, type Wishes, wishesOf } from './wishes.ts'

/** What was loaded is there at the next request (0.9.8: some ms), and never if not soon. */
const loadedWithinMs = 2_000
/** The daemon fetches an address by itself and says nothing of how it goes. */
const fetchedWithinMs = 30_000
const lookMs = 250
/** Bytes of one request that the daemon takes at most, whatever it is told (0.9.8), and room for what is around. */
const mostRequestBytes = 2_000_000
const aroundBytes = 1_024
/** Magnet links whose wishes wait for their metadata. */
const mostWaiting = 1_000

export interface AdderOptions {
  rtorrent: Rtorrent
  inside: RtorrentInside
  clock: Clock
  log: Log
}

/**
 * Adds torrents to one daemon. A load is answered alike whatever comes of it, so the torrent is looked for by the
 * info-hash that is computed here. It is loaded stopped, told what it is to be by calls of its own (what stands beside a
 * source would be run as commands there), and started last.
 */
export class Adder {
  readonly #options: AdderOptions
  readonly #timers: Timers
  /** One after the other: what an address brings is known by what was not there before. */
  readonly #fetches = new Lane(1)
  /** Added from here since the connection began. */
  readonly #own = new Set<Hash>()
  /** What magnet links are to be when their metadata is there: the daemon makes another torrent of them then. */
  readonly #waiting = new Map<Hash, Wishes>()

  constructor(options: AdderOptions) {
    this.#options = options
    this.#timers = new Timers(options.clock)
  }

  /**
   * Adds a torrent, as it is to be.
   * @throws Fault 'remote' when the daemon has it already (details.duplicate = its hash) or takes nothing,
   * 'invalid' for what is no torrent, 'too-large', 'incompatible' for headers, 'outcome-unknown' when no answer came
   */
  async add(source: AddSource, options: AddOptions): Promise<Added> {
    const wishes = wishesOf(source, options)
    if (source.kind === 'url') return this.#fetches.run(() => this.#addUrl(source, wishes))
    return source.kind === 'file' ? this.#addFile(source, wishes) : this.#addMagnet(source, wishes)
  }

  /** The list was read: a magnet link that has its metadata now is made what it is to be. */
  saw(hash: Hash, told: Told): void {
    const wishes = this.#waiting.get(hash)
    if (!wishes || told['isMeta'] === undefined || asFlag(told['isMeta'])) return
    this.#waiting.delete(hash)
    const { log } = this.#options
    const tell = (missed: unknown): void => log.warn({ hash, missed }, 'a magnet link is not what it was to be')
    inBackground(
      async () => {
        const missed = await this.#finish(hash, wishes, true)
        if (missed.length > 0) tell(missed.map(({ what }) => what))
      },
      (error) => tell(asFault(error).message),
    )
  }

  async #addFile(source: AddSource & { kind: 'file' }, wishes: Wishes): Promise<Added> {
    const { rtorrent } = this.#options
    const { daemon } = rtorrent.client
    const bytes = Buffer.from(source.content, 'base64')
    const read = readTorrentFile(bytes)
    if (!read.ok) throw new Fault('remote', say('add.unreadable.file', { daemon, what: source.name }))
    const hash = read.file.v1
    if (hash === null) throw new Fault('remote', say('add.only-v2.file', { daemon }))
    await this.#refuseDuplicate(hash)
    await this.#makeRoom(source.content.length + aroundBytes, source.name)
    await rtorrent.query().addTorrentRaw(bytes).first(person)
    await this.#untilThere(hash, source.name)
    return { hash, missed: await this.#finish(hash, wishes, false) }
  }

  async #addMagnet({ uri }: AddSource & { kind: 'magnet' }, wishes: Wishes): Promise<Added> {
    const { rtorrent } = this.#options
    const { daemon } = rtorrent.client
    const magnet = readMagnet(uri)
    if (!magnet || magnet.v1 === null) {
      throw new Fault('remote', magnet?.v2 ? say('add.only-v2', { daemon }) : say('metadata.no-hash'))
    }
    const hash = magnet.v1
    await this.#refuseDuplicate(hash)
    await rtorrent.query().addTorrent(respellMagnet(uri)).first(person)
    await this.#untilThere(hash, say('add.magnet'))
    // Started, it asks others for its metadata, and becomes another torrent then.
    if (this.#waiting.size < mostWaiting && !wishes.isPlain) this.#waiting.set(hash, wishes)
    return { hash, missed: await this.#finish(hash, wishes, false) }
  }

  async #addUrl(source: AddSource & { kind: 'url' }, wishes: Wishes): Promise<Added> {
    if (source.headers && source.headers.length > 0) throw new Fault('incompatible', say('rtorrent.no-headers'))
    const { rtorrent } = this.#options
    const before = await this.#hashes()
    await rtorrent.query().addTorrent(source.url).first(person)
    const hash = await this.#look(fetchedWithinMs, async () => {
      const fresh = [...(await this.#hashes())].filter((one) => !before.has(one) && !this.#own.has(one))
      // Somebody else adds at the same time: which of them it is, nobody can tell.
      if (fresh.length > 1)
        throw new Fault('outcome-unknown', say('rtorrent.which', { daemon: rtorrent.client.daemon }))
      return fresh[0]
    })
    if (hash === undefined)
      throw new Fault('remote', say('rtorrent.not-fetched', this.#named(source.url.slice(0, 300))))
    this.#own.add(hash)
    return { hash, missed: await this.#finish(hash, wishes, false) }
  }

  async #hashes(): Promise<Set<Hash>> {
    const list = await this.#options.rtorrent.torrentsIn('main').hash().all(person)
    return new Set(list.flatMap((told) => asHash(told.hash) ?? []))
  }

  async #isThere(hash: Hash): Promise<boolean> {
    try {
      await this.#options.rtorrent.torrent(hash).hash().first(person)
      return true
    } catch (error) {
      if (asFault(error).code === 'not-found') return false
      throw error
    }
  }

  async #refuseDuplicate(hash: Hash): Promise<void> {
    if (!(await this.#isThere(hash))) return
    const { daemon } = this.#options.rtorrent.client
    throw new Fault('remote', say('add.already', { daemon }), { details: { duplicate: hash } })
  }

  async #untilThere(hash: Hash, what: string | Says): Promise<void> {
    this.#own.add(hash)
    const isThere = await this.#look(loadedWithinMs, async () => (await this.#isThere(hash)) || undefined)
    if (!isThere) throw new Fault('remote', say('rtorrent.not-taken', this.#named(what)), { details: { hash } })
  }

  /** Looks again and again; undefined = it was never found. */
  async #look<T>(withinMs: number, find: () => Promise<T | undefined>): Promise<T | undefined> {
    const until = this.#options.clock.now() + withinMs
    for (;;) {
      const found = await find()
      if (found !== undefined || this.#options.clock.now() >= until) return found
      if ((await this.#timers.wait(lookMs)) === 'stopped') return undefined
    }
  }

  /** The daemon takes 512 KiB in a request unless told otherwise, and can be told while it runs. */
  async #makeRoom(bytes: number, what: string): Promise<void> {
    const { rtorrent } = this.#options
    if (!rtorrent.has('rtorrent', 'xmlrpcSizeLimit')) return
    const { xmlrpcSizeLimit } = await rtorrent.query().xmlrpcSizeLimit().first(person)
    if (bytes <= asCount(xmlrpcSizeLimit)) return
    if (bytes > mostRequestBytes)
      throw new Fault('too-large', say('rtorrent.too-large', this.#named(what)), { retry: 'never' })
    await rtorrent.query().setXmlrpcSizeLimit(mostRequestBytes).first(person)
    rtorrent.client.mostBytes = mostRequestBytes
  }

  async #finish(hash: Hash, wishes: Wishes, isRunning: boolean): Promise<Missed[]> {
    const { rtorrent, inside } = this.#options
    try {
      return await fulfil(rtorrent, inside, hash, wishes, isRunning)
    } catch (error) {
      const fault = asFault(error)
      throw fault.code === 'not-found' ? goneFault(rtorrent, hash) : fault
    }
  }

  #named(what: string | Says): { daemon: string; what: string | Says } {
    return { daemon: this.#options.rtorrent.client.daemon, what }
  }
}
