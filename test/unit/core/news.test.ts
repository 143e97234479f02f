import { beforeEach, describe, expect, it } from 'vitest'
import { Inbox } from '../../../main/core/inbox.ts'
import { NewsService } from '../../../main/core/news/service.ts'
import { pagesOnly } from '../../../main/core/means.ts'
import type { News } from '../../../preload/contract/app.ts'
import type { EventKind, HistoryEvent } from '../../../preload/contract/events.ts'
import { told as toldIn } from '../../../preload/words/sentences.ts'
import { ManualClock } from './clock.ts'

const event = (kind: EventKind, name: string, daemon = 'nas', away = false): HistoryEvent => ({
  id: 1,
  at: 1,
  kind,
  daemon,
  hash: null,
  name,
  text: '',
  away,
})

/** What the person reads, without the sentences behind it. */
const english = (news: readonly News[]): Omit<News, 'says'>[] =>
  news.map(({ title, body, tone }) => ({ title, body, tone }))

let clock: ManualClock
let told: News[]
let inWindow: News[]
let system: 'tells' | 'refuses' | 'breaks'
let service: NewsService

beforeEach(() => {
  clock = new ManualClock()
  told = []
  inWindow = []
  system = 'tells'
  const notify = (news: News): Promise<boolean> => {
    if (system === 'breaks') return Promise.reject(new Error('no such service'))
    if (system === 'tells') told.push(news)
    return Promise.resolve(system === 'tells')
  }
  service = new NewsService({ clock, outside: { ...pagesOnly, notify }, nameOf: (id) => (id === 'gone' ? null : id) })
  service.told.on((news) => inWindow.push(news))
})

describe('news of torrents', () => {
  it('is a torrent that finished, with its daemon', async () => {
    service.note([event('finished', 'A film')])
    await clock.advance(5000)
    expect(english(told)).toEqual([{ title: 'A film', body: 'Finished on nas.', tone: 'ok' }])
  })

  it('cannot be dressed up by a name', async () => {
    service.note([event('finished', 'holiday-\u202egpj.exe', 'נמל')])
    await clock.advance(5000)
    expect(english(told)).toEqual([
      { title: 'holiday-\ufffdgpj.exe', body: 'Finished on \u2068נמל\u2069.', tone: 'ok' },
    ])
  })

  it('is one piece of news for many that finish together', async () => {
    service.note(Array.from({ length: 39 }, (_, at) => event('finished', `film ${at}`)))
    await clock.advance(500)
    service.note([event('finished', 'another', 'attic')])
    await clock.advance(5000)
    expect(english(told)).toEqual([{ title: '40 torrents', body: 'Finished on nas and attic.', tone: 'ok' }])
  })

  it('keeps what failed apart from what finished', async () => {
    service.note([event('failed', 'A film'), event('finished', 'A song', 'gone')])
    await clock.advance(5000)
    expect(english(told)).toEqual([
      { title: 'A song', body: 'Finished.', tone: 'ok' },
      { title: 'A film', body: 'Stopped with an error on nas.', tone: 'bad' },
    ])
  })

  it('carries its sentences, so that whoever tells it says them in the language of the person', async () => {
    service.note(Array.from({ length: 1000 }, (_, at) => event('failed', `film ${at}`, at % 2 ? 'nas' : 'attic')))
    await clock.advance(5000)
    const { title, body } = told[0]?.says ?? {}
    expect([title, body].map((says) => says && toldIn('de', says))).toEqual([
      '1.000\u00a0Torrents',
      'Mit einem Fehler angehalten auf attic und nas.',
    ])
  })

  it('leaves the name of a torrent as it is', async () => {
    service.note([event('finished', 'A film')])
    await clock.advance(5000)
    expect(told[0]?.says).toEqual({ body: { id: 'news.finished', with: { daemons: ['nas'] } } })
  })

  it('is not what happened while away, nor what people did themselves', async () => {
    service.note([event('finished', 'A film', 'nas', true), event('removed', 'B'), event('added', 'C')])
    await clock.advance(5000)
    expect(told).toEqual([])
  })

  it.each(['refuses', 'breaks'] as const)('is said in the windows when the system %s', async (how) => {
    system = how
    service.note([event('finished', 'A film')])
    await clock.advance(5000)
    expect(english(inWindow)).toEqual([{ title: 'A film', body: 'Finished on nas.', tone: 'ok' }])
  })

  it('is not told after the end', async () => {
    service.note([event('finished', 'A film')])
    service.close()
    await clock.advance(5000)
    expect(told).toEqual([])
  })
})

describe('the inbox', () => {
  it('gives each thing to one reader: the one that came last', () => {
    const inbox = new Inbox<number>()
    const read: string[] = []
    inbox.on((item) => read.push(`first ${item}`))
    const stop = inbox.on((item) => read.push(`second ${item}`))
    inbox.put(1)
    stop()
    inbox.put(2)
    expect(read).toEqual(['second 1', 'first 2'])
  })

  it('keeps the newest twenty for the next reader', () => {
    const inbox = new Inbox<number>()
    for (let item = 1; item <= 25; item += 1) inbox.put(item)
    const read: number[] = []
    inbox.on((item) => read.push(item))()
    inbox.on((item) => read.push(item))
    expect(read).toEqual(Array.from({ length: 20 }, (_, at) => at + 6))
  })
})
