import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import { inEnglish, say } from '../../../preload/words/sentences.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, newPlace, open, type Place, torrent } from './house.ts'

const ownOnly: Problem = { code: 'level', message: 'me has level 5.', retry: 'after-change' }

/** A daemon that shows these, in a run of its own; level 5 shows only what is named. */
function showing(torrents: readonly Torrent[], level = 10): FakeConnection {
  const session = new FakeConnection(torrents)
  session.level = level
  if (level < 10) session.cannot = { 'list-all': ownOnly }
  return session
}

/** A run of the program in that place, until the list is true; its lines of history about torrents, oldest first. */
async function run(place: Place, session: FakeConnection) {
  const house = await open(answering(session), place)
  if (house.window.daemons.length === 0) await house.window.value('daemons.add', nas)
  await house.clock.advance(10_000)
  const lines = (): HistoryEvent[] =>
    house.window.events.filter(({ kind }) => kind !== 'connected' && kind !== 'trusted' && kind !== 'lost')
  return { ...house, lines, session }
}

async function runOnce(place: Place, session: FakeConnection): Promise<HistoryEvent[]> {
  const { lines, close } = await run(place, session)
  await close()
  return lines()
}

describe('a torrent that fails', () => {
  it('is told with its reason, which comes after its state', async () => {
    const { session, lines, clock } = await run(newPlace(), showing([torrent(1)]))
    session.torrents.set(hashOf(1), torrent(1, { state: 'error', message: 'No space left on device' }))
    let answer = (): void => {}
    session.onRead = () => new Promise((resolve) => (answer = resolve))
    session.say({ kind: 'changed', patch: { hash: hashOf(1), state: 'error' } })
    await clock.advance(1_000)
    expect(lines()).toEqual([])
    session.onRead = () => Promise.resolve()
    answer()
    await clock.advance(1_000)
    expect(lines()).toMatchObject([{ kind: 'failed', hash: hashOf(1), text: 'No space left on device' }])
  })

  it('is told in a sentence of the catalogue where its reason is one of ours', async () => {
    const { session, lines, clock } = await run(newPlace(), showing([torrent(1)]))
    const says = say('torrent.misspelt')
    session.torrents.set(hashOf(1), torrent(1, { state: 'error', message: inEnglish(says) }))
    session.say({ kind: 'changed', patch: { hash: hashOf(1), state: 'error' } })
    await clock.advance(2_000)
    expect(lines()).toMatchObject([{ kind: 'failed', text: inEnglish(says), says }])
  })

  it('is told without one when none comes within some seconds', async () => {
    const { session, lines, clock } = await run(newPlace(), showing([torrent(1, { trackerStatus: 'Announce OK' })]))
    session.torrents.set(hashOf(1), torrent(1, { state: 'error', trackerStatus: 'Announce OK' }))
    const at = clock.now()
    session.say({ kind: 'changed', patch: { hash: hashOf(1), state: 'error' } })
    await clock.advance(6_000)
    expect(lines()).toMatchObject([{ kind: 'failed', hash: hashOf(1), text: '', at }])
  })

  it('is told also when it had failed before it was listed, now or while away', async () => {
    const place = newPlace()
    const bad = (n: number): Torrent => torrent(n, { state: 'error', message: 'Not a directory', addedAt: 1_005_000 })
    const { session, lines, clock, close } = await run(place, showing([torrent(1)]))
    session.torrents.set(hashOf(2), bad(2))
    session.say({ kind: 'added', hash: hashOf(2), restored: false })
    await clock.advance(1_000)
    await close()
    expect(lines()).toMatchObject([
      { kind: 'added', hash: hashOf(2), away: false },
      { kind: 'failed', hash: hashOf(2), text: 'Not a directory', away: false },
    ])
    expect(await runOnce(place, showing([torrent(1), bad(2), bad(3)]))).toMatchObject([
      { kind: 'added', hash: hashOf(3), away: true },
      { kind: 'failed', hash: hashOf(3), text: 'Not a directory', away: true },
    ])
  })

  it('is told before it is told as removed, and when the program ends', async () => {
    const place = newPlace()
    const { session, lines, close } = await run(place, showing([torrent(1), torrent(2)]))
    for (const n of [1, 2]) session.say({ kind: 'changed', patch: { hash: hashOf(n), state: 'error' } })
    session.say({ kind: 'removed', hash: hashOf(1) })
    expect(lines().map(({ kind, hash }) => [kind, hash])).toEqual([
      ['failed', hashOf(1)],
      ['removed', hashOf(1)],
    ])
    await close()
    const again = await run(place, showing([torrent(2, { state: 'error' })]))
    const kept = await again.window.value('events.list', { limit: 100 })
    expect(kept.filter(({ kind }) => kind === 'failed')).toHaveLength(2)
  })
})

describe('a line of which a rule says that nobody is to be told', () => {
  it('stands in the history, also of the next start, and no bell counts it', async () => {
    const place = newPlace()
    const { session, window, clock, lines, close } = await run(place, showing([torrent(1), torrent(2)]))
    const rule = { on: true, kind: 'finished', daemon: null, label: '', outcome: 'nothing' } as const
    await window.value('settings.set', { noticeRules: [rule] })
    const [last] = await window.value('events.list', { limit: 1 })
    session.torrents.set(hashOf(2), torrent(2, { label: 'film' }))
    session.say({ kind: 'changed', patch: { hash: hashOf(2), label: 'film' } })
    for (const n of [1, 2]) session.say({ kind: 'finished', hash: hashOf(n) })
    await clock.advance(1_000)
    expect(lines().map(({ hash, hushed = false }) => [hash, hushed])).toEqual([
      [hashOf(1), true],
      [hashOf(2), false],
    ])
    expect(await window.value('events.unread', { after: last?.id ?? 0 })).toEqual({ lines: 1 })
    await close()
    const again = await run(place, showing([torrent(1), torrent(2)]))
    const { lines: unread } = await again.window.value('events.unread', { after: last?.id ?? 0 })
    const kept = await again.window.value('events.list', { limit: 100, kinds: ['finished'] })
    expect(kept.map(({ hushed }) => hushed)).toEqual([undefined, true])
    // Its own connection is the other one.
    expect(unread).toBe(2)
  })
})

describe('what happened while Estuary was off', () => {
  it('is told of what was removed as something that happened while away', async () => {
    const place = newPlace()
    await runOnce(place, showing([torrent(1), torrent(2)]))
    const lines = await runOnce(place, showing([torrent(2)]))
    expect(lines).toMatchObject([{ kind: 'removed', hash: hashOf(1), name: 'torrent 1', away: true }])
  })

  it('is told of what was added, with the time at which the daemon had it', async () => {
    const place = newPlace()
    expect(await runOnce(place, showing([torrent(1, { addedAt: 1_000 })]))).toEqual([])
    const lines = await runOnce(place, showing([torrent(1, { addedAt: 1_000 }), torrent(2, { addedAt: 1_005_000 })]))
    expect(lines).toMatchObject([{ kind: 'added', hash: hashOf(2), name: 'torrent 2', away: true, at: 1_005_000 }])
    expect(await runOnce(place, showing([torrent(1), torrent(2)]))).toEqual([])
  })

  it('is told of what was added and finished, and not of what was finished long ago and only came', async () => {
    const place = newPlace()
    await runOnce(place, showing([torrent(1, { addedAt: 1_000 })]))
    const came = { addedAt: 1_005_000, progress: 1, state: 'seeding' } as const
    const session = showing([
      torrent(1, { addedAt: 1_000 }),
      torrent(2, { ...came, completedAt: 1_006_000 }),
      torrent(3, { ...came, completedAt: 1_000 }),
      torrent(4, came),
    ])
    const lines = await runOnce(place, session)
    expect(lines.map(({ kind, hash, away, at }) => [kind, hash, away, at])).toEqual([
      ['added', hashOf(2), true, 1_005_000],
      ['finished', hashOf(2), true, 1_006_000],
      ['added', hashOf(3), true, 1_005_000],
      ['added', hashOf(4), true, 1_005_000],
    ])
    expect(await runOnce(place, session)).toEqual([])
  })

  it('is told once, also when the daemon itself says it during the first reading', async () => {
    const place = newPlace()
    await runOnce(place, showing([torrent(1)]))
    const session = showing([torrent(1), torrent(2, { addedAt: 1_005_000 })])
    session.onHashes = () => {
      session.say({ kind: 'added', hash: hashOf(2), restored: false })
      return Promise.resolve([hashOf(1), hashOf(2)])
    }
    expect((await runOnce(place, session)).map(({ kind, hash }) => [kind, hash])).toEqual([['added', hashOf(2)]])
  })

  it('is told of a torrent that is removed later as of something that happens now', async () => {
    const place = newPlace()
    await runOnce(place, showing([torrent(1), torrent(2)]))
    const { session, lines } = await run(place, showing([torrent(1)]))
    session.say({ kind: 'removed', hash: hashOf(1) })
    expect(lines().map(({ hash, away }) => [hash, away])).toEqual([
      [hashOf(2), true],
      [hashOf(1), false],
    ])
  })
})

describe('an account that is shown less than before', () => {
  const mine = torrent(1, { owner: 'me' })
  const shared = torrent(2, { owner: 'other', shared: true })
  const foreign = [3, 4].map((n) => torrent(n, { owner: 'other' }))

  it('hears once that torrents are not shown any more, and of none that it was removed', async () => {
    const place = newPlace()
    await runOnce(place, showing([mine, shared, ...foreign]))
    const lines = await runOnce(place, showing([mine, shared], 5))
    expect(lines).toMatchObject([{ kind: 'hidden', name: 'nas', hash: null }])
    expect(lines[0]?.text).toMatch(/^2 torrents of other accounts are not shown/)
    expect(await runOnce(place, showing([mine, shared], 5))).toEqual([])
  })

  it('still hears that one of its own was removed while away, or a shared one before its eyes', async () => {
    const place = newPlace()
    await runOnce(place, showing([mine, shared], 5))
    const { session, lines } = await run(place, showing([shared], 5))
    session.say({ kind: 'removed', hash: shared.hash })
    expect(lines().map(({ kind, hash, away }) => [kind, hash, away])).toEqual([
      ['removed', mine.hash, true],
      ['removed', shared.hash, false],
    ])
  })

  it('does not hear that what was there all the time was added when it is shown everything again', async () => {
    const place = newPlace()
    await runOnce(place, showing([mine], 5))
    const { clock, close } = await run(place, showing([mine], 5))
    const seenAt = clock.now()
    await close()
    // The last one minutes before it was last seen, when it would have been told of one of its own.
    const old = foreign.map((row, at) => ({ ...row, addedAt: at === 0 ? 1_000 : seenAt - 60_000 }))
    // Daemons leave out what is below a second.
    const fresh = torrent(5, { owner: 'other', addedAt: seenAt - 999 })
    const own = torrent(6, { owner: 'me', addedAt: seenAt - 60_000 })
    const lines = await runOnce(place, showing([mine, ...old, fresh, own]))
    expect(lines.map(({ kind, hash }) => [kind, hash]).toSorted()).toEqual(
      [fresh, own].map(({ hash }) => ['added', hash]).toSorted(),
    )
  })

  it('hears of what others added shortly before it was last seen when it was shown theirs, too', async () => {
    const place = newPlace()
    const { clock, close } = await run(place, showing([mine, foreign[0]!]))
    const fresh = { ...foreign[1]!, addedAt: clock.now() - 60_000 }
    await close()
    expect(await runOnce(place, showing([mine, foreign[0]!, fresh]))).toMatchObject([
      { kind: 'added', hash: fresh.hash, away: true },
    ])
  })
})

describe('a torrent that the person adds', () => {
  const magnet = { kind: 'magnet', uri: `magnet:?xt=urn:btih:${hashOf(999)}&dn=film` } as const

  /** Adds it at a daemon that says so itself before or after its answer. */
  async function adding(saysFirst: boolean, isOther = false) {
    const { session, window, clock, lines } = await run(newPlace(), showing([torrent(1)]))
    const daemon = window.daemons[0]?.id ?? ''
    const say = async (number: number): Promise<void> => {
      session.torrents.set(hashOf(number), torrent(number))
      session.say({ kind: 'added', hash: hashOf(number), restored: false })
      await clock.advance(2_000)
    }
    let answer = (): void => {}
    const asked = new Promise<void>((resolve) => (answer = resolve))
    session.add = () => asked.then(() => ({ hash: hashOf(999), missed: [] }))
    const added = window.value('torrents.add', { daemon, source: magnet, paused: true })
    await clock.advance(10)
    if (isOther) await say(2)
    if (saysFirst) await say(999)
    answer()
    await added
    if (!saysFirst) await say(999)
    return lines().map(({ kind, hash }) => [kind, hash])
  }

  it('is told once, whether the daemon’s own word comes before its answer or after', async () => {
    expect(await adding(true)).toEqual([['acted', hashOf(999)]])
    expect(await adding(false)).toEqual([['acted', hashOf(999)]])
  })

  it('names of an address no more than its host, since the rest may be a passkey', async () => {
    const { session, window, lines } = await run(newPlace(), showing([torrent(1)]))
    const daemon = window.daemons[0]?.id ?? ''
    session.add = () => Promise.resolve({ hash: hashOf(999), missed: [] })
    const source = { kind: 'url', url: 'https://me:word@tracker.example/dl/5f2a/x.torrent?passkey=77' } as const
    await window.value('torrents.add', { daemon, source, paused: true })
    expect(lines().map(({ text }) => text)).toEqual(['Added a torrent from tracker.example.'])
  })

  it('is told once when it is answered and heard of while another is still under way', async () => {
    const { session, window, clock, lines } = await run(newPlace(), showing([torrent(1)]))
    const daemon = window.daemons[0]?.id ?? ''
    const answers = new Map<number, () => void>()
    const add = (number: number): Promise<unknown> => {
      const answered = new Promise<void>((resolve) => answers.set(number, resolve))
      session.add = () => answered.then(() => ({ hash: hashOf(number), missed: [] }))
      const source = { kind: 'magnet', uri: `magnet:?xt=urn:btih:${hashOf(number)}` } as const
      return window.value('torrents.add', { daemon, source, paused: true })
    }
    const first = add(2)
    await clock.advance(10)
    const second = add(3)
    await clock.advance(10)
    answers.get(2)!()
    await first
    session.torrents.set(hashOf(2), torrent(2))
    session.say({ kind: 'added', hash: hashOf(2), restored: false })
    await clock.advance(2_000)
    answers.get(3)!()
    await second
    await clock.advance(2_000)
    expect(lines().map(({ kind, hash }) => [kind, hash])).toEqual([
      ['acted', hashOf(2)],
      ['acted', hashOf(3)],
    ])
  })

  it('hides nothing that somebody else adds meanwhile', async () => {
    expect(await adding(true, true)).toEqual([
      ['acted', hashOf(999)],
      ['added', hashOf(2)],
    ])
  })
})
