import { describe, expect, it } from 'vitest'
import type { DaemonLimits, SpeedLimits } from '../../../preload/contract/limits.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { said } from '../../said.ts'
import { FakeBackend, FakeConnection } from './fake-backend.ts'
import { answering, nas, newPlace, open, torrent, type Window } from './house.ts'

const KiB = 1024
const own: SpeedLimits = { downBytesPerSecond: 700.25 * KiB, upBytesPerSecond: null }
const slow: SpeedLimits = { downBytesPerSecond: 50 * KiB, upBytesPerSecond: 10 * KiB }

function watch(window: Window): { readonly now: DaemonLimits } {
  let list: DaemonLimits[] = []
  window.listen('limits', {}, (item) => (list = item))
  return {
    get now() {
      const [first] = list
      if (!first) throw new Error('There is no daemon.')
      return first
    },
  }
}

async function house() {
  const session = new FakeConnection([torrent(1)])
  session.speed = own
  const backend = answering(session)
  const place = newPlace()
  const opened = await open(backend, place)
  const { id } = await opened.window.value('daemons.add', nas)
  await opened.clock.advance(200)
  return { ...opened, backend, session, id, limits: watch(opened.window) }
}

describe('the speed limits of a daemon', () => {
  it('are what it says, and stay true when somebody else changes them', async () => {
    const { clock, session, limits } = await house()
    expect(limits.now).toMatchObject({ now: own, isOn: false, waits: false, before: null })
    session.speed = slow
    session.say({ kind: 'limits' })
    await clock.advance(0)
    expect(limits.now.now).toEqual(slow)
  })

  it('are set on it', async () => {
    const { window, session, id, limits } = await house()
    expect(await window.value('limits.set', { daemons: [id], limits: slow })).toEqual([{ daemon: id, problem: null }])
    expect([session.speed, limits.now.now]).toEqual([slow, slow])
    expect(window.events.at(-1)).toMatchObject({ kind: 'acted', text: 'Changed the speed limits.' })
  })

  it('are set one by one: the other is what the daemon has by then, whatever was told of it', async () => {
    const { window, session, id } = await house()
    session.speed = { ...own, downBytesPerSecond: 716_800 }
    await window.value('limits.set', { daemons: [id], limits: { upBytesPerSecond: 92_160 } })
    expect(session.speed).toEqual({ downBytesPerSecond: 716_800, upBytesPerSecond: 92_160 })
  })

  it('fare by daemon, and say why where they cannot be set', async () => {
    const { window, session, id } = await house()
    const problem = { code: 'level', message: 'This account may not.', retry: 'after-change' } as const
    session.cannot = { limits: problem }
    expect(await window.value('limits.set', { daemons: [id, 'gone'], limits: slow })).toMatchObject([
      { daemon: id, problem: { code: 'level' } },
      { daemon: 'gone', problem: { code: 'not-found' } },
    ])
    expect(session.speed).toEqual(own)
  })
})

describe('the alternative limits', () => {
  it('are switched on, and off again exactly to what was there before', async () => {
    const { window, session, id, limits } = await house()
    await window.value('limits.setAlternative', { daemons: [id], limits: slow })
    expect(session.speed).toEqual(own)
    await window.value('limits.switch', { daemons: [id], on: true })
    expect(session.speed).toEqual(slow)
    expect(limits.now).toMatchObject({ isOn: true, waits: false, before: own, alternative: slow, now: slow })
    await window.value('limits.switch', { daemons: [id], on: false })
    expect(session.speed).toEqual(own)
    expect(limits.now).toMatchObject({ isOn: false, waits: false, before: null, now: own })
  })

  it('come back to what was there before also after another start', async () => {
    const { window, session, id, backend, place, close } = await house()
    await window.value('limits.switch', { daemons: [id], on: true })
    await close()
    const again = await open(backend, place)
    await again.clock.advance(500)
    await again.window.value('limits.switch', { daemons: [id], on: false })
    expect(session.speed).toEqual(own)
  })

  it('are changed on the daemon at once while they are on; the others are kept for later', async () => {
    const { window, session, id } = await house()
    await window.value('limits.switch', { daemons: [id], on: true })
    await window.value('limits.setAlternative', { daemons: [id], limits: slow })
    expect(session.speed).toEqual(slow)
    const later = { downBytesPerSecond: 9 * KiB, upBytesPerSecond: 9 * KiB }
    await window.value('limits.set', { daemons: [id], limits: later })
    expect(session.speed).toEqual(slow)
    await window.value('limits.switch', { daemons: [id], on: false })
    expect(session.speed).toEqual(later)
  })

  it('reach a daemon that was off when they were switched as soon as it is there, also after another start', async () => {
    const { window, session, id, place, close, limits, clock } = await house()
    const gone = new Fault('refused', said('Nothing listens there.'))
    const backend = new FakeBackend(() => Promise.reject(gone))
    await window.value('daemons.disconnect', { id })
    await clock.advance(100)
    expect(await window.value('limits.switch', { daemons: [id], on: true })).toEqual([{ daemon: id, problem: null }])
    expect(limits.now).toMatchObject({ isOn: true, waits: true })
    expect(session.speed).toEqual(own)
    await close()
    const again = await open(backend, place)
    const later = watch(again.window)
    expect(later.now).toMatchObject({ isOn: true, waits: true })
    backend.script = [() => Promise.resolve(session)]
    await again.window.value('daemons.connect', { id })
    await again.clock.advance(500)
    expect(later.now).toMatchObject({ isOn: true, waits: false, before: own })
    expect(session.speed).not.toEqual(own)
    await again.window.value('limits.switch', { daemons: [id], on: false })
    expect(session.speed).toEqual(own)
  })

  it('are applied again where the program ended before the daemon answered, without losing what was before', async () => {
    const { window, clock, session, id, backend, place, close } = await house()
    const { setLimits } = session
    session.setLimits = () => new Promise(() => {})
    void window.call('limits.switch', { daemons: [id], on: true })
    await clock.advance(10)
    session.speed = slow
    session.setLimits = setLimits
    await close()
    const again = await open(backend, place)
    await again.clock.advance(500)
    await again.window.value('limits.switch', { daemons: [id], on: false })
    expect(session.speed).toEqual(own)
  })

  it('are not on where the daemon refuses them', async () => {
    const { window, session, id, limits } = await house()
    session.setLimits = () => Promise.reject(new Fault('remote', said('No.')))
    expect(await window.value('limits.switch', { daemons: [id], on: true })).toMatchObject([
      { problem: { message: 'No.' } },
    ])
    expect(limits.now).toMatchObject({ isOn: false, waits: false })
  })
})
