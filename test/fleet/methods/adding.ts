import { isIP } from 'node:net'
import type { WireInput, WireValue } from '../../../main/wire/deluge/rencode.ts'
import { readTorrentFile, type ContentFile, type TorrentFileProblem } from '../../../preload/torrent/file.ts'
import type { InfoHashes } from '../../../preload/torrent/infohash.ts'
import { readMagnet } from '../../../preload/torrent/magnet.ts'
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

function entriesOf(files: readonly ContentFile[]): FileEntry[] {
  let offset = 0
  return files.map(({ path, sizeBytes }, index) => {
    const entry = { index, path: path.join('/'), size: sizeBytes, offset }
    offset += sizeBytes
    return entry
  })
}

/** libtorrent's words (observed on 2.0.8). */
const problems: Record<TorrentFileProblem | 'no-pieces', string> = {
  'cut-short': 'unexpected end of file in bencoded string',
  'no-value': 'expected value (list, dict, int or string) in bencoded string',
  'too-deep': 'bencoded nesting depth exceeded',
  'too-many': 'bencoded item count limit exceeded',
  'no-info': "missing or invalid 'info' section in torrent file",
  'no-pieces': "invalid or missing 'pieces' entry in torrent file",
}

function notDecoded(problem: keyof typeof problems): DelugeError {
  return addFailed(`Unable to add torrent, decoding filedump failed: ${problems[problem]}`)
}

/** libtorrent 2 goes by the first 20 bytes of v2 where there is one (observed on 2.0.8). */
function idOf({ v1, v2 }: InfoHashes): string | null {
  return v2?.slice(0, 40) ?? v1
}

/** Adds a .torrent file's bytes. */
export function addBytes(house: House, guest: Guest, bytes: Uint8Array, options: Options): string {
  // Also what a text that is not base64 ends in (observed).
  if (bytes.length === 0) throw addFailed('You must specify a valid torrent_info, torrent state or magnet.')
  const read = readTorrentFile(bytes)
  if (!read.ok) throw notDecoded(read.problem)
  const { file } = read
  const id = idOf(file)
  if (id === null) throw notDecoded('no-pieces')
  const torrent = blank(house, guest, id, file.name ?? 'unnamed', options)
  torrent.files = entriesOf(file.files)
  torrent.fileCount = file.fileCount
  torrent.sizeBytes = file.sizeBytes
  torrent.pieceBytes = file.pieceBytes ?? pieceBytesFor(file.sizeBytes)
  torrent.private = file.private
  torrent.comment = file.comment ?? ''
  torrent.creator = file.creator ?? ''
  torrent.trackers = file.trackers.flat()
  return take(house, torrent, options)
}

function addFile(house: House, guest: Guest, args: Bound): string {
  const dump = args['filedump']
  const text = dump instanceof Uint8Array ? Buffer.from(dump).toString('latin1') : textArg(args, 'filedump')
  return addBytes(house, guest, Buffer.from(text, 'base64'), dictArg(args, 'options'))
}

function addMagnet(house: House, guest: Guest, args: Bound): string {
  const uri = textArg(args, 'uri')
  const options = dictArg(args, 'options')
  const magnet = readMagnet(uri)
  // Deluge itself looks for these very letters, so a link of v2 alone is none to it.
  const id = magnet?.v1 && /[?&]xt=urn:btih:/i.test(uri) ? idOf(magnet) : null
  if (!magnet || id === null) throw addFailed(`Unable to add magnet, invalid magnet info: ${uri}`)
  const torrent = blank(house, guest, id, magnet.name ?? id, options)
  withoutMetadata(torrent)
  torrent.trackers = [...magnet.trackers]
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
    const hash = readMagnet(textArg(args, 'magnet'))?.v1 ?? ''
    return [hash, house.version === '2.0.3' ? null : '']
  },
}
