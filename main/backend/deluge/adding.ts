import type { AddSource } from '../../../preload/contract/torrents.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { readMagnet, respellMagnet } from '../../../preload/torrent/magnet.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { WireInput } from '../../wire/deluge/rencode.ts'
import type { AddOptions } from '../backend.ts'
import type { Call, Requests } from './requests.ts'
import { asHash } from './shapes.ts'
import { isolated } from '../../../preload/text/shown.ts'

/** The daemon itself fetches an address, redirects and slow servers included. */
const fetchDeadlineMs = 90_000
/** A torrent file of many megabytes over a slow line. */
const fileDeadlineMs = 60_000

/**
 * Adds a torrent.
 * @throws Fault 'remote' when the daemon refuses it (a torrent already there: details.duplicate = its hash),
 * 'outcome-unknown' when no answer came
 */
export async function addTorrent(requests: Requests, source: AddSource, options: AddOptions): Promise<Hash> {
  const call: Call = { ...callFor(source, optionsFor(options)), changing: true }
  const answer = await requests.call(call).catch((error: unknown) => {
    throw explain(asFault(error), requests.daemon, source)
  })
  const hash = asHash(answer)
  if (hash !== undefined) return hash
  // null: Deluge's way of saying that it could not add it, without a word why.
  if (requests.generation.dialect === '1.3') throw await findReason(requests, source)
  throw notAdded(requests.daemon, source, 'and gave no reason')
}

/**
 * 1.3 answers null whatever was wrong, also for a torrent that it has, and only its log says why [src 1.3.15]. So the
 * reasons that can be told from here are looked for here.
 */
async function findReason(requests: Requests, source: AddSource): Promise<Fault> {
  const { daemon } = requests
  if (source.kind === 'url') {
    return notAdded(daemon, source, 'because what is there is not a torrent file, or a torrent that it already has')
  }
  const hash = hashIn(source)
  if (hash === null) return new Fault('remote', couldNotRead(daemon, source))
  const [list] = await requests.ask([{ method: 'core.get_session_state' }])
  if (Array.isArray(list) && list.includes(hash)) return alreadyThere(daemon, { duplicate: hash })
  return notAdded(daemon, source, 'and gave no reason')
}

/** The only hash that 1.3 knows torrents by: v1. null = there is none, or it cannot be read. */
function hashIn(source: Exclude<AddSource, { kind: 'url' }>): Hash | null {
  if (source.kind === 'magnet') return readMagnet(source.uri)?.v1 ?? null
  const read = readTorrentFile(Buffer.from(source.content, 'base64'))
  return read.ok ? read.file.v1 : null
}

function notAdded(daemon: string, source: AddSource, why: string): Fault {
  return new Fault('remote', `${daemon} did not add ${nameOf(source)} ${why}.`)
}

function alreadyThere(daemon: string, details: Record<string, unknown>, cause?: Fault): Fault {
  return new Fault('remote', `${daemon} already has this torrent.`, { details, cause })
}

function couldNotRead(daemon: string, source: AddSource): string {
  const name = nameOf(source)
  return `${daemon} could not read ${name}${source.kind === 'file' ? ': it is not a torrent file' : ''}.`
}

function callFor(source: AddSource, options: WireInput): Call {
  switch (source.kind) {
    case 'magnet':
      return { method: 'core.add_torrent_magnet', args: [respellMagnet(source.uri), options] }
    case 'url':
      return { method: 'core.add_torrent_url', args: [source.url, options], deadlineMs: fetchDeadlineMs }
    case 'file':
      return {
        method: 'core.add_torrent_file',
        args: [source.name, source.content, options],
        deadlineMs: fileDeadlineMs,
      }
  }
}

function optionsFor({ folder, paused }: AddOptions): { [key: string]: WireInput } {
  return folder === null ? { add_paused: paused } : { add_paused: paused, download_location: folder }
}

function nameOf(source: AddSource): string {
  if (source.kind === 'magnet') return 'the magnet link'
  return isolated(source.kind === 'url' ? source.url.slice(0, 300) : source.name)
}

function explain(fault: Fault, daemon: string, source: AddSource): Fault {
  if (fault.code !== 'remote') return fault
  const details = fault.details ?? {}
  if (details['kind'] === 'duplicate') {
    const duplicate = asHash(typeof details['hash'] === 'string' ? details['hash'].toLowerCase() : undefined)
    const facts = duplicate === undefined ? details : { ...details, duplicate }
    return alreadyThere(daemon, facts, fault)
  }
  const message = whyNot(fault, daemon, source)
  return message === null ? fault : new Fault('remote', message, { details, cause: fault })
}

/** What the daemon's exception means to the person who adds something; null = its own words say it best. */
function whyNot(fault: Fault, daemon: string, source: AddSource): string | null {
  const said = textIn(fault, 'message')
  switch (source.kind) {
    case 'url':
      return `${daemon} could not add ${nameOf(source)}: ${whyNotFetched(fault)}.`
    case 'magnet':
      return /invalid magnet/i.test(said) ? whyNotRead(daemon, source.uri) : null
    case 'file':
      return unreadable.test(said) ? couldNotRead(daemon, source) : null
  }
}

/** 2.0.3 and 2.2.0 call a link without a v1 hash invalid (observed). */
function whyNotRead(daemon: string, uri: string): string {
  const magnet = readMagnet(uri)
  return magnet?.v1 === null && magnet.v2 !== null
    ? `${daemon} takes no magnet links that have only a hash of version 2. Add the torrent file instead.`
    : couldNotRead(daemon, { kind: 'magnet', uri })
}

/** What 2.0.3 says of bytes that are no torrent, of an empty file, and of what is not base64. */
const unreadable = /decoding filedump failed|must specify a valid|did not match C\+\+ signature/i

/** Twisted's words for what went wrong while the daemon fetched an address (observed on 2.0.3; 1.3 names no status). */
const fetchFailures: readonly (readonly [words: RegExp, reason: string])[] = [
  [/certificate verify failed/, 'it does not accept the server’s certificate'],
  [/InfiniteRedirection|redirection/i, 'the server redirects without end'],
  [/DNSLookupError/, 'it finds no address for the host'],
  [/ConnectionRefusedError/, 'the server refused the connection'],
  [/TimeoutError|TimedOut/, 'the server did not answer in time'],
  // The daemon reads that header without looking whether it is there.
  [/NoneType/, 'the server’s answer has no Content-Type, which Deluge cannot handle'],
  [/^Error /, 'the server answered with an error'],
  [/AddTorrentError|TypeError/, 'what is there is not a torrent file'],
  [/ResponseNeverReceived|ResponseFailed|ConnectionLost|ConnectionDone/, 'the server broke off the connection'],
]

function whyNotFetched(fault: Fault): string {
  const said = textIn(fault, 'message')
  const status = /^\d{3} .*$/.exec(said)
  if (status) return `the server answered ${status[0]}`
  const words = `${textIn(fault, 'exception')} ${textIn(fault, 'pythonType')} ${said}`
  const known = fetchFailures.find(([pattern]) => pattern.test(words))
  return known ? known[1] : said.replace(/\.+$/, '') || 'it gave no reason'
}

function textIn(fault: Fault, name: string): string {
  const value = fault.details?.[name]
  return typeof value === 'string' ? value : ''
}
