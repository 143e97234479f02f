import { crc32 } from 'node:zlib'

/** Below these no field of the plain form overflows; nobody here comes near. */
const mostFiles = 0xffff
const localBytes = 30
/** Names are UTF-8. */
const flags = 0x0800
const version = 20

/**
 * A zip archive of some files, which are stored as they are: torrent files do not become smaller.
 * @param at the time that all of them get, in ms since 1970
 * @throws RangeError for more than 65,535 files
 */
export function zipOf(files: readonly { name: string; content: Uint8Array }[], at: number): Uint8Array {
  if (files.length > mostFiles) throw new RangeError('Too many files for an archive.')
  const parts: Uint8Array[] = []
  const entries: Uint8Array[] = []
  let offset = 0
  for (const { name, content } of files) {
    const bytes = Buffer.from(name, 'utf8')
    // What both heads say of the file.
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(version, 0)
    facts.writeUInt16LE(flags, 2)
    facts.writeUInt32LE(dosTime(at), 6)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(content.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(bytes.length, 22)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, bytes, content)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    entries.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([version, 0]), facts, rest, bytes)
    offset += localBytes + bytes.length + content.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(
    entries.reduce((sum, { length }) => sum + length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...entries, end])
}

/** Two seconds are the smallest step, and there was nothing before 1980. */
function dosTime(at: number): number {
  const date = new Date(at)
  const years = Math.max(0, Math.min(127, date.getUTCFullYear() - 1980))
  const day = (years << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}
