import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Following } from '../../../../main/backend/backend.ts'
import { asFault, toProblem } from '../../../../main/lib/fault.ts'
import type { WireInput } from '../../../../main/wire/deluge/rencode.ts'
import { dialTo, hashNumber, keyError, OutgoingRefusal, ScriptedDaemon } from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
const one = hashNumber(1)
const secret = 'https://private.example/0123456789passkey/announce'
let status: Record<string, WireInput>

beforeEach(async () => {
  status = {
    trackers: [
      { url: 'udp://second.example:80', tier: 1, message: '', fails: 0, last_error: { value: 0 } },
      { url: secret, tier: 0 },
    ],
    tracker: secret,
    tracker_status: 'Announce OK',
    next_announce: 297,
    total_seeds: 12,
    total_peers: -1,
    paused: false,
  }
  daemon = await ScriptedDaemon.start()
  daemon.scripts['core.get_torrent_status'] = () => status
  daemon.scripts['core.set_torrent_trackers'] = ({ args: [, trackers] }) => {
    status['trackers'] = trackers as WireInput
    return null
  }
  session = await dialTo(daemon)
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

const unheard = { state: null, status: '', seeds: null, peers: null, nextAnnounceMs: null }

describe('trackers', () => {
  it('are told in the order of their tiers, and what is known of the one in use', async () => {
    expect(await session.inside.trackers(one)).toEqual({
      trackers: [
        { url: secret, tier: 0, state: 'ok', status: 'Announce OK', seeds: 12, peers: null, nextAnnounceMs: 297_000 },
        { url: 'udp://second.example:80', tier: 1, ...unheard },
      ],
      left: 0,
    })
  })

  it('of which none is in use say nothing, unless there is only one', async () => {
    Object.assign(status, { tracker: '', tracker_status: 'Error: timed out' })
    const { trackers } = await session.inside.trackers(one)
    expect(trackers.map(({ state }) => state)).toEqual([null, null])
    status['trackers'] = [{ url: secret, tier: 0 }]
    expect((await session.inside.trackers(one)).trackers).toMatchObject([
      { state: 'error', status: 'Error: timed out' },
    ])
  })

  it('are as many as are shown', async () => {
    status['trackers'] = Array.from({ length: 1_500 }, (_, n) => ({ url: `http://t${n}`, tier: 0 }))
    const { trackers, left } = await session.inside.trackers(one)
    expect([trackers.length, left]).toEqual([1_000, 500])
  })

  it('that make no sense cost only themselves', async () => {
    status['trackers'] = [7, { url: null, tier: 'x' }, { url: 'h'.repeat(9_000), tier: -3 }]
    const { trackers } = await session.inside.trackers(one)
    expect(trackers.map(({ url, tier }) => [url.length, tier])).toEqual([
      [0, 0],
      [0, 0],
      [4_096, 0],
    ])
    status['trackers'] = 'none'
    await expect(session.inside.trackers(one)).rejects.toMatchObject({ code: 'protocol' })
  })
})

describe('setting trackers', () => {
  const set = (...urls: string[]): Promise<void> =>
    session.inside.setTrackers(
      one,
      urls.map((url, tier) => ({ url, tier })),
    )

  it('sends the whole list', async () => {
    await set('http://a.example/x', secret)
    expect(daemon.calls('core.set_torrent_trackers')[0]?.args).toEqual([
      one,
      [
        { url: 'http://a.example/x', tier: 0 },
        { url: secret, tier: 1 },
      ],
    ])
    await set()
    expect((await session.inside.trackers(one)).trackers).toEqual([])
  })

  it.each([
    [['http://a', 'nonsense'], 'tracker.scheme', 'trackers.1.url'],
    [['http://a', 'http://a'], 'tracker.twice', 'trackers.1.url'],
    [[''], 'tracker.empty', 'trackers.0.url'],
  ])('%j is refused before it is asked', async (urls, id, field) => {
    await expect(set(...urls)).rejects.toMatchObject({ code: 'invalid', says: { id }, details: { field } })
    expect(daemon.calls('core.set_torrent_trackers')).toEqual([])
  })

  it('fails with nothing of an address in what it says', async () => {
    const refusal = new OutgoingRefusal('WrappedException', [`bad url ${secret}`, 'ValueError', `at ${secret}`])
    daemon.scripts['core.set_torrent_trackers'] = () => refusal
    const problem = toProblem(await set(secret).catch(asFault))
    expect(problem).toMatchObject({ code: 'remote', says: { id: 'trackers.notTaken' } })
    expect(JSON.stringify(problem)).not.toContain('passkey')
  })

  it('that was answered and not done is told so', async () => {
    daemon.scripts['core.set_torrent_trackers'] = () => null
    await expect(set('http://a')).rejects.toMatchObject({ says: { id: 'trackers.notTaken' } })
  })

  it('of a torrent that is gone says so', async () => {
    daemon.scripts['core.set_torrent_trackers'] = () => keyError(one)
    await expect(set('http://a')).rejects.toMatchObject({ code: 'not-found' })
  })
})
