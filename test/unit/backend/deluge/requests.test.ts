import { describe, expect, it } from 'vitest'
import { deluge2 } from '../../../../main/backend/deluge/generation.ts'
import { Requests } from '../../../../main/backend/deluge/requests.ts'
import { turn } from '../../../../main/lib/bounds.ts'
import { silentLog } from '../../../../main/lib/log.ts'
import type { Turns } from '../../../../main/lib/turns.ts'
import type { Channel } from '../../../../main/wire/channel.ts'
import { writeFrame } from '../../../../main/wire/deluge/frames.ts'
import { encodeEvent } from '../../../../main/wire/deluge/messages.ts'

/** Turns that the test gives. */
class GivenTurns implements Turns {
  readonly waiting: (() => void)[] = []
  next(run: () => void): void {
    this.waiting.push(run)
  }
  give(): void {
    this.waiting.shift()?.()
  }
}

function setUp() {
  let take: (bytes: Uint8Array) => void = () => {}
  const channel = {
    peer: 'nas:1',
    closed: false,
    backlogBytes: 0,
    bytesRead: 0,
    bytesWritten: 0,
    isPaused: false,
    write: () => true,
    onData: (listener: (bytes: Uint8Array) => void) => (take = listener),
    onClose: () => {},
    onDrain: () => {},
    pause: () => (channel.isPaused = true),
    resume: () => (channel.isPaused = false),
    close: () => {},
    destroy: () => {},
  }
  const turns = new GivenTurns()
  const heard: string[] = []
  const options = { daemon: 'Nas', generation: deluge2, log: silentLog, turns, onEnd: () => {} }
  const requests = new Requests(channel satisfies Channel, { ...options, onEvent: (name) => heard.push(name) })
  return { channel, turns, heard, requests, take: (bytes: Uint8Array) => take(bytes) }
}

describe('a connection', () => {
  it('works through so many messages in a turn, and lets the other side wait meanwhile', () => {
    const { channel, turns, heard, take } = setUp()
    const count = 3 * turn.messages + 10
    take(Buffer.concat(Array.from({ length: count }, (_, n) => writeFrame(encodeEvent(`Event${n}`, [])))))
    const perTurn = [heard.length]
    while (turns.waiting.length > 0) {
      expect(channel.isPaused).toBe(true)
      expect(turns.waiting).toHaveLength(1)
      turns.give()
      perTurn.push(heard.length)
    }
    expect(perTurn).toEqual([100, 200, 300, count])
    expect(channel.isPaused).toBe(false)
    expect(heard).toEqual(Array.from({ length: count }, (_, n) => `Event${n}`))
  })

  it('keeps the order when more comes while it waits for its turn', () => {
    const { turns, heard, take } = setUp()
    for (let part = 0; part < 3; part += 1) {
      take(Buffer.concat(Array.from({ length: 150 }, (_, n) => writeFrame(encodeEvent(`Event${part * 150 + n}`, [])))))
    }
    expect(heard).toHaveLength(turn.messages)
    while (turns.waiting.length > 0) turns.give()
    expect(heard).toEqual(Array.from({ length: 450 }, (_, n) => `Event${n}`))
  })

  it('that has ended does nothing with the turn that it waited for', () => {
    const { turns, heard, take, requests } = setUp()
    take(Buffer.concat(Array.from({ length: 250 }, () => writeFrame(encodeEvent('Event', [])))))
    requests.close()
    turns.give()
    expect(heard).toHaveLength(turn.messages)
    expect(turns.waiting).toEqual([])
  })
})
