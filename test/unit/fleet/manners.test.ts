import { afterEach, describe, expect, it } from 'vitest'
import { Fault } from '../../../main/lib/fault.ts'
import { FrameReader } from '../../../main/wire/deluge/frames.ts'
import { decode, isDict, type WireValue } from '../../../main/wire/deluge/rencode.ts'
import { openTls } from '../../../main/wire/tls.ts'
import type { Caller } from '../../fleet/caller.ts'
import type { FleetDaemon, Misbehaviour } from '../../fleet/daemon.ts'
import { eventually, idsOf, Stage, statuses } from './help.ts'

const stage = new Stage()
afterEach(() => stage.clear())

const faultOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no fault',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  )

/** What the app's own reader makes of the bytes that came after a point. */
function readAgain(caller: Caller, from: number): string {
  const reader = new FrameReader()
  try {
    for (const body of reader.push(Buffer.concat(caller.raw).subarray(from))) decode(body)
    return reader.pendingBytes > 0 ? 'waits for more' : 'reads it'
  } catch (error) {
    return error instanceof Fault ? error.code : String(error)
  }
}

const received = (caller: Caller): number => caller.raw.reduce((sum, { length }) => sum + length, 0)

describe('A daemon that answers badly', () => {
  const spoiled: [NonNullable<Misbehaviour['badBytes']>, string][] = [
    ['garbage', 'not-a-daemon'],
    ['broken-zlib', 'protocol'],
    ['broken-rencode', 'protocol'],
    ['oversize', 'too-large'],
    ['bomb', 'too-large'],
    ['deep', 'too-large'],
    ['half', 'waits for more'],
  ]
  for (const [badBytes, verdict] of spoiled) {
    it(`with ${badBytes} is found out by the app’s reader: ${verdict}`, async () => {
      const daemon = await stage.daemon()
      const caller = await stage.admin(daemon)
      const from = received(caller)
      await daemon.misbehave({ badBytes, badBytesFor: ['core.get_free_space'] })
      void caller.call('core.get_free_space').catch(() => {})
      await caller.until(() => received(caller) > from)
      if (badBytes === 'bomb') await caller.until(() => readAgain(caller, from) !== 'waits for more')
      expect(readAgain(caller, from)).toBe(verdict)
    })
  }

  it('spoils only the methods named, and none once it behaves again', async () => {
    const daemon = await stage.daemon({
      misbehaviour: { badBytes: 'broken-rencode', badBytesFor: ['daemon.get_version'] },
    })
    const caller = await stage.admin(daemon)
    expect(await caller.call('daemon.info')).toBe('2.2.0')
    await daemon.behave()
    expect(await caller.call('daemon.get_version')).toBe('2.2.0')
  })

  it('sends values of the wrong types in status answers alone', async () => {
    const daemon = await stage.daemon({ misbehaviour: { wrongTypes: true } })
    const caller = await stage.admin(daemon)
    expect(await idsOf(caller)).toHaveLength(20)
    await caller.call('core.get_torrents_status', [{}, ['name', 'state', 'progress', 'total_size']])
    const answer = (caller.messages.at(-1) as WireValue[])[2]
    expect(answer).toBeInstanceOf(Map)
    const entries = [...(answer as Map<WireValue, WireValue>)]
    expect(entries.some(([id]) => typeof id === 'number')).toBe(true)
    expect(entries.some(([, status]) => status === 'no status')).toBe(true)
    const named = entries.flatMap(([id, status]) => (typeof id === 'string' && isDict(status) ? [status] : []))
    expect(named.length).toBeGreaterThan(10)
    for (const status of named) {
      for (const key of ['progress', 'total_size']) expect(typeof status[key]).not.toBe('number')
      for (const key of ['name', 'state']) expect(typeof status[key]).not.toBe('string')
    }
  })

  it('calls torrents by hostile names, each of which arrives as it is', async () => {
    const daemon = await stage.daemon({ torrents: 300, misbehaviour: { hostileNames: true } })
    const caller = await stage.admin(daemon)
    const names = Object.values(await statuses(caller, ['name'])).map((status) => status['name'])
    expect(names.some((name) => typeof name === 'string' && name.includes('<script>'))).toBe(true)
    expect(names.some((name) => typeof name === 'string' && name.length > 100_000)).toBe(true)
    expect(names.some((name) => typeof name === 'string' && name.includes('\0'))).toBe(true)
    expect(names.some((name) => name instanceof Uint8Array)).toBe(true)
    expect(names).toContain('__proto__')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('answers twice, with strangers’ ids before, or with wrong ids', async () => {
    const daemon = await stage.daemon()
    const caller = await stage.admin(daemon)
    const heard = async (manners: Partial<Misbehaviour>, count: number): Promise<WireValue[]> => {
      await daemon.behave()
      await daemon.misbehave(manners)
      const from = caller.messages.length
      void caller.call('daemon.info').catch(() => {})
      await caller.until(() => caller.messages.length >= from + count)
      return caller.messages.slice(from)
    }
    const twice = await heard({ answersTwice: true }, 2)
    expect(twice[0]).toEqual(twice[1])
    expect(await heard({ strayAnswers: true }, 2)).toEqual([
      [1, 900_000_000, 'nobody asked'],
      [1, 3, '2.2.0'],
    ])
    expect(await heard({ wrongIds: true }, 1)).toEqual([[1, 900_000_004, '2.2.0']])
  })
})

describe('A daemon that does not answer', () => {
  /** Whether a call stays unanswered though a later one, made when all is well again, has its answer. */
  async function unanswered(daemon: FleetDaemon, caller: Caller, method: string): Promise<boolean> {
    const before = daemon.counters.callsOf(method)
    let answered = false
    caller.call(method).then(
      () => (answered = true),
      () => {},
    )
    await eventually(() => daemon.counters.callsOf(method) > before)
    await daemon.behave()
    await caller.call('core.is_session_paused')
    return !answered
  }

  it('is silent about some methods only, or about all', async () => {
    const daemon = await stage.daemon({ misbehaviour: { silent: ['core.get_free_space'] } })
    const caller = await stage.admin(daemon)
    expect(await unanswered(daemon, caller, 'core.get_free_space')).toBe(true)
    await daemon.misbehave({ silent: true })
    expect(await unanswered(daemon, caller, 'daemon.info')).toBe(true)
    expect(await unanswered(daemon, caller, 'daemon.info')).toBe(false)
  })

  it('does what it is asked and loses the answer', async () => {
    const daemon = await stage.daemon({ misbehaviour: { losesAnswers: ['core.pause_session'] } })
    const caller = await stage.admin(daemon)
    expect(await unanswered(daemon, caller, 'core.pause_session')).toBe(true)
    expect(daemon.engine.sessionPaused).toBe(true)
  })

  it('hangs after the login', async () => {
    const daemon = await stage.daemon({ misbehaviour: { hangAfterLogin: true } })
    const caller = await stage.admin(daemon)
    expect(await unanswered(daemon, caller, 'core.get_free_space')).toBe(true)
  })

  it('leaves the first calls of each connection unanswered', async () => {
    const daemon = await stage.daemon({ misbehaviour: { unansweredFirst: 2 } })
    const caller = await stage.guest(daemon)
    void caller.call('daemon.info').catch(() => {})
    void caller.login('admin', 'adminpass').catch(() => {})
    expect(await caller.call('daemon.info')).toBe('2.2.0')
    expect(caller.answered).toEqual([3])
  })

  it('keeps a half-open connection and serves what came meanwhile when it wakes', async () => {
    const daemon = await stage.daemon()
    const caller = await stage.admin(daemon)
    await caller.call('daemon.set_event_interest', [['TorrentStateChangedEvent']])
    await daemon.misbehave({ halfOpen: true })
    const answer = caller.call('daemon.info')
    const [torrent] = daemon.engine.all()
    daemon.engine.enter(torrent!, 'Error')
    const messages = caller.messages.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(caller.messages).toHaveLength(messages)
    expect(caller.socket.closed).toBe(false)
    await daemon.behave()
    expect(await answer).toBe('2.2.0')
    expect(caller.events).toHaveLength(1)
  })

  it('takes its time, for all calls or some', async () => {
    const daemon = await stage.daemon({ misbehaviour: { delayMs: { 'core.get_free_space': 80 } } })
    const caller = await stage.admin(daemon)
    caller.answered.length = 0
    await Promise.all(caller.batch([['core.get_free_space'], ['daemon.info']]))
    expect(caller.answered).toEqual([3, 2])
  })

  it('holds up everybody while it computes, as a real one does', async () => {
    const daemon = await stage.daemon({ torrents: 2000, misbehaviour: { holds: 1 } })
    const [a, b] = [await stage.admin(daemon), await stage.admin(daemon)]
    const answers = a.answered.length
    for (let i = 0; i < 5; i++) void a.call('core.get_filter_tree').catch(() => {})
    await eventually(() => daemon.counters.callsOf('core.get_filter_tree') === 5)
    await b.call('daemon.info')
    // The last tree and the answer behind it leave together, over different connections.
    expect(a.answered.length).toBeGreaterThanOrEqual(answers + 4)
  })
})

describe('A daemon that refuses', () => {
  const refusals: [NonNullable<Misbehaviour['refuseLogin']>, string][] = [
    ['password', 'BadLoginError'],
    ['user', 'BadLoginError'],
    ['level', 'NotAuthorizedError'],
    ['version', 'IncompatibleClient'],
    ['exception', 'WrappedException'],
  ]
  for (const [refuseLogin, exception] of refusals) {
    it(`the login for its ${refuseLogin} says ${exception}`, async () => {
      const caller = await stage.guest(await stage.daemon({ misbehaviour: { refuseLogin } }))
      await expect(caller.login('admin', 'adminpass')).rejects.toThrow(exception)
    })
  }

  it('shows the face of a web server, of something mute, or none at all', async () => {
    const daemon = await stage.daemon()
    const code = (): Promise<string> => faultOf(openTls({ host: daemon.host, port: daemon.port, timeoutMs: 300 }))
    await daemon.misbehave({ face: 'http' })
    expect(await code()).toBe('web-ui')
    await daemon.misbehave({ face: 'mute' })
    expect(await code()).toBe('timeout')
    await daemon.misbehave({ face: 'closed' })
    expect(await code()).toBe('refused')
    await daemon.behave()
    expect(await (await stage.guest(daemon)).call('daemon.info')).toBe('2.2.0')
  })

  it('answers a frame as a web server does behind TLS', async () => {
    const daemon = await stage.daemon({ misbehaviour: { face: 'https' } })
    const caller = await stage.guest(daemon)
    void caller.call('daemon.info').catch(() => {})
    await caller.ended
    expect(Buffer.concat(caller.raw).toString()).toMatch(/^HTTP\/1\.1 400 /)
    expect(readAgain(caller, 0)).toBe('not-a-daemon')
  })

  it('shows another certificate after it was changed, on the same port', async () => {
    const daemon = await stage.daemon()
    const before = (await stage.admin(daemon)).fingerprint
    const changed = await daemon.changeCertificate()
    expect(changed).not.toBe(before)
    expect((await stage.admin(daemon)).fingerprint).toBe(changed)
  })

  it('drops everybody when told to', async () => {
    const daemon = await stage.daemon()
    const callers = [await stage.admin(daemon), await stage.guest(daemon)]
    daemon.dropConnections()
    await Promise.all(callers.map((caller) => caller.ended))
  })
})

describe('A daemon that starts again', () => {
  it('says that it has no torrents, then tells of every one, then that the session has started', async () => {
    const daemon = await stage.daemon({ torrents: 500 })
    const before = await stage.admin(daemon)
    const [known] = await idsOf(before)
    daemon.beginRestart()
    await before.ended
    const caller = await stage.admin(daemon)
    await caller.call('daemon.set_event_interest', [
      ['TorrentStateChangedEvent', 'TorrentAddedEvent', 'SessionStartedEvent'],
    ])
    expect(await idsOf(caller)).toEqual([])
    expect(await statuses(caller, ['name'])).toEqual({})
    expect(await caller.call('core.get_torrent_status', [known!, ['name']])).toEqual({})
    daemon.finishRestart()
    await caller.eventNamed('SessionStartedEvent')
    expect(caller.events).toHaveLength(1001)
    expect(caller.events[0]?.name).toBe('TorrentStateChangedEvent')
    expect(caller.events[1]).toEqual({ name: 'TorrentAddedEvent', args: [known, true] })
    expect(caller.events.at(-1)?.name).toBe('SessionStartedEvent')
    expect(await idsOf(caller)).toHaveLength(500)
  })

  it('is deaf while it reads its list and serves afterwards what was asked', async () => {
    const daemon = await stage.daemon({ torrents: 5 })
    const restarted = daemon.restart({ downMs: 20, emptyMs: 150, deafMs: 60 })
    const caller = await stage.admin(await settled(daemon))
    expect(await idsOf(caller)).toEqual([])
    await restarted
    expect(await idsOf(caller)).toHaveLength(5)
  })

  /** Waits until the port takes connections again. */
  async function settled<T extends { host: string; port: number }>(daemon: T): Promise<T> {
    for (;;) {
      if ((await faultOf(openTls(daemon).then((channel) => channel.destroy()))) === 'no fault') return daemon
    }
  }
})

describe('A daemon that talks too much', () => {
  it('floods with events about torrents that it has', async () => {
    const daemon = await stage.daemon({ torrents: 5 })
    const caller = await stage.admin(daemon)
    await caller.call('daemon.set_event_interest', [['TorrentStateChangedEvent']])
    await daemon.misbehave({ floodPerSecond: 5000 })
    await caller.until(() => caller.events.length > 500)
    await daemon.behave()
    const ids = await idsOf(caller)
    for (const { args } of caller.events) expect(ids).toContain(args[0])
  })
})
