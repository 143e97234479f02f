import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Following } from '../../../../main/backend/backend.ts'
import type { WireInput } from '../../../../main/wire/deluge/rencode.ts'
import { asFault } from '../../../../main/lib/fault.ts'
import { readTorrentFile } from '../../../../preload/torrent/file.ts'
import { makeTorrent } from '../../../daemons/torrents.ts'
import {
  dialTo,
  HandClock,
  hashNumber,
  type Heard,
  OutgoingRefusal,
  ScriptedDaemon,
  silence,
  until,
} from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
let clock: HandClock

beforeEach(async () => {
  daemon = await ScriptedDaemon.start()
  clock = new HandClock()
  session = await dialTo(daemon, { clock })
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

const quiet = { folder: null, paused: true }
const url = { kind: 'url', url: 'https://example.org/a.torrent' } as const
const file = { kind: 'file', name: 'film.torrent', content: 'ZGU=' } as const
const made = makeTorrent({ name: 'Grüße 雪', content: [{ path: ['a', 'b.bin'], sizeBytes: 40_000 }] })
const link = `magnet:?xt=urn:btih:${made.hash}&tr=http%3A%2F%2Fone.example%2Fa&tr=udp%3A%2F%2Ftwo.example%3A1&ws=http%3A%2F%2Fseed.example%2F`

it('an address is fetched with headers, and no failure tells them', async () => {
  const headers = ['a=secret-one', 'b=secret-two'].map((value) => ({ name: 'Cookie', value }))
  const said = "Invalid header value b'a=secret-one; b=secret-two'"
  daemon.scripts['core.add_torrent_url'] = () => new OutgoingRefusal('WrappedException', [said, 'ValueError', said])
  const fault = await session.add({ ...url, headers }, quiet).then(() => null, asFault)
  expect(daemon.calls('core.add_torrent_url')[0]?.args).toEqual([
    url.url,
    { add_paused: true },
    { Cookie: 'a=secret-one; b=secret-two' },
  ])
  expect(fault).toMatchObject({ code: 'remote', message: expect.stringContaining('gave no reason') as string })
  expect(JSON.stringify([fault?.message, fault?.details, fault?.says])).not.toContain('secret')
})

it('many are on their way at once, a few at a time and in their order, and no address holds them up', async () => {
  const heard: Heard[] = []
  daemon.scripts['core.add_torrent_url'] = () => silence
  daemon.scripts['core.add_torrent_file'] = (call) => {
    heard.push(call)
    return silence
  }
  const hashes = Array.from({ length: 30 }, (_, n) => hashNumber(n))
  const lost = session.add(url, quiet).catch(() => null)
  const adds = Promise.all(hashes.map((name) => session.add({ ...file, name }, quiet)))
  await until(() => heard.length === 8)
  for (let answered = 0; answered < hashes.length; answered += 1) {
    await until(() => heard.length > answered)
    expect(heard.length - answered).toBeLessThanOrEqual(8)
    const call = heard[answered]!
    call.answer(String(call.args[0]))
  }
  expect((await adds).map(({ hash }) => hash)).toEqual(hashes)
  expect(heard.map(({ args }) => args[0])).toEqual(hashes)
  session.close()
  await lost
})

it('without an answer it is not known whether it is there', async () => {
  daemon.scripts['core.add_torrent_file'] = () => silence
  const adding = session.add(file, quiet).then(() => null, asFault)
  await until(() => daemon.calls('core.add_torrent_file').length === 1)
  clock.pass(60_000)
  expect(await adding).toMatchObject({ code: 'outcome-unknown' })
})

it('what is in a magnet link is told as a torrent file with the trackers of the link, by every version', async () => {
  const info = made.bytes.subarray(made.bytes.indexOf('4:info') + 6, -1)
  const plain = {
    files: [{ length: 40_000, path: ['a', 'b.bin'] }],
    name: 'Grüße 雪',
    'piece length': 16_384,
    pieces: new Uint8Array(info.subarray(info.indexOf('6:pieces') + 11, -1)),
  }
  for (const answer of [plain, info.toString('base64')]) {
    daemon.scripts['core.prefetch_magnet_metadata'] = () => [made.hash, answer]
    const bytes = await session.metadata(link, 30_000)
    const read = readTorrentFile(bytes!)
    expect(read).toMatchObject({
      ok: true,
      file: { v1: made.hash, name: 'Grüße 雪', trackers: [['http://one.example/a'], ['udp://two.example:1']] },
    })
    expect(Buffer.from(bytes!).includes('8:url-listl20:http://seed.example/e')).toBe(true)
  }
  expect(daemon.calls('core.prefetch_magnet_metadata')[0]?.args).toEqual([link, 30])
})

it('nothing is known of a magnet link when nobody told it in time', async () => {
  for (const answer of [null, '']) {
    daemon.scripts['core.prefetch_magnet_metadata'] = () => [made.hash, answer]
    expect(await session.metadata(link, 30_000)).toBeNull()
  }
})

it('metadata of another torrent is not believed', async () => {
  const other = makeTorrent({ name: 'other', content: 5 }).bytes
  const info = other.subarray(other.indexOf('4:info') + 6, -1).toString('base64')
  const answers: WireInput[] = [info, { name: 'x' }, { pieces: 1.5 }, 'bm8=']
  for (const answer of answers) {
    daemon.scripts['core.prefetch_magnet_metadata'] = () => [made.hash, answer]
    const asked = session.metadata(link, 1_000).then((bytes) => bytes, asFault)
    expect([null, 'protocol']).toContain(((await asked) as { code?: string } | null)?.code ?? null)
  }
})

it('a link that names no torrent is not even asked about', async () => {
  await expect(session.metadata('magnet:?dn=x', 1_000)).rejects.toMatchObject({ code: 'invalid' })
  await expect(session.metadata(`magnet:?xt=urn:btmh:1220${'a'.repeat(64)}`, 1_000)).rejects.toThrow('version 2')
  expect(daemon.calls('core.prefetch_magnet_metadata')).toEqual([])
})

it('the space of a folder that is not there is that of the one above', async () => {
  daemon.scripts['core.get_free_space'] = ({ args }) => (args[0] === '/srv' ? 500 : -1)
  expect(await session.space('/srv')).toEqual({ freeBytes: 500, isMissing: false })
  expect(await session.space('/srv/new/one')).toEqual({ freeBytes: 500, isMissing: true })
  daemon.scripts['core.get_free_space'] = () => new OutgoingRefusal('WrappedException', ['no', 'InvalidPathError', 't'])
  expect(await session.space('nowhere')).toEqual({ freeBytes: null, isMissing: false })
})
