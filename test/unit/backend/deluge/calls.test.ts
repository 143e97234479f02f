import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Following } from '../../../../main/backend/backend.ts'
import { nonsense } from '../../../../main/lib/bounds.ts'
import type { Fault } from '../../../../main/lib/fault.ts'
import { frameOf } from '../../../../main/wire/deluge/frames.ts'
import { encodeResponse } from '../../../../main/wire/deluge/messages.ts'
import { dialTo, HandClock, hashNumber, OutgoingRefusal, ScriptedDaemon, silence, until } from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
let clock: HandClock

beforeEach(async () => {
  daemon = await ScriptedDaemon.start()
  clock = new HandClock()
  session = await dialTo(daemon, { clock })
  await session.hashes()
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

const one = hashNumber(1)
const two = hashNumber(2)
/** Enough to be asked for with the list's call; a few are asked for one by one. */
const many = Array.from({ length: 12 }, (_, n) => hashNumber(n + 1))
const statusOf = (name: string) => ({ [name === 'one' ? one : two]: { name } })

/** Leaves a method's calls to the test: they are answered through daemon.calls(method). */
function hold(...methods: string[]): void {
  for (const method of methods) daemon.scripts[method] = () => silence
}

describe('calls and answers', () => {
  it('find each other in whatever order the answers come', async () => {
    hold('core.get_torrents_status')
    const first = session.read(many, 'first')
    const second = session.read([...many].reverse(), 'first')
    const ping = session.ping()
    await until(() => daemon.calls('core.get_torrents_status').length === 2)
    const [askedFirst, askedSecond] = daemon.calls('core.get_torrents_status')
    askedSecond?.answer(statusOf('two'))
    askedFirst?.answer(statusOf('one'))
    await ping
    expect((await first).get(one)?.name).toBe('one')
    expect((await second).get(two)?.name).toBe('two')
  })

  it('that are made together leave in one message', async () => {
    daemon.scripts['core.get_torrents_status'] = () => ({})
    await Promise.all([session.ping(), session.read(many, 'moving'), session.hashes()])
    const last = daemon.heard.slice(-3)
    expect(new Set(last.map(({ message }) => message)).size).toBe(1)
  })

  it('that are made one after the other leave one after the other', async () => {
    await session.ping()
    await session.ping()
    const [before, after] = daemon.heard.slice(-2)
    expect(after?.message).toBe((before?.message ?? 0) + 1)
  })

  it('have a deadline, after which the answer is ignored', async () => {
    hold('core.get_session_state')
    const before = daemon.calls('core.get_session_state').length
    const late = expect(session.hashes()).rejects.toMatchObject({
      code: 'timeout',
      retry: 'later',
      message: 'Attic did not answer within 20\u00a0s.',
    })
    await until(() => daemon.calls('core.get_session_state').length > before)
    clock.pass(20_000)
    await late
    daemon.calls('core.get_session_state').at(-1)?.answer([one])
    await session.ping()
    daemon.scripts['core.get_session_state'] = () => [two]
    expect(await session.hashes()).toEqual([two])
  })

  it('with an id that nobody asked are ignored', async () => {
    daemon.send(encodeResponse(987_654, 'what?'))
    daemon.send(encodeResponse(-1, null))
    await session.ping()
  })

  it('of an unknown form are ignored', async () => {
    for (const odd of [[], [1], [7, 1, 2], 'text', { a: 1 }, [1, 'id', 2], [3, 'Event'], [2, 1]]) daemon.send(odd)
    await session.ping()
  })
})

describe('a connection', () => {
  it('goes on behind one body that cannot be read', async () => {
    daemon.sendBytes(frameOf(new Uint8Array([45])))
    await session.ping()
  })

  it('ends after many bodies that cannot be read, whatever comes between them', async () => {
    const closed = new Promise((resolve) => session.onClose(resolve))
    for (let count = 0; count < nonsense.messages; count += 1) daemon.sendBytes(frameOf(new Uint8Array([45])))
    await session.ping()
    daemon.send('no message, either')
    expect(await closed).toMatchObject({ code: 'protocol', details: { nonsense: nonsense.messages + 1 } })
  })

  it('forgets bodies that could not be read as time goes by', async () => {
    for (let minute = 0; minute < 4; minute += 1) {
      for (let count = 0; count < nonsense.messages; count += 1) daemon.sendBytes(frameOf(new Uint8Array([45])))
      await session.ping()
      clock.pass(2 * nonsense.withinMs)
    }
    await session.ping()
  })

  it('ends when the framing is lost', async () => {
    daemon.scripts['daemon.info'] = () => silence
    const closed = new Promise((resolve) => session.onClose(resolve))
    const ping = expect(session.ping()).rejects.toMatchObject({ code: 'protocol' })
    await until(() => daemon.calls('daemon.info').length === 2)
    daemon.sendBytes(new Uint8Array([9, 9, 9, 9, 9, 9]))
    expect(await closed).toMatchObject({ code: 'protocol', retry: 'later' })
    await ping
    await until(() => daemon.sockets.size === 0)
  })

  it('that the daemon ends fails reads with "closed" and leaves the outcome of changes unknown', async () => {
    hold('core.get_torrents_status', 'core.pause_torrent', 'core.add_torrent_magnet')
    const read = expect(session.read(many, 'first')).rejects.toMatchObject({ code: 'closed' })
    const acted = session.act('pause', [one])
    const added = expect(
      session.add({ kind: 'magnet', uri: 'magnet:?xt=urn:btih:1' }, { folder: null, paused: true }),
    ).rejects.toMatchObject({ code: 'outcome-unknown' })
    const closed = new Promise<Fault | undefined>((resolve) => session.onClose(resolve))
    await until(() => daemon.calls('core.add_torrent_magnet').length === 1)
    daemon.hangUp()
    await read
    await added
    expect((await acted)[0]?.problem).toMatchObject({ code: 'outcome-unknown', retry: 'never' })
    expect(await closed).toMatchObject({ code: 'closed', message: expect.stringContaining('Attic') as string })
  })

  it('that is over refuses further calls at once', async () => {
    const closed = new Promise((resolve) => session.onClose(resolve))
    daemon.hangUp()
    await closed
    await expect(session.ping()).rejects.toMatchObject({ code: 'closed' })
    expect((await session.act('pause', [one]))[0]?.problem?.code).toBe('closed')
  })

  it('that we close is told as such, once, also to who listens late', async () => {
    const told: unknown[] = []
    session.onClose((why) => told.push(why))
    session.close()
    session.close()
    await until(() => told.length > 0)
    expect(told).toEqual([undefined])
    const late = new Promise((resolve) => session.onClose(resolve))
    expect(await late).toBeUndefined()
    await until(() => daemon.sockets.size === 0)
  })
})

describe('an answer of the wrong shape', () => {
  it.each([['a text'], [7], [null], [[1]]])('in place of the torrents (%j) is a fault of the protocol', async (odd) => {
    daemon.scripts['core.get_torrents_status'] = () => odd
    await expect(session.read(many, 'first')).rejects.toMatchObject({ code: 'protocol' })
  })

  it.each([['a text'], [7], [null], [{ a: 1 }]])(
    'in place of the list (%j) is a fault of the protocol',
    async (odd) => {
      daemon.scripts['core.get_session_state'] = () => odd
      await expect(session.hashes()).rejects.toMatchObject({ code: 'protocol' })
    },
  )

  it('for one torrent costs that torrent alone', async () => {
    daemon.scripts['core.get_torrents_status'] = () => ({
      [one]: { name: 'one' },
      [two]: 'nonsense',
      'no hash': { name: 'x' },
      [hashNumber(3)]: {} as { name: string },
    })
    const rows = await session.read(many, 'first')
    expect([...rows.keys()]).toEqual([one])
  })

  it('in the list costs that item alone', async () => {
    daemon.scripts['core.get_session_state'] = () => [one, 7, 'x', null, one.toUpperCase().replace('1', 'F'), one, two]
    expect(await session.hashes()).toEqual([one, two])
  })
})

describe('reading', () => {
  it('asks by id and never with an empty list of keys or ids', async () => {
    daemon.scripts['core.get_torrents_status'] = () => ({})
    for (const group of ['first', 'rest', 'moving'] as const) await session.read(many, group)
    await session.read([], 'first')
    const calls = daemon.calls('core.get_torrents_status')
    expect(calls).toHaveLength(3)
    for (const { args } of calls) {
      expect(args[0]).toEqual({ id: many })
      expect((args[1] as unknown[]).length).toBeGreaterThan(10)
      expect(args).toHaveLength(2)
    }
  })

  it('asks for a few torrents one by one, in one message', async () => {
    daemon.scripts['core.get_torrent_status'] = ({ args: [hash] }) => new Map(hash === two ? [] : [['name', 'one']])
    const rows = await session.read([one, two], 'first')
    expect([...rows.keys()]).toEqual([one])
    const asked = daemon.calls('core.get_torrent_status')
    expect(asked.map(({ args }) => args[0])).toEqual([one, two])
    expect(new Set(asked.map(({ message }) => message)).size).toBe(1)
  })

  it('of the overview takes what can be had', async () => {
    daemon.scripts['core.get_free_space'] = () => 5_000_000_000_000
    daemon.scripts['core.get_config_values'] = () => ({ download_location: '/srv/torrents' })
    const known = { freeBytes: 5_000_000_000_000, folder: '/srv/torrents', isFolderMissing: false }
    expect(await session.overview()).toEqual(known)
    const [space, config] = daemon.heard.slice(-2)
    expect(space?.message).toBe(config?.message)
    daemon.scripts['core.get_free_space'] = () => -1
    daemon.scripts['core.get_config_values'] = () => ({ download_location: null })
    expect(await session.overview()).toEqual({ freeBytes: null, folder: null, isFolderMissing: false })
    daemon.scripts['core.get_free_space'] = () => new OutgoingRefusal('InvalidPathError', ['/srv/torrents is invalid'])
    daemon.scripts['core.get_config_values'] = () => ({ download_location: '/srv/torrents' })
    expect(await session.overview()).toEqual({ freeBytes: null, folder: '/srv/torrents', isFolderMissing: false })
  })

  it.each([
    ['/srv/torrents/new/', '/srv', ['/srv/torrents', '/srv']],
    ['/new', '/', ['/']],
    ['D:\\films\\new', 'D:\\', ['D:\\films', 'D:\\']],
  ])('of the overview tells the space of the nearest folder above %s that is there', async (folder, there, wanted) => {
    const asked: unknown[] = []
    daemon.scripts['core.get_free_space'] = ({ args }) => {
      if (args.length > 0) asked.push(args[0])
      return args[0] === there ? 7_000 : -1
    }
    daemon.scripts['core.get_config_values'] = () => ({ download_location: folder })
    expect(await session.overview()).toEqual({ freeBytes: 7_000, folder, isFolderMissing: true })
    expect(asked).toEqual(wanted)
  })
})
