import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { type AddSource } from '../../../../preload/contract/adding.ts'
import { TorrentSchema } from '../../../../preload/contract/torrents.ts'
import type { Following } from '../../../../main/backend/backend.ts'
import { keysOf } from '../../../../main/backend/deluge/fields.ts'
import { deluge13 } from '../../../../main/backend/deluge/generation.ts'
import { Requests } from '../../../../main/backend/deluge/requests.ts'
import { asFault } from '../../../../main/lib/fault.ts'
import { silentLog } from '../../../../main/lib/log.ts'
import { methodNamesIn, statusKeysIn } from '../../../../main/wire/deluge/lookup.ts'
import { openTls } from '../../../../main/wire/tls.ts'
import { makeTorrent } from '../../../daemons/torrents.ts'
import { dialTo, HandClock, hashNumber, OutgoingRefusal, ScriptedDaemon, speak13, until } from './scripted.ts'

let daemon: ScriptedDaemon
let clock: HandClock

beforeEach(async () => {
  daemon = await ScriptedDaemon.start()
  clock = new HandClock()
})
afterEach(() => daemon.stop())

const one = hashNumber(1)
const two = hashNumber(2)
const many = Array.from({ length: 12 }, (_, n) => hashNumber(n + 1))

/** A session with a daemon that is known to speak 1.3. */
function dial13(): Promise<Following> {
  speak13(daemon)
  return dialTo(daemon, { clock, target: { memo: '1.3' } })
}

describe('what 1.3 does not have', () => {
  it('is never called: it would not be answered', async () => {
    speak13(daemon)
    const channel = await openTls({ host: '127.0.0.1', port: daemon.port })
    const requests = new Requests(channel, {
      daemon: 'Attic',
      generation: deluge13,
      log: silentLog,
      clock,
      onEvent: () => {},
      onEnd: () => {},
    })
    for (const method of ['core.pause_torrents', 'core.remove_torrents', 'core.get_completion_paths', 'no.such']) {
      await expect(requests.call({ method })).rejects.toMatchObject({ code: 'incompatible', details: { method } })
    }
    await requests.call({ method: 'daemon.login', args: ['ada', 'x'] })
    expect(daemon.heard.map(({ method }) => method)).toEqual(['daemon.login'])
    requests.close()
  })

  it('has other words there, or a fallback: every key that is asked for is one of 1.3', () => {
    const keys = new Set<string>([...statusKeysIn('1.3.15'), 'label'])
    for (const group of ['first', 'rest', 'moving', 'places'] as const) {
      const asked = deluge13.keysFor(keysOf(group))
      expect(asked.filter((key) => !keys.has(key))).toEqual([])
      expect(asked.length).toBeGreaterThan(0)
    }
  })
})

describe('a session with Deluge 1.3', () => {
  /** As 1.3.15's source has it. */
  const status = {
    name: 'one',
    state: 'Downloading',
    message: 'OK',
    progress: 50,
    total_size: 1000,
    total_wanted: 900,
    total_done: 400,
    save_path: '/srv/old',
    is_auto_managed: true,
    tracker_status: 'tracker.example.org: Error: unregistered torrent',
    tracker_host: 'example.org',
    num_seeds: 2,
    total_seeds: -1,
    num_peers: 1,
    total_peers: 4,
    distributed_copies: 1.5,
    time_added: 1_400_000_000.25,
    eta: 60,
    queue: 0,
    private: false,
    comment: 'old',
    num_files: 3,
    tracker: 'http://tracker.example.org/announce',
  }

  function answered(keys: unknown): { [key: string]: string | number | boolean } {
    return Object.fromEntries(Object.entries(status).filter(([key]) => (keys as string[]).includes(key)))
  }

  it('gives whole rows in the words of the contract', async () => {
    const session = await dial13()
    daemon.scripts['core.get_torrents_status'] = ({ args: [, keys] }) => ({ [one]: answered(keys), [two]: {} })
    const rows = await session.read(many, 'first')
    const rest = await session.read(many, 'rest')
    expect([...rows.keys()]).toEqual([one])
    expect(v.parse(TorrentSchema, { ...rows.get(one), ...rest.get(one) })).toMatchObject({
      state: 'downloading',
      folder: '/srv/old',
      autoManaged: true,
      doneBytes: 400,
      remainingBytes: 500,
      trackerState: 'error',
      trackerStatus: 'Error: unregistered torrent',
      seedsTotal: null,
      availability: 1.5,
      addedAt: 1_400_000_000_000,
      completedAt: null,
      lastTransferAt: null,
      owner: '',
      shared: false,
    })
    session.close()
  })

  it('reads a few torrents one by one in the same words, and their details', async () => {
    const session = await dial13()
    daemon.scripts['core.get_torrent_status'] = ({ args: [hash, keys] }) => (hash === one ? answered(keys) : {})
    const rows = await session.read([one, two], 'moving')
    expect([...rows.keys()]).toEqual([one])
    expect(rows.get(one)).toMatchObject({ remainingBytes: 500, trackerState: 'error' })
    expect(await session.details(one)).toMatchObject({ pieces: null, fileCount: 3, creator: '' })
    expect(await session.details(two)).toBeNull()
    session.close()
  })

  it('keeps a tracker’s words whose beginning only looks like a host', () => {
    const said = (text: string) => deluge13.translate({ tracker_status: text })['tracker_status']
    expect(said('example.org: Announce OK')).toBe('Announce OK')
    expect(said(': Announce Sent')).toBe('Announce Sent')
    expect(said('[::1]: Warning: slow: very')).toBe('Warning: slow: very')
    expect(said('')).toBe('')
    expect(said('example.org: something else')).toBe('example.org: something else')
  })

  it('pauses and resumes with lists of one, and removes one by one', async () => {
    const session = await dial13()
    for (const method of ['pause_torrent', 'resume_torrent']) daemon.scripts[`core.${method}`] = () => null
    daemon.scripts['core.remove_torrent'] = ({ args: [hash] }) =>
      hash === one ? true : new OutgoingRefusal('InvalidTorrentError', ['torrent_id not in session'])
    expect((await session.act('pause', [one, two])).map(({ problem }) => problem)).toEqual([null, null])
    expect(daemon.calls('core.pause_torrent').map(({ args }) => args)).toEqual([[[one]], [[two]]])
    await session.act('resume', [one])
    expect(daemon.calls('core.resume_torrent').map(({ args }) => args)).toEqual([[[one]]])
    const removed = await session.remove([one, two], true)
    expect(removed.map(({ problem }) => problem?.code)).toEqual([undefined, 'not-found'])
    expect(daemon.calls('core.remove_torrent').map(({ args }) => args)).toEqual([
      [one, true],
      [two, true],
    ])
    daemon.scripts['core.remove_torrent'] = () => false
    expect((await session.remove([one], false))[0]?.problem).toMatchObject({
      code: 'remote',
      message: expect.stringContaining('could not remove') as string,
    })
    session.close()
  })

  it('understands an unknown torrent from the bare KeyError of 1.3', async () => {
    const session = await dial13()
    daemon.scripts['core.force_recheck'] = ({ args: [ids] }) => new OutgoingRefusal('KeyError', [(ids as string[])[0]!])
    expect((await session.act('recheck', [two]))[0]?.problem).toMatchObject({ code: 'not-found' })
    session.close()
  })

  it('passes an added torrent on at once, also with an ordinary account: 1.3 hides none', async () => {
    speak13(daemon)
    daemon.scripts['daemon.login'] = () => 5
    daemon.scripts['daemon.info'] = () => '1.3.15'
    const session = await dialTo(daemon, { clock, target: { memo: '1.3' } })
    const notices: unknown[] = []
    session.onSignal((notice) => notices.push(notice))
    await session.hashes()
    daemon.sendEvent('TorrentAddedEvent', two)
    await until(() => notices.length === 1)
    expect(notices).toEqual([{ kind: 'added', hash: two, restored: false }])
    expect(daemon.calls('core.get_session_state')).toHaveLength(1)
    session.close()
  })

  it('says why nothing was added, as far as that can be told from here', async () => {
    const session = await dial13()
    const quiet = { folder: null, paused: true }
    const { name, hash, base64: content } = makeTorrent({ name: 'one', content: 1000 })
    daemon.scripts['core.add_torrent_file'] = () => null
    daemon.scripts['core.add_torrent_magnet'] = () => null
    daemon.scripts['core.add_torrent_url'] = () => null
    const why = (source: AddSource) =>
      session.add(source, quiet).then(
        () => null,
        (error: unknown) => {
          const { code, message, details } = asFault(error)
          return [code, message, details?.['duplicate']]
        },
      )
    const reasonless = 'Attic did not add one and gave no reason.'
    expect(await why({ kind: 'file', name, content })).toEqual(['remote', reasonless, undefined])
    expect(await why({ kind: 'file', name, content: 'eHg=' })).toEqual([
      'remote',
      'Attic could not read one: it is not a torrent file.',
      undefined,
    ])
    expect(await why({ kind: 'magnet', uri: 'magnet:?dn=x' })).toEqual([
      'remote',
      'Attic could not read the magnet link.',
      undefined,
    ])
    expect((await why({ kind: 'url', url: 'http://127.0.0.1/x' }))?.[1]).toContain(
      'what is there is not a torrent file',
    )
    daemon.scripts['core.get_session_state'] = () => [one, hash]
    const there = ['remote', 'Attic already has this torrent.', hash]
    expect(await why({ kind: 'file', name, content })).toEqual(there)
    expect(await why({ kind: 'magnet', uri: `magnet:?xt=urn:btih:${hash}` })).toEqual(there)
    daemon.scripts['core.add_torrent_url'] = () => new OutgoingRefusal('Error', ['404', 'Not Found'])
    expect((await why({ kind: 'url', url: 'http://127.0.0.1/x' }))?.[1]).toContain('the server answered with an error')
    session.close()
  })

  it('calls nothing that 1.3.15 does not have, whatever is done', async () => {
    const session = await dial13()
    const quiet = { folder: null, paused: true }
    for (const method of methodNamesIn('1.3.15')) daemon.scripts[method] ??= () => null
    daemon.scripts['core.get_torrents_status'] = () => ({})
    daemon.scripts['core.get_torrent_status'] = () => ({})
    daemon.scripts['core.get_config_values'] = () => ({})
    for (const group of ['first', 'rest', 'moving', 'places'] as const) {
      await session.read(many, group)
      await session.read([one], group)
    }
    for (const verb of ['pause', 'resume', 'recheck', 'reannounce', 'queueTop', 'queueUp', 'queueDown'] as const) {
      await session.act(verb, many)
    }
    await session.act(
      'queueBottom',
      Array.from({ length: 301 }, (_, n) => hashNumber(n)),
    )
    await session.remove(many, false)
    await session.details(one)
    await session.overview()
    await session.ping()
    for (const source of [
      { kind: 'magnet', uri: `magnet:?xt=urn:btih:${one}` },
      { kind: 'url', url: 'http://127.0.0.1/x' },
      { kind: 'file', name: 'x', content: '' },
    ] as const) {
      await session.add(source, quiet).catch(() => {})
    }
    const there = new Set([...methodNamesIn('1.3.15'), 'daemon.login', 'daemon.set_event_interest'])
    expect(new Set(daemon.heard.map(({ method }) => method)).size).toBeGreaterThan(15)
    expect(daemon.heard.filter(({ method }) => !there.has(method))).toEqual([])
    session.close()
  })
})
