import { describe, expect, it } from 'vitest'
import type { LinkState, LinkStatus } from '../../../preload/contract/daemons.ts'
import type { Connection } from '../../../main/backend/backend.ts'
import { Link, linkTransitions } from '../../../main/core/daemons/link.ts'
import { Backoff } from '../../../main/lib/backoff.ts'
import { asFault, Fault } from '../../../main/lib/fault.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { ManualClock, settle } from './clock.ts'
import { FakeBackend, FakeConnection, refuse, target } from './fake-backend.ts'
import { said } from '../../said.ts'

const never = new Promise<never>(() => {})
const refused = new Fault('refused', said('Nothing listens there.'))
const badLogin = new Fault('bad-login', said('Wrong password.'))

function setUp(
  backend: FakeBackend,
  warm: (session: Connection) => Promise<void> = () => Promise.resolve(),
  to = target,
) {
  const clock = new ManualClock()
  const statuses: LinkStatus[] = []
  let lost = 0
  const link = new Link({
    backend,
    target: () => Promise.resolve(to),
    isKnown: () => to.identity !== null,
    warm,
    lost: () => (lost += 1),
    changed: (status) => statuses.push(status),
    latency: () => {},
    failed: (error) => link.fail(asFault(error)),
    clock,
    log: silentLog,
    backoff: new Backoff({ firstMs: 100, capMs: 1_000, factor: 2, jitter: 0 }),
  })
  const states = (): LinkState[] => statuses.map(({ state }) => state)
  return { link, clock, states, lost: () => lost }
}

describe('a link', () => {
  it('dials, greets, warms up and is live', async () => {
    const backend = new FakeBackend((_target, { onGreeting }) => {
      onGreeting?.()
      return Promise.resolve(new FakeConnection())
    })
    const { link, states } = setUp(backend)
    link.connect()
    await settle()
    expect(states()).toEqual(['dialling', 'greeting', 'warming', 'live'])
  })

  it('is not live before its first reading has ended', async () => {
    const { link } = setUp(new FakeBackend(() => Promise.resolve(new FakeConnection())), () => never)
    link.connect()
    await settle()
    expect(link.status.state).toBe('warming')
    expect(() => link.demand('nas')).toThrow('nas is not connected')
  })

  it('waits longer from try to try while nobody answers, and tells when the next one is', async () => {
    const backend = new FakeBackend(refuse(refused))
    const { link, clock } = setUp(backend)
    link.connect()
    await settle()
    expect(link.status).toMatchObject({ state: 'waiting', retryAt: clock.now() + 100, problem: { code: 'refused' } })
    await clock.advance(100)
    expect(backend.dials).toHaveLength(2)
    expect(link.status.retryAt).toBe(clock.now() + 200)
    await clock.advance(200)
    expect(link.status.retryAt).toBe(clock.now() + 400)
  })

  it('connects by itself when the daemon comes back', async () => {
    const backend = new FakeBackend(refuse(refused), () => Promise.resolve(new FakeConnection()))
    const { link, clock } = setUp(backend)
    link.connect()
    await clock.advance(100)
    expect(link.status.state).toBe('live')
  })

  it('tries a refused password once more, and stops when it is refused again', async () => {
    const backend = new FakeBackend(refuse(badLogin))
    const { link, clock } = setUp(backend)
    link.connect()
    await clock.advance(60_000)
    expect(backend.dials).toHaveLength(2)
    expect(link.status).toMatchObject({ state: 'refused', retryAt: null, problem: { code: 'bad-login' } })
  })

  it('stops at once at a changed certificate, and goes on when the person says so', async () => {
    const changed = new Fault('certificate-changed', said('The certificate changed.'))
    const backend = new FakeBackend(refuse(changed), () => Promise.resolve(new FakeConnection()))
    const { link, clock } = setUp(backend)
    link.connect()
    await clock.advance(60_000)
    expect(backend.dials).toHaveLength(1)
    expect(link.status.state).toBe('refused')
    link.connect()
    await settle()
    expect(link.status.state).toBe('live')
  })

  it('does not hear a connection that was made for an earlier try', async () => {
    let arrive = (_session: Connection): void => {}
    const late = new Promise<Connection>((resolve) => (arrive = resolve))
    const backend = new FakeBackend(
      () => late,
      () => Promise.resolve(new FakeConnection()),
    )
    const { link } = setUp(backend)
    link.connect()
    await settle()
    link.reconnect()
    await settle()
    const current = link.connection
    const old = new FakeConnection()
    arrive(old)
    await settle()
    expect(old.closed).toBe(true)
    expect(link.connection).toBe(current)
    expect(link.status.state).toBe('live')
  })

  it('is not live through a first reading that outlived its connection', async () => {
    const readings: (() => void)[] = []
    const backend = new FakeBackend(() => Promise.resolve(new FakeConnection()))
    const { link, states } = setUp(backend, () => new Promise((resolve) => readings.push(resolve)))
    link.connect()
    await settle()
    link.reconnect()
    await settle()
    expect(readings).toHaveLength(2)
    readings[0]?.()
    await settle()
    expect(link.status.state).toBe('warming')
    expect(states()).not.toContain('live')
    readings[1]?.()
    await settle()
    expect(link.status.state).toBe('live')
  })

  it('does not hear the end of a connection that it has given up already', async () => {
    const first = new FakeConnection()
    const backend = new FakeBackend(
      () => Promise.resolve(first),
      () => Promise.resolve(new FakeConnection()),
    )
    const { link, lost } = setUp(backend)
    link.connect()
    await settle()
    link.reconnect()
    await settle()
    first.break()
    expect(link.status.state).toBe('live')
    expect(lost()).toBe(1)
  })

  it('ends an attempt that is under way when it is disconnected', async () => {
    const backend = new FakeBackend(() => never)
    const { link } = setUp(backend)
    link.connect()
    await settle()
    link.disconnect()
    expect(backend.dials[0]?.options.signal.aborted).toBe(true)
    expect(link.status.state).toBe('off')
  })

  it('dials again after the connection broke, and says why it broke', async () => {
    const first = new FakeConnection()
    const backend = new FakeBackend(
      () => Promise.resolve(first),
      () => Promise.resolve(new FakeConnection()),
    )
    const { link, clock, lost } = setUp(backend)
    link.connect()
    await settle()
    first.break()
    expect(link.status).toMatchObject({ state: 'waiting', problem: { code: 'closed' } })
    expect(lost()).toBe(1)
    await clock.advance(100)
    expect(link.status.state).toBe('live')
  })

  it('is stale when the daemon falls silent, and live again when it answers', async () => {
    const session = new FakeConnection()
    const { link, clock } = setUp(new FakeBackend(() => Promise.resolve(session)))
    link.connect()
    await settle()
    session.onPing = () => never
    await clock.advance(15_000)
    expect(link.status).toMatchObject({ state: 'stale', problem: { code: 'timeout' } })
    session.onPing = () => Promise.resolve()
    await clock.advance(10_000)
    expect(link.status.state).toBe('live')
  })

  it('gives a silent daemon up at the second unanswered ping and dials anew', async () => {
    const silent = new FakeConnection()
    const backend = new FakeBackend(
      () => Promise.resolve(silent),
      () => Promise.resolve(new FakeConnection()),
    )
    const { link, clock } = setUp(backend)
    link.connect()
    await settle()
    silent.onPing = () => never
    await clock.advance(26_000)
    expect(silent.closed).toBe(true)
    expect(backend.dials).toHaveLength(2)
    expect(link.status.state).toBe('live')
  })

  it('waits no longer when the machine wakes up', async () => {
    const backend = new FakeBackend(refuse(refused), () => Promise.resolve(new FakeConnection()))
    const { link } = setUp(backend)
    link.connect()
    await settle()
    link.wake()
    await settle()
    expect(link.status.state).toBe('live')
  })

  it('is stale while readings fail although pings are answered, and dials anew at the third', async () => {
    const unread = new Fault('timeout', said('No answer.'))
    const backend = new FakeBackend(() => Promise.resolve(new FakeConnection()))
    const { link, clock } = setUp(backend)
    link.connect()
    await settle()
    link.doubt(unread)
    await clock.advance(11_000)
    expect(link.status).toMatchObject({ state: 'stale', problem: { code: 'timeout' } })
    link.doubt(null)
    expect(link.status.state).toBe('live')
    for (let i = 0; i < 3; i += 1) link.doubt(unread)
    await clock.advance(100)
    expect(backend.dials).toHaveLength(2)
    expect(link.status.state).toBe('live')
  })

  it('goes on trying a daemon that it knows, whatever that one says', async () => {
    const garbage = new Fault('not-a-daemon', said('That is not DelugeRPC.'))
    const known = new FakeBackend(refuse(garbage))
    const { link, clock } = setUp(known, () => Promise.resolve(), { ...target, identity: 'AA' })
    link.connect()
    await clock.advance(1_000)
    expect(known.dials.length).toBeGreaterThan(2)
    const stranger = new FakeBackend(refuse(garbage))
    const other = setUp(stranger)
    other.link.connect()
    await other.clock.advance(1_000)
    expect(stranger.dials).toHaveLength(1)
  })

  it('waits longer and longer for a daemon that sends nonsense, however often it is live in between', async () => {
    const nonsense = new Fault('protocol', said('nas sends what nobody can read.'))
    const sessions: FakeConnection[] = []
    const backend = new FakeBackend(() => {
      const session = new FakeConnection()
      sessions.push(session)
      return Promise.resolve(session)
    })
    const { link, clock } = setUp(backend)
    link.connect()
    await settle()
    const waits: number[] = []
    for (let time = 0; time < 10; time += 1) {
      expect(link.status.state).toBe('live')
      sessions.at(-1)?.break(nonsense)
      waits.push((link.status.retryAt ?? 0) - clock.now())
      await clock.advance(waits.at(-1) ?? 0)
      await settle()
    }
    for (const [time, wait] of waits.entries()) expect(wait).toBeGreaterThan(time < 6 ? 3_000 * 2 ** time : 190_000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000)
    await clock.advance(400_000)
    sessions.at(-1)?.break(nonsense)
    expect((link.status.retryAt ?? 0) - clock.now()).toBeLessThanOrEqual(5_000)
  })

  it('gives up on an account whose level cannot even list', async () => {
    const level = new Fault('level', said('Level 1 may see nothing.'))
    const backend = new FakeBackend(() => Promise.resolve(new FakeConnection()))
    const { link, clock } = setUp(backend, () => Promise.reject(level))
    link.connect()
    await clock.advance(60_000)
    expect(link.status).toMatchObject({ state: 'refused', problem: { code: 'level' } })
    expect(backend.dials).toHaveLength(1)
  })
})

describe('the table of link states', () => {
  it('leads from every state but off to off', () => {
    const others = Object.entries(linkTransitions).filter(([state]) => state !== 'off')
    for (const [, next] of others) expect(next).toContain('off')
  })
})
