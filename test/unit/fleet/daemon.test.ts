import { deflateSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { Fault } from '../../../main/lib/fault.ts'
import { openTls } from '../../../main/wire/tls.ts'
import { idsOf, Stage, statuses } from './help.ts'

const stage = new Stage()
afterEach(() => stage.clear())

describe('A simulated daemon’s answers', () => {
  it('overtake that to get_torrents_status, whatever the order of the calls in one message', async () => {
    const caller = await stage.admin(await stage.daemon())
    caller.answered.length = 0
    await Promise.all(
      caller.batch([['core.get_torrents_status', [{}, ['name']]], ['daemon.info'], ['core.get_free_space']]),
    )
    const [status, info, space] = [...caller.answered].sort((a, b) => a - b)
    expect(caller.answered).toEqual([info, space, status])
  })

  it('to keys=None never come, and later calls on that connection are well', async () => {
    const caller = await stage.admin(await stage.daemon())
    const before = caller.answered.length
    caller.send([['never', 'core.get_torrents_status', [{}, null], {}]])
    await statuses(caller, ['name'])
    await caller.call('daemon.info')
    expect(caller.answered).toHaveLength(before + 2)
    expect(caller.messages.some((message) => (message as unknown[])[1] === 'never')).toBe(false)
  })

  it('skip malformed calls and serve the rest of the message', async () => {
    const caller = await stage.admin(await stage.daemon())
    caller.send([[1000, 'daemon.info'], 'nonsense', [1001, 'daemon.info', [], {}]])
    await caller.until(() => caller.answered.includes(1001))
    expect(caller.answered).not.toContain(1000)
  })

  it('stay away for garbage, and the next good frame is served', async () => {
    const caller = await stage.admin(await stage.daemon())
    const bad = deflateSync(Buffer.from([45, 45]))
    caller.socket.write(Buffer.concat([Buffer.from([1, 0, 0, 0, bad.length]), bad]))
    caller.socket.write(Buffer.from([1, 0, 0, 0, 3, 9, 9, 9]))
    caller.send({ not: 'a list' })
    caller.send([[5000, 'daemon.info', [], { name: Uint8Array.of(0xff) }]])
    expect(await caller.call('daemon.info')).toBe('2.2.0')
    expect(caller.answered).not.toContain(5000)
  })

  it('come to a frame that arrives one byte at a time', async () => {
    const daemon = await stage.daemon()
    const caller = await stage.guest(daemon)
    const body = deflateSync(Buffer.from('c1c4008b6461656d6f6e2e696e666fc066', 'hex'))
    const frame = Buffer.concat([Buffer.from([1, 0, 0, 0, body.length]), body])
    for (const byte of frame) caller.socket.write(Buffer.from([byte]))
    await caller.until(() => caller.messages.length > 0)
    expect(caller.messages).toEqual([[1, 0, '2.2.0']])
  })
})

describe('Logging in to a simulated daemon', () => {
  it('works again after a refusal, and a second login replaces the first', async () => {
    const caller = await stage.guest(await stage.daemon())
    await expect(caller.login('admin', 'wrong')).rejects.toThrow('Password does not match')
    expect(await caller.login('admin', 'adminpass')).toBe(10)
    expect(await caller.login('reader', 'readerpass')).toBe(1)
    await expect(caller.call('core.get_session_state')).rejects.toThrow('NotAuthorizedError')
  })

  it('with an account of level 0 is answered and ends the connection', async () => {
    const caller = await stage.guest(await stage.daemon())
    expect(await caller.login('none', 'nonepass')).toBe(0)
    await caller.ended
  })

  it('below level 10 shows one’s own and shared torrents only, but events and single reads of all', async () => {
    const daemon = await stage.daemon({ torrents: 60 })
    const normal = await stage.as(daemon, 'normal')
    const mine = await idsOf(normal)
    const all = daemon.engine.all()
    expect(mine).toEqual(all.filter(({ options }) => options.owner === 'normal' || options.shared).map(({ id }) => id))
    const foreign = all.find(({ id }) => !mine.includes(id))!
    expect(Object.keys(await statuses(normal, ['name']))).toEqual(mine)
    expect(await normal.call('core.get_torrent_status', [foreign.id, ['name']])).toEqual({ name: foreign.name })
    const tree = (await normal.call('core.get_filter_tree')) as Record<string, [string, number][]>
    expect(tree['state']?.[0]).toEqual(['All', mine.length])
    await normal.call('daemon.set_event_interest', [['TorrentStateChangedEvent']])
    daemon.engine.enter(foreign, 'Error')
    await normal.eventNamed('TorrentStateChangedEvent')
    expect(normal.events[0]?.args[0]).toBe(foreign.id)
  })
})

describe('diff=True of a simulated daemon', () => {
  const keys = ['state', 'name']

  it('keeps every id, with {} where nothing changed', async () => {
    const daemon = await stage.daemon({ torrents: 3 })
    const caller = await stage.admin(daemon)
    const [a, b, c] = await idsOf(caller)
    await statuses(caller, keys, true)
    daemon.engine.enter(daemon.engine.get(b!)!, 'Error')
    expect(await statuses(caller, keys, true)).toEqual({ [a!]: {}, [b!]: { state: 'Error' }, [c!]: {} })
  })

  it('always repeats the label', async () => {
    const caller = await stage.admin(await stage.daemon({ torrents: 1 }))
    await statuses(caller, ['name', 'label'], true)
    const [again] = Object.values(await statuses(caller, ['name', 'label'], true))
    expect(Object.keys(again!)).toEqual(['label'])
  })

  it('loses a change to another client that calls while the answer is made', async () => {
    const daemon = await stage.daemon({ torrents: 1, statusDelayMs: 60 })
    const [a, b] = [await stage.admin(daemon), await stage.admin(daemon)]
    await statuses(a, keys, true)
    await statuses(b, keys, true)
    const torrent = daemon.engine.all()[0]!
    daemon.engine.enter(torrent, 'Error')
    await statuses(b, keys, true)
    const answer = statuses(a, keys, true)
    await b.call('daemon.info')
    expect(await answer).toEqual({ [torrent.id]: {} })
  })
})

describe('A simulated daemon', () => {
  it('shows a certificate without names that the app’s own channel pins', async () => {
    const daemon = await stage.daemon()
    const channel = await openTls({ host: daemon.host, port: daemon.port })
    expect(channel.certificate.fingerprint).toBe(daemon.fingerprint)
    expect(channel.certificate.subject).toBe('CN=Deluge Daemon')
    channel.close()
  })

  it('answers daemon.shutdown with null, ends every connection and listens no more', async () => {
    const daemon = await stage.daemon()
    const [a, b] = [await stage.admin(daemon), await stage.admin(daemon)]
    expect(await a.call('daemon.shutdown')).toBe(null)
    await Promise.all([a.ended, b.ended])
    await expect(openTls({ host: daemon.host, port: daemon.port })).rejects.toSatisfy(
      (error) => error instanceof Fault && error.code === 'refused',
    )
  })

  it('counts calls, bytes, logins and the longest time a real daemon would have been held', async () => {
    const daemon = await stage.daemon({ torrents: 500 })
    const caller = await stage.admin(daemon)
    const ids = await idsOf(caller)
    await caller.call('core.get_torrents_status', [{ id: ids.slice(0, 50) }, ['name', 'state']])
    const { counters } = daemon
    expect(counters.longestHoldMs).toBeLessThan(10)
    await caller.call('core.get_torrents_status', [{}, []])
    expect(counters.longestHoldMs).toBeGreaterThan(100)
    expect(counters.longestHoldMethod).toBe('core.get_torrents_status')
    expect(counters.callsOf('core.get_torrents_status')).toBe(2)
    expect(counters.totalCalls).toBe(4)
    expect(counters.logins).toBe(1)
    expect(counters.bytesIn).toBeGreaterThan(1000)
    expect(counters.bytesOut).toBe(caller.raw.reduce((sum, { length }) => sum + length, 0))
  })

  it('lets a magnet that was added learn its size, load and finish', async () => {
    const daemon = await stage.daemon({ torrents: 0, activity: 'calm' })
    const caller = await stage.admin(daemon)
    await caller.call('daemon.set_event_interest', [['TorrentFinishedEvent']])
    const id = '12'.repeat(20)
    await caller.call('core.add_torrent_magnet', [`magnet:?xt=urn:btih:${id}&dn=Sea`, {}])
    const torrent = daemon.engine.get(id)!
    for (let i = 0; i < 10 && !torrent.hasMetadata; i++) daemon.tick(1000)
    expect(torrent.sizeBytes).toBeGreaterThan(0)
    for (let i = 0; i < 5000 && !torrent.finished; i++) daemon.tick(60_000)
    const finished = await caller.eventNamed('TorrentFinishedEvent')
    expect(finished.args).toEqual([id])
    expect(await caller.call('core.get_torrent_status', [id, ['state', 'is_finished', 'queue']])).toEqual({
      state: 'Seeding',
      is_finished: true,
      queue: -1,
    })
  })

  it('moves a torrent’s folder after a while, without an event of its own', async () => {
    const daemon = await stage.daemon({ torrents: 3 })
    const caller = await stage.admin(daemon)
    await caller.call('daemon.set_event_interest', [['TorrentStorageMovedEvent']])
    const [id] = await idsOf(caller)
    expect(await caller.call('core.move_storage', [[id!], '/srv/elsewhere'])).toBe(null)
    const where = async (): Promise<unknown> => caller.call('core.get_torrent_status', [id!, ['download_location']])
    expect(await where()).not.toEqual({ download_location: '/srv/elsewhere' })
    for (let i = 0; i < 5; i++) daemon.tick(1000)
    expect(await where()).toEqual({ download_location: '/srv/elsewhere' })
    expect(caller.events).toEqual([])
  })
})
