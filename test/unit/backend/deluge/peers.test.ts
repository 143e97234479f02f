import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Following } from '../../../../main/backend/backend.ts'
import { WireFloat, type WireInput } from '../../../../main/wire/deluge/rencode.ts'
import { dialTo, hashNumber, keyError, OutgoingRefusal, ScriptedDaemon } from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
const one = hashNumber(1)
let peers: WireInput

const peer = (more: Record<string, WireInput> = {}): Record<string, WireInput> => ({
  client: 'Deluge 2.1.1',
  country: 'NZ',
  down_speed: 10_172,
  ip: '192.0.2.7:43303',
  progress: new WireFloat(0.23076923),
  seed: 0,
  up_speed: 5,
  ...more,
})

beforeEach(async () => {
  daemon = await ScriptedDaemon.start()
  daemon.scripts['core.get_torrent_status'] = () => ({ peers })
  daemon.scripts['core.connect_peer'] = () => null
  session = await dialTo(daemon)
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

it('peers are told as the daemon has them', async () => {
  peers = [peer(), peer({ ip: '2001:db8::7:6881', country: '  ', seed: 1024, progress: 1, client: '' })]
  expect(await session.inside.peers(one)).toEqual({
    peers: [
      {
        address: '192.0.2.7:43303',
        client: 'Deluge 2.1.1',
        country: 'NZ',
        flags: null,
        isSeed: false,
        progress: 0.2307,
        downBytesPerSecond: 10_172,
        upBytesPerSecond: 5,
      },
      {
        address: '[2001:db8::7]:6881',
        client: '',
        country: null,
        flags: null,
        isSeed: true,
        progress: 1,
        downBytesPerSecond: 10_172,
        upBytesPerSecond: 5,
      },
    ],
    left: 0,
  })
})

it('peers that are none cost only themselves', async () => {
  const odd = { client: 'c'.repeat(9_000), country: '<b>', progress: 7, down_speed: -3, up_speed: 'fast', seed: null }
  peers = [7, peer({ ip: 'nonsense' }), peer({ ip: null }), peer({ ip: '1.2.3.4:99999' }), peer(odd), peer(odd)]
  const { peers: found } = await session.inside.peers(one)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({
    country: null,
    progress: 1,
    downBytesPerSecond: 0,
    upBytesPerSecond: 0,
    isSeed: false,
  })
  expect(found[0]?.client).toHaveLength(256)
})

it('peers are as many as are shown, and the rest is counted', async () => {
  peers = Array.from({ length: 2_500 }, (_, n) => peer({ ip: `10.0.${n >> 8}.${n & 255}:1` }))
  const { peers: found, left } = await session.inside.peers(one)
  expect([found.length, left]).toEqual([2_000, 500])
  peers = 'none'
  await expect(session.inside.peers(one)).rejects.toMatchObject({ code: 'protocol' })
})

it('a peer is asked for by address and port, without brackets', async () => {
  await session.inside.connectPeer(one, '[2001:db8::7]:6881')
  expect(daemon.calls('core.connect_peer')[0]?.args).toEqual([one, '2001:db8::7', 6881])
})

it('what is no address is not asked for', async () => {
  await expect(session.inside.connectPeer(one, 'host.example:80')).rejects.toMatchObject({
    code: 'invalid',
    says: { id: 'peers.address' },
    details: { field: 'peer' },
  })
  expect(daemon.calls('core.connect_peer')).toEqual([])
})

it('a daemon that refuses is told so', async () => {
  daemon.scripts['core.connect_peer'] = () => keyError(one)
  await expect(session.inside.connectPeer(one, '10.0.0.1:1')).rejects.toMatchObject({ code: 'not-found' })
  daemon.scripts['core.connect_peer'] = () => new OutgoingRefusal('WrappedException', ['no', 'ArgumentError', 'tb'])
  await expect(session.inside.connectPeer(one, '10.0.0.1:1')).rejects.toMatchObject({ code: 'remote' })
})
