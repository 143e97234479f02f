import type { AddSource } from '../../../preload/contract/adding.ts'
import type { Cannot, Capability } from '../../../preload/contract/capabilities.ts'
import type { TorrentDetails } from '../../../preload/contract/details.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { SpeedLimits } from '../../../preload/contract/limits.ts'
import type { TorrentOptions } from '../../../preload/contract/options.ts'
import type { TorrentPatch } from '../../../preload/contract/torrents.ts'
import type { InfoHashes } from '../../../preload/torrent/infohash.ts'
import type { Clock } from '../../lib/clock.ts'
import { type Fault, faultOf } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { Added, AddOptions, Outcome, Overview, Polling, Space, Verb } from '../backend.ts'
import { Adder } from './adding.ts'
import { cannotOf } from './cannot.ts'
import { readDetails } from './details.ts'
import type { Ending } from './ending.ts'
import { RtorrentInside } from './inside.ts'
import { Lately } from './lately.ts'
import { readOverview, readSpace } from './overview.ts'
import { Readings } from './readings.ts'
import { readLimits, writeLimits } from './speed.ts'
import { actOn, person, removeTorrents } from './verbs.ts'

/** What the greeting found out. */
export interface Meeting {
  rtorrent: Rtorrent
  ending: Ending
  clock: Clock
  log: Log
}

/** The belief that an rTorrent is there: it tells nothing by itself, and is asked for its list again and again. */
export class RtorrentConnection implements Polling {
  readonly pace = 'poll'
  readonly version: string
  readonly memo = null
  readonly level = null
  readonly identity: string | null
  readonly cannot: Cannot
  readonly accounts = null
  readonly inside: RtorrentInside
  readonly #meeting: Meeting
  readonly #lately = new Lately()
  readonly #readings: Readings
  readonly #adder: Adder

  constructor(meeting: Meeting) {
    const { rtorrent, clock, log } = meeting
    this.#meeting = meeting
    this.version = rtorrent.version
    this.identity = rtorrent.client.identity
    this.cannot = cannotOf()
    const touch = (hashes: readonly Hash[]): void => this.#readings.touch(hashes)
    this.inside = new RtorrentInside({ rtorrent, lately: this.#lately, touch })
    this.#adder = new Adder({ rtorrent, inside: this.inside, clock, log })
    this.#readings = new Readings({
      rtorrent,
      clock,
      saw: (hash, told) => {
        this.#lately.saw(hash, told)
        this.#adder.saw(hash, told)
      },
    })
  }

  get restMs(): { watched: number; hidden: number } {
    return this.#readings.restMs
  }

  onClose(listener: (why: Fault | undefined) => void): void {
    this.#meeting.ending.on(listener)
  }

  close(): void {
    const { rtorrent, ending } = this.#meeting
    rtorrent.client.close()
    ending.end(undefined)
  }

  list(): Promise<TorrentPatch[]> {
    return this.#readings.list()
  }

  details(hash: Hash): Promise<Omit<TorrentDetails, 'key'> | null> {
    return readDetails(this.#meeting.rtorrent, hash)
  }

  /** It knows torrents by v1 alone. */
  async infoHashes(hashes: readonly Hash[]): Promise<Map<Hash, InfoHashes>> {
    return new Map(hashes.map((hash) => [hash, { v1: hash, v2: null }]))
  }

  async ping(): Promise<void> {
    await this.#meeting.rtorrent.query().processId().first(person)
  }

  overview(): Promise<Overview> {
    return readOverview(this.#meeting.rtorrent, this.#lately)
  }

  folders(): Promise<never> {
    return Promise.reject(this.#lacking('folders'))
  }

  act(verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]> {
    this.#readings.touch(hashes)
    return actOn(this.#meeting.rtorrent, verb, hashes)
  }

  async remove(hashes: readonly Hash[], withFiles: boolean): Promise<Outcome[]> {
    if (withFiles) throw this.#lacking('remove-files')
    return removeTorrents(this.#meeting.rtorrent, hashes)
  }

  move(): Promise<never> {
    return Promise.reject(this.#lacking('move'))
  }

  limits(): Promise<SpeedLimits> {
    return readLimits(this.#meeting.rtorrent)
  }

  setLimits(limits: SpeedLimits): Promise<void> {
    return writeLimits(this.#meeting.rtorrent, limits)
  }

  add(source: AddSource, options: AddOptions): Promise<Added> {
    return this.#adder.add(source, options)
  }

  metadata(): Promise<never> {
    return Promise.reject(this.#lacking('metadata'))
  }

  space(folder: string): Promise<Space> {
    return readSpace(this.#meeting.rtorrent, this.#lately, folder)
  }

  /** It says of nothing what a torrent gets by itself. */
  defaults(): Promise<TorrentOptions> {
    return Promise.resolve({})
  }

  #lacking(what: Capability): Fault {
    return faultOf(this.cannot[what]!)
  }
}
