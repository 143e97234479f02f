import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import type { WireInput, WireValue } from '../../../main/wire/deluge/rencode.ts'
import { BencodedDict, readBencoded, type Bencoded } from '../engine/bencode.ts'
import { pieceBytesFor, Torrent, withoutMetadata, type FileEntry } from '../engine/torrent.ts'
import type { Bound } from '../server/binding.ts'
import { addFailed, DelugeError, PythonError } from '../server/exceptions.ts'
import { setOptions } from './changing.ts'
import { dictArg, listArg, textArg, type Guest, type House, type Methods } from './method.ts'

type Options = Readonly<Record<string, WireValue>>

function blank(house: House, guest: Guest, id: string, name: string, options: Options): Torrent {
  const folder = typeof options['download_location'] === 'string' ? options['download_location'] : house.engine.folder
  const torrent = new Torrent(id, Number.parseInt(id.slice(0, 8), 16) | 0, name, guest.username, folder)
  setOptions(torrent, options)
  return torrent
}

function take(house: House, torrent: Torrent, options: Options): string {
  if (house.engine.get(torrent.id)) throw addFailed(`Torrent already in session (${torrent.id}).`)
  const paused = options['add_paused'] ?? house.config.get('add_paused')
  house.engine.add(torrent, Boolean(paused))
  return torrent.id
}

function filesIn(info: BencodedDict, name: string): FileEntry[] {
  let offset = 0
  const entry = (path: string, size: number, index: number): FileEntry => {
    const file = { index, path, size, offset }
    offset += size
    return file
  }
  if (!info.entries.has('files')) return [entry(name, info.number('length'), 0)]
  return info.list('files').map((item, index) => {
    const file = item instanceof BencodedDict ? item : new BencodedDict()
    return entry([name, ...file.list('path').map(String)].join('/'), file.number('length'), index)
  })
}

function trackersIn(meta: BencodedDict): string[] {
  const tiers = meta.list('announce-list').flatMap((tier): Bencoded[] => (Array.isArray(tier) ? tier : []))
  const urls = tiers.length > 0 ? tiers.map(String) : [meta.text('announce')]
  return urls.filter((url) => url !== '')
}

function decoded(bytes: Buffer): BencodedDict {
  let meta: Bencoded
  try {
    meta = readBencoded(bytes)
  } catch (error) {
    throw addFailed(`Unable to add torrent, decoding filedump failed: ${error instanceof Error ? error.message : ''}`)
  }
  if (!(meta instanceof BencodedDict) || !(meta.get('info') instanceof BencodedDict)) {
    throw addFailed('Unable to add torrent, decoding filedump failed: missing or invalid info section in torrent file')
  }
  return meta
}

/** A .torrent file's bytes: the id is the SHA-1 of its info dict as it lies in the file. */
export function addBytes(house: House, guest: Guest, bytes: Buffer, options: Options): string {
  // Also what a text that is not base64 ends in (observed).
  if (bytes.length === 0) throw addFailed('You must specify a valid torrent_info, torrent state or magnet.')
  const meta = decoded(bytes)
  const info = meta.get('info') as BencodedDict
  const name = info.text('name') || 'unnamed'
  const torrent = blank(house, guest, createHash('sha1').update(info.raw).digest('hex'), name, options)
  const files = filesIn(info, name)
  torrent.files = files
  torrent.fileCount = files.length
  torrent.sizeBytes = files.reduce((sum, file) => sum + file.size, 0)
  torrent.pieceBytes = info.number('piece length') || pieceBytesFor(torrent.sizeBytes)
  torrent.private = info.number('private') === 1
  torrent.comment = meta.text('comment')
  torrent.creator = meta.text('created by')
  torrent.trackers = trackersIn(meta)
  return take(house, torrent, options)
}

function addFile(house: House, guest: Guest, args: Bound): string {
  const dump = args['filedump']
  const text = dump instanceof Uint8Array ? Buffer.from(dump).toString('latin1') : textArg(args, 'filedump')
  return addBytes(house, guest, Buffer.from(text, 'base64'), dictArg(args, 'options'))
}

const base32 = 'abcdefghijklmnopqrstuvwxyz234567'

function fromBase32(text: string): string {
  const bits = [...text.toLowerCase()].map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return BigInt(`0b${bits}`).toString(16).padStart(40, '0')
}

function addMagnet(house: House, guest: Guest, args: Bound): string {
  const uri = textArg(args, 'uri')
  const options = dictArg(args, 'options')
  const hash = /^magnet:\?.*\bxt=urn:btih:([0-9a-f]{40}|[a-z2-7]{32})(?:&|$)/i.exec(uri)?.[1]
  if (!hash) throw addFailed(`Unable to add magnet, invalid magnet info: ${uri}`)
  const id = hash.length === 40 ? hash.toLowerCase() : fromBase32(hash)
  const query = new URLSearchParams(uri.slice(uri.indexOf('?') + 1))
  const torrent = blank(house, guest, id, query.get('dn') || id, options)
  withoutMetadata(torrent)
  torrent.trackers = query.getAll('tr')
  return take(house, torrent, options)
}

/** The daemon itself fetches. The fleet's goes no further than this machine. */
async function addUrl(house: House, guest: Guest, args: Bound): Promise<string> {
  const url = textArg(args, 'url')
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : ''
  if (host !== 'localhost' && host !== '::1' && !(isIP(host) === 4 && host.startsWith('127.'))) {
    const text = `DNS lookup failed: no results for hostname lookup: ${host}.`
    throw new PythonError('DNSLookupError', text)
  }
  let response: Response
  try {
    response = await fetch(url, { headers: { 'User-Agent': `Deluge ${house.version}` } })
  } catch {
    const text = 'Connection was refused by other side: 111: Connection refused.'
    throw new PythonError('ConnectionRefusedError', text)
  }
  if (!response.ok) throw new PythonError('Error', `${response.status} ${response.statusText}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.subarray(0, 1).toString('latin1') !== 'd') {
    throw new PythonError('TypeError', "object of type 'NoneType' has no len()")
  }
  const id = addBytes(house, guest, bytes, dictArg(args, 'options'))
  house.engine.settle()
  return id
}

/** One bad file makes the whole answer an error, though the good ones are added (observed on 2.0.3 and 2.2.0). */
function addFiles(house: House, guest: Guest, args: Bound): WireInput {
  let failed = false
  for (const item of listArg(args, 'torrent_files')) {
    const [, filedump, options] = Array.isArray(item) ? item : []
    try {
      addFile(house, guest, { filedump, options })
    } catch (error) {
      if (!(error instanceof DelugeError)) throw error
      failed = true
    }
  }
  if (failed) throw new PythonError('TypeError', 'type <class AddTorrentError> not handled')
  return []
}

/** Adding torrents. */
export const adding: Methods = {
  'core.add_torrent_file': addFile,
  'core.add_torrent_file_async': addFile,
  'core.add_torrent_files': addFiles,
  'core.add_torrent_magnet': addMagnet,
  'core.add_torrent_url': addUrl,
  // Nobody is there to tell; the wait of real daemons is left out.
  'core.prefetch_magnet_metadata': (house, _guest, args) => {
    const hash = /btih:([0-9a-f]{40})/i.exec(textArg(args, 'magnet'))?.[1] ?? ''
    return [hash.toLowerCase(), house.version === '2.0.3' ? null : '']
  },
}
