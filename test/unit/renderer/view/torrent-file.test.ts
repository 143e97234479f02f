import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTorrentFile } from '../../../../renderer/view/torrent-file.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')

describe('reading a torrent file', () => {
  it('finds name, size and hash of a single file', async () => {
    const info = 'd6:lengthi6144e4:name8:film.mkv12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaae'
    const file = await readTorrentFile(bytes(`d8:announce9:udp://a:14:info${info}e`))
    expect(file).toEqual({ name: 'film.mkv', sizeBytes: 6144, files: 1, hash: sha1(info) })
  })

  it('adds up the files of a folder', async () => {
    const files = 'ld6:lengthi1e4:pathl1:aeed6:lengthi41e4:pathl1:beee'
    const info = `d5:files${files}4:name6:folder12:piece lengthi16384e6:pieces0:e`
    expect(await readTorrentFile(bytes(`d4:info${info}e`))).toMatchObject({ name: 'folder', sizeBytes: 42, files: 2 })
  })

  it('has no v1 hash for a v2-only file, but its size', async () => {
    const tree = 'd1:ad0:d6:lengthi5eee3:subd1:bd0:d6:lengthi7eeeee'
    const info = `d9:file tree${tree}12:meta versioni2e4:name1:ne`
    expect(await readTorrentFile(bytes(`d4:info${info}e`))).toEqual({ name: 'n', sizeBytes: 12, files: 2, hash: null })
  })

  it('says null to everything that is no torrent file', async () => {
    for (const text of ['', '<html>', 'd', 'de', 'le', 'i5e', 'd4:infoi5ee', 'd4:info99999:e', 'd4:info-5:e']) {
      expect(await readTorrentFile(bytes(text)), text).toBeNull()
    }
    expect(await readTorrentFile(bytes('l'.repeat(100_000)))).toBeNull()
  })

  it('never throws and never hangs on any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (noise) => {
        const file = await readTorrentFile(new Uint8Array([...bytes('d4:info'), ...noise]))
        expect(file === null || typeof file.name === 'string').toBe(true)
      }),
    )
  })
})
