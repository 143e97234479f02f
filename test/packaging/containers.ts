/** A square PNG. */
export interface Picture {
  px: number
  png: Uint8Array
}

/** Names of pictures in an .icns by their size in pixels; some sizes stand for a smaller one on a dense display, too. */
const icnsNames: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** The largest that an .ico can have. */
const mostIcoPx = 256

/** An .ico: a list of places, then the PNGs. Its numbers are little-endian, and 256 is written as 0. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const held = pictures.filter(({ px }) => px <= mostIcoPx)
  const head = Buffer.alloc(6 + 16 * held.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(held.length, 4)
  let at = head.length
  held.forEach(({ px, png }, index) => {
    const entry = 6 + 16 * index
    head.writeUInt8(px % mostIcoPx, entry)
    head.writeUInt8(px % mostIcoPx, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += png.length
  })
  return Buffer.concat([head, ...held.map(({ png }) => png)])
}

/** An .icns: named PNGs, each with its length and that of its head before it, big-endian. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const parts = pictures.flatMap(({ px, png }) => (icnsNames[px] ?? []).map((name) => named(name, png)))
  return named('icns', Buffer.concat(parts))
}

function named(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}
