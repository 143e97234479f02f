import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import { fileURLToPath } from 'node:url'
import { say } from '../../preload/words/sentences.ts'
import { type AddSource, mostTorrentFileBytes } from '../../preload/contract/adding.ts'
import type { Handed } from '../../preload/contract/app.ts'
import { looksLikeDict } from '../../preload/torrent/bencode.ts'
import { readMagnet } from '../../preload/torrent/magnet.ts'
import { Fault, toProblem } from '../lib/fault.ts'
import { shown } from '../../preload/text/shown.ts'

/*
 * What a start (ours or a second one), a click on a magnet link or a file's "open with" hands over. Anybody who can
 * make the person click, or start a program, writes it: nothing of it is believed, and nothing is added by itself.
 */
const mostArguments = 200
const mostSources = 50
const longestMagnet = 16_384
const longestPath = 4096
/** Together, since all of it goes to the window in one message. */
const mostBytesTogether = 2 * mostTorrentFileBytes

/** Windows opens devices under these names, whatever the folder and the ending. */
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

/**
 * Reads a command line: magnet links and torrent files; everything else (switches, the program's own path) is no link
 * and is passed over.
 * @param folder what relative paths are relative to
 */
export async function readLinks(argv: unknown, folder: unknown, platform = process.platform): Promise<Handed> {
  const texts = Array.isArray(argv) ? argv.slice(0, mostArguments).filter((one) => typeof one === 'string') : []
  const handed: Handed = { sources: [], problems: [] }
  let bytes = 0
  for (const text of texts) {
    if (!/^magnet:/i.test(text) && !/\.torrent$/i.test(text)) continue
    try {
      if (handed.sources.length >= mostSources) throw tooMuch()
      const source = /^magnet:/i.test(text) ? sourceOfMagnet(text) : await sourceOfFile(text, folder, platform)
      if (source.kind === 'file') bytes += source.content.length
      if (bytes > mostBytesTogether) throw tooMuch()
      handed.sources.push(source)
    } catch (error) {
      handed.problems.push(toProblem(error))
      if (handed.sources.length >= mostSources || bytes > mostBytesTogether) break
    }
  }
  return handed
}

/** Whether there is anything for a window in it. */
export function isEmpty({ sources, problems }: Handed): boolean {
  return sources.length === 0 && problems.length === 0
}

function sourceOfMagnet(text: string): AddSource {
  const magnet = text.length <= longestMagnet && !/[\s\p{Cc}]/u.test(text) ? readMagnet(text) : null
  if (magnet && (magnet.v1 ?? magnet.v2) !== null) return { kind: 'magnet', uri: text }
  throw new Fault('invalid', say('handed.magnet'))
}

async function sourceOfFile(text: string, folder: unknown, platform: NodeJS.Platform): Promise<AddSource> {
  const path = localPath(text, folder, platform)
  if (path === null) throw new Fault('invalid', say('handed.elsewhere'))
  const name = nameForPeople(path)
  const body = await readWhole(path, name)
  // The window reads the rest of it.
  if (!looksLikeDict(body)) throw new Fault('invalid', say('handed.no-torrent', { name }))
  return { kind: 'file', name, content: body.toString('base64') }
}

/** The path of a file on this machine; null = it is none, or asking for it would ask another machine. */
export function localPath(text: string, folder: unknown, platform = process.platform): string | null {
  if (text.length > longestPath || /[\0-\x1f]/.test(text)) return null
  const paths = platform === 'win32' ? win32 : posix
  const path = /^file:/i.test(text) ? pathOfUrl(text, platform) : text
  // \\host\share, //host/share and \\?\… : Windows would log in there with the person's name.
  if (path === null || /^[\\/]{2}/.test(path) || !/\.torrent$/i.test(path)) return null
  if (platform === 'win32' && (deviceName.test(paths.basename(path)) || /:/.test(path.replace(/^[a-z]:/i, ''))))
    return null
  if (paths.isAbsolute(path)) return path
  const isFolder = typeof folder === 'string' && paths.isAbsolute(folder) && !/^[\\/]{2}/.test(folder)
  return isFolder && folder.length <= longestPath ? paths.resolve(folder, path) : null
}

/** Only of file:///…, which is what file managers hand over. */
function pathOfUrl(text: string, platform: NodeJS.Platform): string | null {
  const url = URL.parse(text)
  if (url?.protocol !== 'file:' || url.hostname !== '') return null
  try {
    const path = fileURLToPath(url, { windows: platform === 'win32' })
    return /[\0-\x1f]/.test(path) ? null : path
  } catch {
    return null
  }
}

/** A file's name without what would turn a sentence around or break it. */
function nameForPeople(path: string): string {
  return shown((path.split(/[\\/]/).at(-1) ?? '').slice(0, 255))
}

/** At most the limit is read, whatever the file claims to be; a pipe or device in its place is not waited for. */
async function readWhole(path: string, name: string): Promise<Buffer> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const facts = await file.stat()
      if (!facts.isFile()) throw new Fault('invalid', say('handed.no-file', { name }))
      if (facts.size > mostTorrentFileBytes) throw new Fault('too-large', say('handed.too-large', { name }))
      const buffer = Buffer.alloc(facts.size)
      let length = 0
      for (let read = 1; read > 0 && length < buffer.length; length += read) {
        read = (await file.read(buffer, length, buffer.length - length)).bytesRead
      }
      return buffer.subarray(0, length)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw cause instanceof Fault ? cause : new Fault('corrupt', say('handed.unreadable', { name }), { cause })
  }
}

function tooMuch(): Fault {
  return new Fault('too-large', say('handed.too-much'))
}
