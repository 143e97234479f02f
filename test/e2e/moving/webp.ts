/** One picture of a moving one: what of it differs from the one before, as a WebP of its own, and where that lies. */
export interface Frame {
  /** A whole WebP file of one picture. */
  webp: Buffer
  x: number
  y: number
  width: number
  height: number
  ms: number
}

const alphaFlag = 0x10
const animationFlag = 0x02

/** A part of a RIFF file: four letters, its length, and what is in it, filled up to an even length. */
function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

/** The parts of a WebP of one picture that have the picture: its lossless or lossy data, and its transparency. */
function pictureOf(webp: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 12; at < webp.length;) {
    const length = webp.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (['VP8 ', 'VP8L', 'ALPH'].includes(webp.toString('latin1', at, at + 4))) parts.push(webp.subarray(at, end))
    at = end
  }
  return Buffer.concat(parts)
}

/**
 * A moving WebP, played for ever: each frame is laid over what is there already.
 * @param width in pixels, of the whole
 */
export function movingWebp(width: number, height: number, frames: readonly Frame[]): Buffer {
  const whole = Buffer.alloc(10)
  whole[0] = alphaFlag | animationFlag
  whole.writeUIntLE(width - 1, 4, 3)
  whole.writeUIntLE(height - 1, 7, 3)
  const parts = frames.map((frame) => {
    const head = Buffer.alloc(16)
    // Places are told in steps of two pixels.
    head.writeUIntLE(frame.x / 2, 0, 3)
    head.writeUIntLE(frame.y / 2, 3, 3)
    head.writeUIntLE(frame.width - 1, 6, 3)
    head.writeUIntLE(frame.height - 1, 9, 3)
    head.writeUIntLE(Math.round(frame.ms), 12, 3)
    return chunk('ANMF', Buffer.concat([head, pictureOf(frame.webp)]))
  })
  // No background, no end.
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', whole), chunk('ANIM', Buffer.alloc(6)), ...parts])
  return chunk('RIFF', body)
}
