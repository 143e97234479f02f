import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Signal, Following } from '../../../../main/backend/backend.ts'
import { toSignal } from '../../../../main/backend/deluge/signals.ts'
import type { WireValue } from '../../../../main/wire/deluge/rencode.ts'
import { dialTo, HandClock, hashNumber, ScriptedDaemon, silence, until } from './scripted.ts'

const one = hashNumber(1)
const two = hashNumber(2)

describe('an event', () => {
  it.each<[string, WireValue[], Signal]>([
    ['TorrentAddedEvent', [one, false], { kind: 'added', hash: one, restored: false }],
    ['TorrentAddedEvent', [one, true], { kind: 'added', hash: one, restored: true }],
    ['TorrentRemovedEvent', [one], { kind: 'removed', hash: one }],
    ['TorrentStateChangedEvent', [one, 'Seeding'], { kind: 'changed', patch: { hash: one, state: 'seeding' } }],
    [
      'TorrentTrackerStatusEvent',
      [one, 'Error: timed out'],
      { kind: 'changed', patch: { hash: one, trackerState: 'error', trackerStatus: 'Error: timed out' } },
    ],
    ['TorrentFinishedEvent', [one], { kind: 'finished', hash: one }],
    ['TorrentResumedEvent', [one], { kind: 'touched', hash: one }],
    ['TorrentFolderRenamedEvent', [one, 'a', 'b/'], { kind: 'touched', hash: one }],
    ['TorrentQueueChangedEvent', [], { kind: 'requeued' }],
    ['SessionStartedEvent', [], { kind: 'ready' }],
  ])('%s %j is told in our words', (name, args, notice) => {
    expect(toSignal(name, args)).toEqual(notice)
  })

  it.each<[string, WireValue[]]>([
    ['SomePluginEvent', [one]],
    ['constructor', []],
    ['TorrentAddedEvent', []],
    ['TorrentAddedEvent', [7, true]],
    ['TorrentRemovedEvent', ['../etc']],
    ['TorrentStateChangedEvent', [null, 'Seeding']],
    ['CreateTorrentProgressEvent', [1, 2]],
  ])('%s %j is nothing to us', (name, args) => {
    expect(toSignal(name, args)).toBeUndefined()
  })
})

describe('notices', () => {
  let daemon: ScriptedDaemon
  let session: Following
  let notices: Signal[]
  const kinds = (): string[] => notices.map(({ kind }) => kind)

  async function connect(level: number, clock = new HandClock()): Promise<void> {
    daemon.scripts['daemon.login'] = () => level
    session = await dialTo(daemon, { clock })
    session.onSignal((notice) => notices.push(notice))
  }

  beforeEach(async () => {
    daemon = await ScriptedDaemon.start()
    notices = []
  })
  afterEach(async () => {
    session.close()
    await daemon.stop()
  })

  it('that come before anybody listens are kept, in order', async () => {
    daemon.scripts['daemon.set_event_interest'] = (call) => {
      daemon.sendEvent('TorrentAddedEvent', one, true)
      call.answer(true)
      daemon.sendEvent('SessionStartedEvent')
      return silence
    }
    session = await dialTo(daemon)
    await session.ping()
    session.onSignal((notice) => notices.push(notice))
    expect(kinds()).toEqual(['added', 'ready'])
  })

  it('come at once to an administrator', async () => {
    await connect(10)
    daemon.sendEvent('TorrentAddedEvent', one, false)
    daemon.sendEvent('TorrentStateChangedEvent', one, 'Downloading')
    daemon.sendEvent('TorrentRemovedEvent', one)
    await until(() => notices.length === 3)
    expect(kinds()).toEqual(['added', 'changed', 'removed'])
    expect(daemon.calls('core.get_session_state')).toHaveLength(1)
  })

  it('of any torrent come to an ordinary account until its list was read: nothing is known to be foreign', async () => {
    await connect(5)
    daemon.sendEvent('TorrentFinishedEvent', one)
    await until(() => notices.length > 0)
    expect(notices).toEqual([{ kind: 'finished', hash: one }])
  })

  it('of other people’s torrents are kept from an ordinary account', async () => {
    daemon.scripts['core.get_session_state'] = () => [one]
    await connect(5)
    await session.hashes()
    daemon.sendEvent('TorrentAddedEvent', two, false)
    for (const event of ['TorrentFinishedEvent', 'TorrentResumedEvent', 'TorrentRemovedEvent'])
      daemon.sendEvent(event, two)
    daemon.sendEvent('TorrentFinishedEvent', one)
    daemon.sendEvent('TorrentAddedEvent', hashNumber(3), false)
    daemon.sendEvent('TorrentQueueChangedEvent')
    await until(() => notices.length === 2)
    expect(notices).toEqual([{ kind: 'finished', hash: one }, { kind: 'requeued' }])
    // The confirmation for both was asked and answered without a word of them.
    await until(() => daemon.calls('core.get_session_state').length === 2)
    await session.ping()
    expect(notices).toHaveLength(2)
  })

  it('of an own new torrent come once the daemon’s list confirms it, many with one question', async () => {
    const clock = new HandClock()
    await connect(5, clock)
    await session.hashes()
    daemon.scripts['core.get_session_state'] = () => [one, two]
    daemon.sendEvent('TorrentAddedEvent', one, false)
    await until(() => notices.length === 1)
    const asked = daemon.calls('core.get_session_state').length
    for (let count = 0; count < 5; count += 1) daemon.sendEvent('TorrentAddedEvent', two, false)
    daemon.sendEvent('TorrentStateChangedEvent', one, 'Paused')
    await until(() => notices.length === 2)
    expect(daemon.calls('core.get_session_state')).toHaveLength(asked)
    clock.pass(100)
    await until(() => notices.length === 3)
    expect(daemon.calls('core.get_session_state')).toHaveLength(asked + 1)
    expect(notices.map((notice) => ('hash' in notice ? notice.hash : notice.kind))).toEqual([one, 'changed', two])
  })

  it('of a torrent that was removed before it was confirmed never come', async () => {
    await connect(5)
    await session.hashes()
    daemon.scripts['core.get_session_state'] = () => silence
    daemon.sendEvent('TorrentAddedEvent', one, false)
    await until(() => daemon.calls('core.get_session_state').length === 2)
    daemon.sendEvent('TorrentRemovedEvent', one)
    daemon.sendEvent('TorrentQueueChangedEvent')
    await until(() => notices.length === 1)
    daemon.calls('core.get_session_state').at(-1)?.answer([one])
    await session.ping()
    expect(kinds()).toEqual(['requeued'])
  })

  it('stop when the session ends while a question is out', async () => {
    await connect(5)
    await session.hashes()
    daemon.scripts['core.get_session_state'] = () => silence
    daemon.sendEvent('TorrentAddedEvent', one, false)
    await until(() => daemon.calls('core.get_session_state').length === 2)
    const closed = new Promise((resolve) => session.onClose(resolve))
    daemon.hangUp()
    await closed
    expect(notices).toEqual([])
  })
})
