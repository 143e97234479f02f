import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome, Following, Verb } from '../../../../main/backend/backend.ts'
import { dialTo, HandClock, hashNumber, keyError, OutgoingRefusal, ScriptedDaemon, silence, until } from './scripted.ts'

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

const many = Array.from({ length: 1000 }, (_, index) => hashNumber(index))
const one = hashNumber(1)
const gone = 'f'.repeat(40)

describe('a verb', () => {
  it.each<[Verb, string, unknown]>([
    ['pause', 'core.pause_torrent', one],
    ['resume', 'core.resume_torrent', one],
    ['recheck', 'core.force_recheck', [one]],
    ['reannounce', 'core.force_reannounce', [one]],
    ['queueTop', 'core.queue_top', [one]],
    ['queueUp', 'core.queue_up', [one]],
    ['queueDown', 'core.queue_down', [one]],
    ['queueBottom', 'core.queue_bottom', [one]],
  ])('%s is %s', async (verb, method, argument) => {
    daemon.scripts[method] = () => null
    expect(await session.act(verb, [one])).toEqual([{ hash: one, problem: null }])
    expect(daemon.calls(method).map(({ args }) => args)).toEqual([[argument]])
  })

  it('is called for each torrent by itself, fifty in a message, one message after the other', async () => {
    daemon.scripts['core.pause_torrent'] = () => null
    const outcomes = await session.act('pause', many)
    expect(outcomes.map(({ hash }) => hash)).toEqual(many)
    const calls = daemon.calls('core.pause_torrent')
    expect(calls).toHaveLength(1000)
    expect(new Set(calls.map(({ message }) => message)).size).toBe(20)
  })

  it('that fails for one torrent is done to the others', async () => {
    daemon.scripts['core.pause_torrent'] = ({ args }) => (args[0] === gone ? keyError(gone) : null)
    const outcomes = await session.act('pause', [gone, one])
    expect(outcomes[0]).toMatchObject({
      hash: gone,
      problem: { code: 'not-found', message: 'Attic does not have this torrent (any more).' },
    })
    expect(outcomes[1]).toEqual({ hash: one, problem: null })
    expect(JSON.stringify(outcomes)).not.toContain('Traceback')
  })

  it('above the account’s level says so', async () => {
    daemon.scripts['core.pause_torrent'] = () => new OutgoingRefusal('NotAuthorizedError', [1, 5])
    expect((await session.act('pause', [one]))[0]?.problem).toMatchObject({
      code: 'level',
      details: { have: 1, need: 5 },
    })
  })

  it('without an answer leaves its outcome unknown', async () => {
    daemon.scripts['core.pause_torrent'] = () => silence
    const acting = session.act('pause', [one])
    await until(() => daemon.calls('core.pause_torrent').length === 1)
    clock.pass(20_000)
    expect((await acting)[0]?.problem).toMatchObject({
      code: 'outcome-unknown',
      message: expect.stringMatching(/^Attic did not answer .* not known whether/) as string,
    })
  })

  it.each<[string, string, (hashes: string[]) => Promise<Outcome[]>]>([
    ['pausing', 'core.pause_torrent', (hashes) => session.act('pause', hashes)],
    ['removing', 'core.remove_torrents', (hashes) => session.remove(hashes, false)],
  ])('without an answer is not tried on the rest (%s)', async (_what, method, act) => {
    daemon.scripts[method] = () => silence
    const acting = act(many)
    await until(() => daemon.calls(method).length > 0)
    await session.ping()
    const asked = daemon.calls(method).length
    clock.pass(20_000)
    const codes = (await acting).map(({ problem }) => problem?.code)
    expect(codes).toEqual([...Array<string>(50).fill('outcome-unknown'), ...Array<string>(950).fill('timeout')])
    expect(daemon.calls(method)).toHaveLength(asked)
  })

  it('for nothing asks nothing: an empty list means "all" to some methods', async () => {
    const before = daemon.heard.length
    for (const verb of ['pause', 'resume', 'recheck', 'queueTop', 'queueUp'] as const) {
      expect(await session.act(verb, [])).toEqual([])
    }
    expect(await session.remove([], true)).toEqual([])
    await session.ping()
    expect(daemon.heard.length).toBe(before + 1)
  })
})

describe('moving in the queue', () => {
  it('is one call, so that the daemon keeps the order of several', async () => {
    daemon.scripts['core.queue_up'] = () => null
    await session.act('queueUp', many)
    expect(daemon.calls('core.queue_up').map(({ args }) => args)).toEqual([[many]])
  })

  it('leaves out what is gone and moves the others', async () => {
    daemon.scripts['core.get_session_state'] = () => [one]
    daemon.scripts['core.queue_down'] = ({ args }) => ((args[0] as string[]).includes(gone) ? keyError(gone) : null)
    const outcomes = await session.act('queueDown', [gone, one])
    expect(outcomes.map(({ problem }) => problem?.code)).toEqual(['not-found', undefined])
    expect(daemon.calls('core.queue_down').at(-1)?.args).toEqual([[one]])
  })

  it('of a torrent that is gone makes no second call without ids', async () => {
    daemon.scripts['core.queue_top'] = () => keyError(gone)
    expect((await session.act('queueTop', [gone]))[0]?.problem?.code).toBe('not-found')
    expect(daemon.calls('core.queue_top')).toHaveLength(1)
  })

  it.each<[Verb, string, number]>([
    ['queueTop', 'core.queue_top', 999],
    ['queueBottom', 'core.queue_bottom', 0],
  ])('of very many to an end (%s) goes in slices that keep their order', async (verb, method, firstPlace) => {
    // The queue runs against the order of the hashes.
    const placeOf = (hash: string): number => 999 - many.indexOf(hash)
    daemon.scripts['core.get_torrents_status'] = ({ args }) => {
      const { id } = args[0] as { id: string[] }
      return Object.fromEntries(id.map((hash) => [hash, { queue: placeOf(hash) }]))
    }
    daemon.scripts[method] = () => null
    const outcomes = await session.act(verb, many)
    expect(outcomes).toEqual(many.map((hash) => ({ hash, problem: null })))
    const slices = daemon.calls(method).map(({ args }) => (args[0] as string[]).map(placeOf))
    expect(slices.map((slice) => slice.length)).toEqual([300, 300, 300, 100])
    const step = firstPlace === 0 ? 1 : -1
    expect(slices.flat()).toEqual(many.map((_, index) => firstPlace + step * index))
  })

  it('of very many works where the list’s call does not: their places are read one by one', async () => {
    const unspelt = many[7]!
    const codec = ["'utf-8' codec can't decode byte 0xf6", 'UnicodeDecodeError', 'Traceback …']
    daemon.scripts['core.get_torrents_status'] = () => new OutgoingRefusal('WrappedException', codec)
    daemon.scripts['core.get_torrent_status'] = ({ args: [hash] }) =>
      hash === unspelt ? new OutgoingRefusal('WrappedException', codec) : { queue: 999 - many.indexOf(String(hash)) }
    daemon.scripts['core.queue_bottom'] = () => null
    const outcomes = await session.act('queueBottom', many)
    expect(outcomes).toEqual(many.map((hash) => ({ hash, problem: null })))
    const moved = daemon.calls('core.queue_bottom').flatMap(({ args }) => args[0] as string[])
    expect(moved).toEqual([unspelt, ...many.filter((hash) => hash !== unspelt).toReversed()])
  })

  it('of very many moves nothing when their places cannot be read', async () => {
    const no = new OutgoingRefusal('WrappedException', ['no', 'RuntimeError'])
    for (const method of ['core.get_torrents_status', 'core.get_torrent_status']) daemon.scripts[method] = () => no
    const outcomes = await session.act('queueTop', many)
    expect(outcomes.every(({ problem }) => problem?.code === 'remote')).toBe(true)
    expect(daemon.calls('core.queue_top')).toEqual([])
  })
})

describe('info-hashes', () => {
  it('are those of the links that the daemon writes, as far as they are this torrent’s', async () => {
    const [v1, v2] = ['a'.repeat(40), one + 'b'.repeat(24)]
    const links: Record<string, string> = {
      [one]: `magnet:?xt=urn:btih:${v1}&xt=urn:btmh:1220${v2}&tr=http://tracker.example/passkey`,
      [gone]: `magnet:?xt=urn:btih:${v1}`,
    }
    daemon.scripts['core.get_magnet_uri'] = ({ args: [hash] }) => links[String(hash)] ?? 7
    expect(await session.infoHashes([one, gone, many[5]!])).toEqual(new Map([[one, { v1, v2 }]]))
  })

  it('are not asked for again and again of a daemon that cannot tell them', async () => {
    const no = new OutgoingRefusal('WrappedException', ['RPC call on invalid function', 'AttributeError', ''])
    daemon.scripts['core.get_magnet_uri'] = () => no
    expect(await session.infoHashes(many)).toEqual(new Map())
    expect(daemon.calls('core.get_magnet_uri')).toHaveLength(50)
  })
})

describe('removing', () => {
  it('says of each torrent how it went', async () => {
    const failing = hashNumber(2)
    daemon.scripts['core.remove_torrents'] = () => [
      [gone, `torrent_id ${gone} not in session.`],
      [failing, 'Disk on fire'],
      ['odd'],
      7,
    ]
    const outcomes = await session.remove([one, gone, failing], true)
    expect(outcomes.map(({ problem }) => problem?.code)).toEqual([undefined, 'not-found', 'remote'])
    expect(outcomes[2]?.problem?.message).toBe('Attic could not remove the torrent: Disk on fire')
    expect(daemon.calls('core.remove_torrents').map(({ args }) => args)).toEqual([[[one, gone, failing], true]])
  })

  it('of many goes in slices, each behind the other', async () => {
    daemon.scripts['core.remove_torrents'] = () => []
    const outcomes = await session.remove(many, false)
    expect(outcomes).toEqual(many.map((hash) => ({ hash, problem: null })))
    const calls = daemon.calls('core.remove_torrents')
    expect(calls.flatMap(({ args }) => args[0])).toEqual(many)
    expect(calls.every(({ args }) => (args[0] as string[]).length <= 50 && args[1] === false)).toBe(true)
    expect(new Set(calls.map(({ message }) => message)).size).toBe(calls.length)
  })

  it('that is refused is refused for each', async () => {
    daemon.scripts['core.remove_torrents'] = () => new OutgoingRefusal('NotAuthorizedError', [1, 5])
    const outcomes = await session.remove([one, gone], false)
    expect(outcomes.map(({ problem }) => problem?.code)).toEqual(['level', 'level'])
  })
})

describe('adding', () => {
  const magnet = { kind: 'magnet', uri: `magnet:?xt=urn:btih:${one}` } as const
  const file = { kind: 'file', name: 'film.torrent', content: 'ZGU=' } as const
  const url = { kind: 'url', url: 'https://example.org/a.torrent' } as const
  const quiet = { folder: null, paused: true }

  it('a magnet link gives its hash', async () => {
    daemon.scripts['core.add_torrent_magnet'] = () => one
    expect(await session.add(magnet, { folder: '/srv/new', paused: false })).toEqual({ hash: one, missed: [] })
    expect(daemon.calls('core.add_torrent_magnet')[0]?.args).toEqual([
      magnet.uri,
      { add_paused: false, download_location: '/srv/new' },
    ])
  })

  it('a file or an address leaves the folder to the daemon when none is given', async () => {
    daemon.scripts['core.add_torrent_file'] = () => one
    daemon.scripts['core.add_torrent_url'] = () => one
    await session.add(file, quiet)
    await session.add(url, quiet)
    expect(daemon.calls('core.add_torrent_file')[0]?.args).toEqual(['film.torrent', 'ZGU=', { add_paused: true }])
    expect(daemon.calls('core.add_torrent_url')[0]?.args).toEqual([url.url, { add_paused: true }])
  })

  it('what is there already names it', async () => {
    const said = `Torrent already in session (${one}).`
    daemon.scripts['core.add_torrent_file'] = () => new OutgoingRefusal('AddTorrentError', [said])
    await expect(session.add(file, quiet)).rejects.toMatchObject({
      code: 'remote',
      message: 'Attic already has this torrent.',
      details: { duplicate: one },
    })
  })

  it('without a hash in the answer is no success', async () => {
    daemon.scripts['core.add_torrent_file'] = () => null
    await expect(session.add(file, quiet)).rejects.toMatchObject({
      code: 'remote',
      message: 'Attic did not add film.torrent and gave no reason.',
    })
  })

  it.each([
    [
      'AddTorrentError',
      ['Unable to add torrent, decoding filedump failed: expected value'],
      'it is not a torrent file',
    ],
    ['AddTorrentError', ['Unable to add torrent to session: no such disk'], 'no such disk'],
    ['WrappedException', ['[Errno 28] No space left on device', 'OSError', 'tb'], 'No space left on device'],
  ])('a file that fails with %s %j says why', async (name, args, words) => {
    daemon.scripts['core.add_torrent_file'] = () => new OutgoingRefusal(name, args)
    await expect(session.add(file, quiet)).rejects.toMatchObject({
      code: 'remote',
      message: expect.stringMatching(new RegExp(`^Attic .*${words}`)) as string,
    })
  })

  it('a magnet link that cannot be read says so', async () => {
    const said = 'Unable to add magnet, invalid magnet info: magnet:?xt=x'
    daemon.scripts['core.add_torrent_magnet'] = () => new OutgoingRefusal('AddTorrentError', [said])
    await expect(session.add(magnet, quiet)).rejects.toMatchObject({ message: 'Attic could not read the magnet link.' })
  })

  it.each([
    ['WrappedException', ['404 Not Found', 'Error', 'tb'], 'the server answered 404 Not Found'],
    ['WrappedException', ['Connection was refused', 'ConnectionRefusedError', 'tb'], 'refused the connection'],
    ['WrappedException', ['DNS lookup failed: x.', 'DNSLookupError', 'tb'], 'no address for the host'],
    ['WrappedException', ["[<Failure SSL.Error: [('', '', 'certificate verify failed')]>]", 'X', 'tb'], 'certificate'],
    ['WrappedException', ['[<Failure twisted.web.error.InfiniteRedirection: 302>]', 'ResponseFailed'], 'without end'],
    ['WrappedException', ["'NoneType' object is not subscriptable", 'TypeError', 'tb'], 'no Content-Type'],
    ['WrappedException', ["can't concat", 'TypeError', 'tb'], 'not a torrent file'],
    ['WrappedException', ['[<Failure ConnectionDone>]', 'ResponseNeverReceived', 'tb'], 'broke off'],
    ['WrappedException', ['Quite new.', 'NewError', 'tb'], 'Quite new'],
    ['AddTorrentError', ['Unable to add torrent, decoding filedump failed: x'], 'not a torrent file'],
  ])('an address that fails with %s %j says why', async (name, args, words) => {
    daemon.scripts['core.add_torrent_url'] = () => new OutgoingRefusal(name, args)
    await expect(session.add(url, quiet)).rejects.toMatchObject({
      code: 'remote',
      message: expect.stringMatching(
        new RegExp(`^Attic could not add https://example.org/a.torrent: .*${words}.*\\.$`),
      ) as string,
    })
  })

  it('an address may take the daemon longer than other calls', async () => {
    daemon.scripts['core.add_torrent_url'] = () => silence
    let failed: unknown
    session.add(url, quiet).catch((error: unknown) => (failed = error))
    await until(() => daemon.calls('core.add_torrent_url').length === 1)
    clock.pass(60_000)
    await session.ping()
    expect(failed).toBeUndefined()
    clock.pass(30_000)
    await until(() => failed !== undefined)
    expect(failed).toMatchObject({ code: 'outcome-unknown' })
  })
})
