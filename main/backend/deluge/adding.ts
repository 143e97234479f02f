import type { AddSource } from '../../../preload/contract/calls.ts'
import type { Hash } from '../../../preload/contract/model.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { WireInput } from '../../wire/rencode.ts'
import type { AddOptions } from '../backend.ts'
import type { Call, Requests } from './requests.ts'
import { asHash } from './shapes.ts'

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
  throw new Fault('remote', `${requests.daemon} did not add ${nameOf(source)} and gave no reason.`)
}

function callFor(source: AddSource, options: WireInput): Call {
  switch (source.kind) {
    case 'magnet':
      return { method: 'core.add_torrent_magnet', args: [source.uri, options] }
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
  return source.kind === 'url' ? source.url.slice(0, 300) : source.name
}

function explain(fault: Fault, daemon: string, source: AddSource): Fault {
  if (fault.code !== 'remote') return fault
  const details = fault.details ?? {}
  if (details['kind'] === 'duplicate') {
    const duplicate = asHash(typeof details['hash'] === 'string' ? details['hash'].toLowerCase() : undefined)
    const facts = duplicate === undefined ? details : { ...details, duplicate }
    return new Fault('remote', `${daemon} already has this torrent.`, { details: facts, cause: fault })
  }
  const message = whyNot(fault, daemon, source)
  return message === null ? fault : new Fault('remote', message, { details, cause: fault })
}

/** What the daemon's exception means to the person who adds something; null = the general words will do. */
function whyNot(fault: Fault, daemon: string, source: AddSource): string | null {
  const said = textIn(fault, 'message')
  if (source.kind === 'url') return whyNotFetched(said, textIn(fault, 'pythonType'), daemon, source.url)
  if (source.kind === 'file') return `${daemon} could not read ${source.name}: it is not a torrent file.`
  return `${daemon} could not read the magnet link.`
}

function whyNotFetched(said: string, type: string, daemon: string, url: string): string {
  const address = url.slice(0, 300)
  const status = /^(\d{3})\b(.*)$/.exec(said)
  if (status) return `${daemon} could not fetch ${address}: the server answered ${status[1]}${status[2]}.`
  if (type === 'ConnectionRefusedError')
    return `${daemon} could not fetch ${address}: the server refused the connection.`
  return `${daemon} could not add ${address}: ${said || type}`
}

function textIn(fault: Fault, name: string): string {
  const value = fault.details?.[name]
  return typeof value === 'string' ? value : ''
}
