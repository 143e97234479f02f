import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { AddSource } from '../../../preload/contract/adding.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { readMagnet, respellMagnet } from '../../../preload/torrent/magnet.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { Lane } from '../../lib/lane.ts'
import type { WireInput } from '../../wire/deluge/rencode.ts'
import type { Added, AddOptions } from '../backend.ts'
import type { DelugeInside } from './inside.ts'
import { optionsToAdd } from './options.ts'
import type { Call, Requests } from './requests.ts'
import { asHash } from './shapes.ts'
import type { Statuses } from './statuses.ts'
import { checkName, fulfil, numbersOf, wantedFiles } from './wishes.ts'

/** The daemon itself fetches an address, redirects and slow servers included. */
const fetchDeadlineMs = 90_000
/** A torrent file of many megabytes over a slow line. */
const fileDeadlineMs = 60_000

/**
 * So many are on their way at once. A daemon answers one after the other (some 7 ms each), so more would only make
 * everybody else wait; add_torrent_files says of one that failed nothing but that something did (2.0.3 to 2.2.0).
 */
const mostAtOnce = 8
/** A daemon fetches several addresses side by side. */
const mostFetches = 4

/** Adds torrents to one daemon, a few at a time. */
export class Adder {
  readonly #requests: Requests
  readonly #inside: DelugeInside
  readonly #statuses: Statuses
  readonly #lane = new Lane(mostAtOnce)
  /** A slow server keeps nothing waiting but other addresses. */
  readonly #fetches = new Lane(mostFetches)

  constructor(requests: Requests, inside: DelugeInside, statuses: Statuses) {
    this.#requests = requests
    this.#inside = inside
    this.#statuses = statuses
  }

  /**
   * Adds a torrent, as it is to be.
   * @throws Fault 'remote' when the daemon refuses it (a torrent already there: details.duplicate = its hash),
   * 'outcome-unknown' when no answer came, 'invalid' for priorities of what is no torrent file or has other files, and
   * for what cannot be a name
   */
  add(source: AddSource, options: AddOptions): Promise<Added> {
    return (source.kind === 'url' ? this.#fetches : this.#lane).run(() => this.#add(source, options))
  }

  async #add(source: AddSource, options: AddOptions): Promise<Added> {
    checkName(options.name)
    const wanted = wantedFiles(source, options.priorities)
    // Where others lie between the files, their places are known only when the daemon has the torrent.
    const isHeld = wanted !== null && wanted.hasPadding && !options.paused
    const hash = await this.#addAs(source, {
      ...optionsToAdd(options.options ?? {}, this.#inside.cannotOptions),
      ...optionsFor({ ...options, paused: options.paused || isHeld }),
      ...(wanted && !wanted.hasPadding ? { file_priorities: numbersOf(this.#requests, wanted.priorities) } : {}),
    })
    const wishes = { ...options, wanted, isHeld }
    return { hash, missed: await fulfil(this.#requests, this.#inside, this.#statuses, hash, wishes) }
  }

  async #addAs(source: AddSource, options: { [key: string]: WireInput }): Promise<Hash> {
    const requests = this.#requests
    const call: Call = { ...callFor(source, options), changing: true }
    const answer = await requests.call(call).catch((error: unknown) => {
      throw explain(asFault(error), requests.daemon, source)
    })
    const hash = asHash(answer)
    if (hash !== undefined) return hash
    // null: Deluge's way of saying that it could not add it, without a word why.
    if (requests.generation.dialect === '1.3') throw await findReason(requests, source)
    throw new Fault('remote', say('add.no-reason', { daemon: requests.daemon, what: nameOf(source) }))
  }
}

/**
 * 1.3 answers null whatever was wrong, also for a torrent that it has, and only its log says why [src 1.3.15]. So the
 * reasons that can be told from here are looked for here.
 */
async function findReason(requests: Requests, source: AddSource): Promise<Fault> {
  const { daemon } = requests
  if (source.kind === 'url') {
    return new Fault('remote', say('add.not-there', { daemon, what: nameOf(source) }))
  }
  const hash = hashIn(source)
  if (hash === null) {
    const isNewer = source.kind === 'file' && readTorrentFile(Buffer.from(source.content, 'base64')).ok
    return new Fault('remote', isNewer ? say('add.only-v2.file', { daemon }) : couldNotRead(daemon, source))
  }
  const [list] = await requests.ask([{ method: 'core.get_session_state' }])
  if (Array.isArray(list) && list.includes(hash)) return alreadyThere(daemon, { duplicate: hash })
  return new Fault('remote', say('add.no-reason', { daemon, what: nameOf(source) }))
}

/** The only hash that 1.3 knows torrents by: v1. null = there is none, or it cannot be read. */
function hashIn(source: Exclude<AddSource, { kind: 'url' }>): Hash | null {
  if (source.kind === 'magnet') return readMagnet(source.uri)?.v1 ?? null
  const read = readTorrentFile(Buffer.from(source.content, 'base64'))
  return read.ok ? read.file.v1 : null
}

function alreadyThere(daemon: string, details: Record<string, unknown>, cause?: Fault): Fault {
  return new Fault('remote', say('add.already', { daemon }), { details, cause })
}

function couldNotRead(daemon: string, source: AddSource): Says {
  return say(source.kind === 'file' ? 'add.unreadable.file' : 'add.unreadable', { daemon, what: nameOf(source) })
}

function callFor(source: AddSource, options: WireInput): Call {
  switch (source.kind) {
    case 'magnet':
      return { method: 'core.add_torrent_magnet', args: [respellMagnet(source.uri), options] }
    case 'url':
      return {
        method: 'core.add_torrent_url',
        args: [source.url, options, ...headersOf(source)],
        deadlineMs: fetchDeadlineMs,
      }
    case 'file':
      return {
        method: 'core.add_torrent_file',
        args: [source.name, source.content, options],
        deadlineMs: fileDeadlineMs,
      }
  }
}

/** As an argument; of several with the same name one line, as they would travel. */
function headersOf({ headers = [] }: AddSource & { kind: 'url' }): WireInput[] {
  const lines = new Map<string, string>()
  for (const { name, value } of headers) {
    const before = lines.get(name)
    const glue = /^cookie$/i.test(name) ? '; ' : ', '
    lines.set(name, before === undefined ? value : before + glue + value)
  }
  return lines.size > 0 ? [Object.fromEntries(lines)] : []
}

/** A daemon of before 2.0 does not look at the name. */
function optionsFor({ folder, paused, name }: Pick<AddOptions, 'folder' | 'paused' | 'name'>): {
  [key: string]: WireInput
} {
  return {
    add_paused: paused,
    ...(folder === null ? {} : { download_location: folder }),
    ...(name === undefined ? {} : { name }),
  }
}

function nameOf(source: AddSource): string | Says {
  if (source.kind === 'magnet') return say('add.magnet')
  return source.kind === 'url' ? source.url.slice(0, 300) : source.name
}

function explain(told: Fault, daemon: string, source: AddSource): Fault {
  const fault = withoutHeaders(told, source)
  if (fault.code !== 'remote') return fault
  const details = fault.details ?? {}
  if (details['kind'] === 'duplicate') {
    const duplicate = asHash(typeof details['hash'] === 'string' ? details['hash'].toLowerCase() : undefined)
    const facts = duplicate === undefined ? details : { ...details, duplicate }
    return alreadyThere(daemon, facts, fault)
  }
  const says = whyNot(fault, daemon, source)
  return says === null ? fault : new Fault('remote', says, { details, cause: fault })
}

/** What a daemon tells of its failure may hold what it was sent: then nothing of it is told but what kind it was. */
function withoutHeaders(fault: Fault, source: AddSource): Fault {
  const values = source.kind === 'url' ? (source.headers ?? []).map(({ value }) => value) : []
  const said = JSON.stringify(fault.details ?? {}) + fault.message
  const parts = values.flatMap((value) => [value, ...value.split(/[;,=\s]+/)]).filter(({ length }) => length > 3)
  if (!parts.some((part) => said.includes(part))) return fault
  return new Fault(fault.code, say('fetch.no-reason'), { details: { exception: fault.details?.['exception'] } })
}

/** What the daemon's exception means to the person who adds something; null = its own words say it best. */
function whyNot(fault: Fault, daemon: string, source: AddSource): Says | null {
  const said = textIn(fault, 'message')
  switch (source.kind) {
    case 'url':
      return say('add.not-fetched', { daemon, what: nameOf(source), why: whyNotFetched(fault) })
    case 'magnet':
      return /invalid magnet/i.test(said) ? whyNotRead(daemon, source.uri) : null
    case 'file':
      return unreadable.test(said) ? whyNotReadFile(daemon, source) : null
  }
}

/** 2.0.3 and 2.2.0 call a link without a v1 hash invalid (observed). */
function whyNotRead(daemon: string, uri: string): Says {
  const magnet = readMagnet(uri)
  return magnet?.v1 === null && magnet.v2 !== null
    ? say('add.only-v2', { daemon })
    : couldNotRead(daemon, { kind: 'magnet', uri })
}

/** It is a torrent file, but of a version that this daemon's libtorrent does not know. */
function whyNotReadFile(daemon: string, source: AddSource & { kind: 'file' }): Says {
  const read = readTorrentFile(Buffer.from(source.content, 'base64'))
  const isNewer = read.ok && read.file.v1 === null && read.file.v2 !== null
  return isNewer ? say('add.only-v2.file', { daemon }) : couldNotRead(daemon, source)
}

/** What 2.0.3 says of bytes that are no torrent, of an empty file, and of what is not base64. */
const unreadable = /decoding filedump failed|must specify a valid|did not match C\+\+ signature/i

/** Twisted's words for what went wrong while the daemon fetched an address (observed on 2.0.3; 1.3 names no status). */
const fetchFailures: readonly (readonly [words: RegExp, reason: Says])[] = [
  [/certificate verify failed/, say('fetch.certificate')],
  [/InfiniteRedirection|redirection/i, say('fetch.redirects')],
  [/DNSLookupError/, say('fetch.host')],
  [/ConnectionRefusedError/, say('fetch.refused')],
  [/TimeoutError|TimedOut/, say('fetch.late')],
  // The daemon reads that header without looking whether it is there.
  [/NoneType/, say('deluge.no-content-type')],
  [/^Error /, say('fetch.error')],
  [/AddTorrentError|TypeError/, say('fetch.no-torrent')],
  [/ResponseNeverReceived|ResponseFailed|ConnectionLost|ConnectionDone/, say('fetch.broken')],
]

function whyNotFetched(fault: Fault): Says {
  const said = textIn(fault, 'message')
  const status = /^\d{3} .*$/.exec(said)
  if (status) return say('fetch.status', { status: status[0] })
  const words = `${textIn(fault, 'exception')} ${textIn(fault, 'pythonType')} ${said}`
  const known = fetchFailures.find(([pattern]) => pattern.test(words))
  if (known) return known[1]
  const text = said.replace(/\.+$/, '')
  return text ? say('said', { text }) : say('fetch.no-reason')
}

function textIn(fault: Fault, name: string): string {
  const value = fault.details?.[name]
  return typeof value === 'string' ? value : ''
}
