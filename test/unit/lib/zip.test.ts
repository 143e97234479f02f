import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { zipOf } from '../../../main/lib/zip.ts'

it('an archive has every file as it is, with its sum, its name in UTF-8 and its time', () => {
  const content = Buffer.from('d4:infoe')
  const bytes = Buffer.from(zipOf([{ name: 'Käse.torrent', content }], Date.UTC(2026, 10, 22, 1, 2, 4)))
  const name = Buffer.from('Käse.torrent')
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
  expect(bytes.readUInt16LE(6) & 0x0800).toBe(0x0800)
  expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([
    (1 << 11) | (2 << 5) | 2,
    (46 << 9) | (11 << 5) | 22,
  ])
  expect(bytes.readUInt32LE(14)).toBe(crc32(content))
  expect([bytes.readUInt32LE(18), bytes.readUInt32LE(22)]).toEqual([content.length, content.length])
  expect(bytes.subarray(30, 30 + name.length).equals(name)).toBe(true)
  expect(bytes.subarray(30 + name.length, 30 + name.length + content.length).equals(content)).toBe(true)
  const entry = bytes.readUInt32LE(bytes.length - 6)
  expect(entry).toBe(30 + name.length + content.length)
  expect(bytes.subarray(entry, entry + 4).toString('latin1')).toBe('PK\x01\x02')
  expect(bytes.length).toBe(entry + 46 + name.length + 22)
})
