import { afterAll, beforeAll, expect, it } from 'vitest'
import type { News } from '../../preload/contract/app.ts'
import type { HistoryEvent } from '../../preload/contract/events.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent, type MadeTorrent } from './torrents.ts'
import { startTracker, type Tracker } from './tracker.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('a torrent that one daemon downloads from another', () => {
  const home = new Home()
  let source: Deluged
  let target: Deluged
  let atSource: Witness
  let atTarget: Witness
  let tracker: Tracker
  let estuary: Estuary
  let sourceId: string
  let targetId: string

  const finishes = (events: readonly HistoryEvent[], { hash }: MadeTorrent): HistoryEvent[] =>
    events.filter((event) => event.kind === 'finished' && event.hash === hash)

  /** The kinds of its lines at the daemon that downloads it, in their order. */
  const linesOf = (events: readonly HistoryEvent[], { hash }: MadeTorrent): string[] =>
    events.filter((event) => event.daemon === targetId && event.hash === hash).map(({ kind }) => kind)

  /** The first daemon seeds it, with its content on disk. */
  async function seed(name: string, number: number): Promise<MadeTorrent> {
    const torrent = makeTorrent({
      name,
      content: 300_000,
      trackers: [tracker.url],
      data: source.downloads,
      seed: number,
    })
    await atSource.call('core.add_torrent_file', `${name}.torrent`, torrent.base64, { add_paused: false })
    await expect.poll(() => atSource.status(torrent.hash, ['state']), { timeout: 20_000 }).toEqual({ state: 'Seeding' })
    return torrent
  }

  beforeAll(async () => {
    tracker = await startTracker()
    ;[source, target] = await Promise.all([startDeluged(), startDeluged()])
    ;[atSource, atTarget] = await Promise.all([openWitness(source), openWitness(target)])
    estuary = await home.open()
    sourceId = await estuary.add(source, 'source')
    targetId = await estuary.add(target, 'target')
    await estuary.untilLink(sourceId, 'live')
    await estuary.untilLink(targetId, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await Promise.all([atSource.close(), atTarget.close()])
    await Promise.all([source.dispose(), target.dispose()])
    await tracker.close()
    home.remove()
  })

  it('is told as finished once, for the daemon that downloaded it', async () => {
    const torrent = await seed('transfer', 1)
    const content = { kind: 'file', name: 'transfer.torrent', content: torrent.base64 } as const
    await estuary.call('torrents.add', { daemon: targetId, source: content, paused: false })
    await estuary.until('it is told', () => finishes(estuary.events, torrent).length > 0, 50_000)
    await estuary.until('it seeds there, too', () => estuary.row(targetId, torrent.hash)?.state === 'seeding')
    await estuary.until('it is whole there', () => estuary.row(targetId, torrent.hash)?.progress === 1)
    expect(estuary.row(targetId, torrent.hash)?.name).toBe('transfer')
    expect(await atTarget.status(torrent.hash, ['state', 'is_finished'])).toEqual({
      state: 'Seeding',
      is_finished: true,
    })
    expect(finishes(estuary.events, torrent)).toMatchObject([{ daemon: targetId, name: 'transfer', away: false }])
  })

  it('has one line for each thing that somebody else’s client does, as that client hears it', async () => {
    const torrent = await seed('theirs', 4)
    const kinds = ['TorrentAddedEvent', 'TorrentFinishedEvent', 'TorrentStateChangedEvent', 'TorrentRemovedEvent']
    await atTarget.listen(...kinds)
    const isOfIt = (event: string, ...more: unknown[]) =>
      atTarget.hear(
        ({ name, args }) => name === event && args[0] === torrent.hash && more.every((each) => args.includes(each)),
        50_000,
      )
    await atTarget.call('core.add_torrent_file', 'theirs.torrent', torrent.base64, { add_paused: false })
    await isOfIt('TorrentAddedEvent')
    await isOfIt('TorrentFinishedEvent')
    await atTarget.call('core.pause_torrent', torrent.hash)
    await isOfIt('TorrentStateChangedEvent', 'Paused')
    await estuary.until('it is paused here, too', () => estuary.row(targetId, torrent.hash)?.state === 'paused')
    await atTarget.call('core.remove_torrent', torrent.hash, false)
    await isOfIt('TorrentRemovedEvent')
    const lines = (): string[] => linesOf(estuary.events, torrent)
    await estuary.until('its removal is told', () => lines().includes('removed'))
    expect(lines()).toEqual(['added', 'finished', 'removed'])
    // Nor is any of it told as done from here.
    const deeds = await estuary.call('audit.list', { limit: 100, text: 'theirs' })
    expect(deeds).toEqual([])
    const kept = await estuary.call('events.of', { key: keyOf(targetId, torrent.hash), limit: 100 })
    expect(linesOf(kept.toReversed(), torrent)).toEqual(['added', 'finished', 'removed'])
  })

  it('is told as finished while away when nobody was connected', async () => {
    const torrent = await seed('meanwhile', 2)
    await atTarget.call('core.add_torrent_file', 'meanwhile.torrent', torrent.base64, { add_paused: true })
    await estuary.until('it is listed', () => estuary.row(targetId, torrent.hash)?.name === 'meanwhile')
    const newcomer = await seed('newcomer', 5)
    await estuary.close()
    await atTarget.call('core.resume_torrent', torrent.hash)
    await atTarget.call('core.add_torrent_file', 'newcomer.torrent', newcomer.base64, { add_paused: false })
    for (const { hash } of [torrent, newcomer]) {
      await expect
        .poll(() => atTarget.status(hash, ['is_finished']), { timeout: 50_000 })
        .toEqual({ is_finished: true })
    }

    estuary = await home.open()
    const told: News[] = []
    estuary.listen('news', {}, (news) => told.push(news))
    await estuary.untilLink(targetId, 'live')
    const { events } = { events: await estuary.call('events.list', { limit: 100 }) }
    expect(finishes(events, torrent)).toMatchObject([{ daemon: targetId, name: 'meanwhile', away: true }])
    // What came and finished is told as well: both in the same moment, so they are one piece of news.
    expect(linesOf(events.toReversed(), newcomer)).toEqual(['added', 'finished'])
    const aboutIt = (): News[] => told.filter(({ body }) => body.includes('meanwhile') && body.includes('newcomer'))
    await estuary.until('the person is told', () => aboutIt().length > 0)

    // Neither another connection nor another start tells it again.
    await target.restart()
    await estuary.untilLink(targetId, 'waiting')
    await estuary.untilLink(targetId, 'live')
    await estuary.close()
    estuary = await home.open()
    estuary.listen('news', {}, (news) => told.push(news))
    await estuary.untilLink(targetId, 'live')
    const again = await seed('later', 3)
    await estuary.call('torrents.add', {
      daemon: targetId,
      source: { kind: 'file', name: 'later.torrent', content: again.base64 },
      paused: false,
    })
    await estuary.until('what comes after it is told', () => told.some(({ title }) => title === 'later'), 50_000)
    expect(aboutIt()).toHaveLength(1)
  })
})
