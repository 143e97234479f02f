import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { TorrentDetailsSchema } from '../../../../preload/contract/details.ts'
import { pieceRunsOf, toDetails } from '../../../../main/backend/deluge/details.ts'
import { decode, encode, type WireDict, type WireInput } from '../../../../main/wire/deluge/rencode.ts'
import { dialTo, hashNumber, ScriptedDaemon } from './scripted.ts'

const details = (status: { [key: string]: WireInput }) => toDetails(decode(encode(status)) as WireDict)

describe('details', () => {
  it('read the daemon’s words', () => {
    expect(
      details({
        pieces: [3, 3, 0, 1, 2],
        num_pieces: 5,
        piece_length: 1_048_576,
        num_files: 3,
        active_time: 12,
        seeding_time: 5,
        next_announce: 1740,
        seed_rank: 7,
        stop_at_ratio: true,
        stop_ratio: 1.5,
        tracker: 'http://tracker.example/announce',
        creator: 'mktorrent 1.1',
      }),
    ).toEqual({
      pieces: [
        [3, 2],
        [0, 1],
        [1, 1],
        [2, 1],
      ],
      pieceCount: 5,
      pieceBytes: 1_048_576,
      fileCount: 3,
      activeMs: 12_000,
      seedingMs: 5_000,
      nextAnnounceMs: 1_740_000,
      seedRank: 7,
      stopRatio: 1.5,
      trackerUrl: 'http://tracker.example/announce',
      creator: 'mktorrent 1.1',
    })
  })

  it('have no stop ratio unless the daemon stops at it', () => {
    expect(details({ stop_at_ratio: false, stop_ratio: 2 }).stopRatio).toBeNull()
  })

  it('fit the contract when the daemon sends nonsense', () => {
    const keys = 'pieces num_pieces piece_length num_files active_time next_announce stop_at_ratio tracker'.split(' ')
    for (const odd of [null, -5, 'text', [], 1e30, true]) {
      const found = details(Object.fromEntries(keys.map((key) => [key, odd])))
      const schema = v.omit(TorrentDetailsSchema, ['key'])
      expect(v.safeParse(schema, found).issues).toBeUndefined()
    }
  })

  it('of a torrent that is gone are null', async () => {
    const daemon = await ScriptedDaemon.start()
    daemon.scripts['core.get_torrent_status'] = () => ({})
    const session = await dialTo(daemon)
    expect(await session.details(hashNumber(1))).toBeNull()
    expect(daemon.calls('core.get_torrent_status')[0]?.args[1]).not.toContain('files')
    daemon.scripts['core.get_torrent_status'] = () => 'x'
    await expect(session.details(hashNumber(1))).rejects.toMatchObject({ code: 'protocol' })
    session.close()
    await daemon.stop()
  })
})

describe('pieces', () => {
  it('of a huge torrent are a few runs', () => {
    const pieces = [...Array<number>(30_000).fill(3), ...Array<number>(20_000).fill(0)]
    expect(pieceRunsOf(pieces)).toEqual([
      [3, 30_000],
      [0, 20_000],
    ])
  })

  it('are unknown without metadata and while seeding', () => {
    expect(pieceRunsOf(null)).toBeNull()
    expect(pieceRunsOf([])).toBeNull()
    expect(pieceRunsOf('3333')).toBeNull()
  })

  it('of an unknown kind count as missing', () => {
    expect(pieceRunsOf([7, null, 3])).toEqual([
      [0, 2],
      [3, 1],
    ])
  })
})
