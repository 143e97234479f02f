import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const assets = join(import.meta.dirname, '../../../assets')

/** Width and height as a PNG says them. */
function sizeOf(png: Buffer): number[] {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('the program’s icon', () => {
  it('is there for Linux in every size, each as large as its name says', () => {
    for (const px of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
      expect(sizeOf(readFileSync(join(assets, 'icons', `${px}x${px}.png`)))).toEqual([px, px])
    }
  })

  it('is one file for Windows, with the sizes that Windows asks for', () => {
    const file = readFileSync(join(assets, 'icon.ico'))
    expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1])
    const found = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + 16 * index
      const at = file.readUInt32LE(entry + 12)
      const [width] = sizeOf(file.subarray(at, at + file.readUInt32LE(entry + 8)))
      expect(file.readUInt8(entry)).toBe(width! % 256)
      return width
    })
    expect(found).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  it('is one file for macOS, each picture under the name of its size', () => {
    const file = readFileSync(join(assets, 'icon.icns'))
    expect(file.subarray(0, 4).toString('latin1')).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const found = new Map<string, number>()
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const png = file.subarray(at + 8, at + file.readUInt32BE(at + 4))
      found.set(file.subarray(at, at + 4).toString('latin1'), sizeOf(png)[0]!)
    }
    expect(Object.fromEntries(found)).toMatchObject({
      ic07: 128,
      ic08: 256,
      ic09: 512,
      ic10: 1024,
      ic13: 256,
      ic14: 512,
    })
  })
})
