import { beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../../../preload/contract/errors.ts'
import { Daemons } from '../../../../renderer/data/daemons.svelte.ts'
import { HandBridge, makeDaemon } from './bridge.ts'

const noQueue: Problem = { code: 'incompatible', message: 'guest has no queue.', retry: 'never' }
const noMore: Problem = { code: 'level', message: 'This account on guest adds nothing.', retry: 'after-change' }

let bridge: HandBridge
let daemons: Daemons

beforeEach(() => {
  bridge = new HandBridge()
  daemons = new Daemons(bridge)
})

describe('whether a call to a daemon makes sense', () => {
  it('is said by the daemon, capability by capability, whatever its level', () => {
    bridge.say('daemons', [makeDaemon('guest0', { level: 0, cannot: { queue: noQueue, add: noMore } })])
    expect(daemons.mayCall('torrents.queue', 'guest0')).toBe(noQueue.message)
    expect(daemons.mayCall('torrents.add', 'guest0')).toBe(noMore.message)
    expect(daemons.mayCall('torrents.pause', 'guest0')).toBeNull()
    expect(daemons.mayCall('torrents.remove', 'guest0')).toBeNull()
  })

  it('is not asked of it for calls that need nothing of it', () => {
    bridge.say('daemons', [makeDaemon('guest0', { cannot: { 'list-all': noMore } })])
    expect(daemons.mayCall('torrents.resend', 'guest0')).toBeNull()
  })

  it('is a matter of its connection first', () => {
    const link = { state: 'stale', since: 0, problem: null, retryAt: null } as const
    bridge.say('daemons', [makeDaemon('guest0', { link, cannot: { queue: noQueue } })])
    expect(daemons.mayCall('torrents.queue', 'guest0')).toBe('guest is not connected.')
    bridge.say('daemons', [])
    expect(daemons.mayCall('torrents.queue', 'guest0')).toBe('Its daemon is not in the list any more.')
  })
})

describe('when the way to the core is lost', () => {
  const live = makeDaemon('nas0', { lastSeenAt: 1, downBytesPerSecond: 9 })
  const off = makeDaemon('off0', { link: { state: 'off', since: 0, problem: null, retryAt: null } })

  it('nothing counts as seen that nobody tells any more, since that moment', () => {
    bridge.say('daemons', [live, off])
    daemons.lose(5000)
    expect(daemons.list.map(({ link, lastSeenAt }) => [link.state, lastSeenAt])).toEqual([
      ['waiting', 5000],
      ['off', 0],
    ])
    expect(daemons.isStale('nas0')).toBe(true)
    expect(daemons.mayCall('torrents.pause', 'nas0')).toBe('The connection to Estuary is lost. Trying again…')
  })

  it('the next list says how they are', () => {
    bridge.say('daemons', [live])
    daemons.lose(5000)
    daemons.lose(9000)
    bridge.say('daemons', [live])
    expect(daemons.isLost).toBe(false)
    expect(daemons.mayCall('torrents.pause', 'nas0')).toBeNull()
  })
})
