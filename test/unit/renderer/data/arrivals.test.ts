import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AddSource } from '../../../../preload/contract/adding.ts'
import type { News } from '../../../../preload/contract/app.ts'
import { keyOf, type TorrentKey } from '../../../../preload/contract/keys.ts'
import type { Lead } from '../../../../preload/contract/notices.ts'
import type { Row } from '../../../../preload/listing/row.ts'
import { Arrivals } from '../../../../renderer/data/arrivals.ts'
import { Daemons } from '../../../../renderer/data/daemons.svelte.ts'
import { Dialogs } from '../../../../renderer/data/dialogs.svelte.ts'
import type { Leads } from '../../../../renderer/data/leads.ts'
import { Notifications } from '../../../../renderer/data/notifications.svelte.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { HandBridge, makeDaemon } from './bridge.ts'

const magnet = (digit: string): AddSource => ({ kind: 'magnet', uri: `magnet:?xt=urn:btih:${digit.repeat(40)}` })

let bridge: HandBridge
let dialogs: Dialogs
let toasts: Toasts
let arrivals: Arrivals
let followed: Lead[]
let rows: Map<TorrentKey, Row>
let browser: 'shows' | 'fails' | 'throws' | 'missing'
/** What the browser was to show, and a click on the last of it. */
let shown: (Record<string, unknown> & { onclick?: () => void })[]

beforeEach(() => {
  vi.stubGlobal('window', { focus: () => {} })
  bridge = new HandBridge()
  dialogs = new Dialogs()
  toasts = new Toasts()
  followed = []
  rows = new Map()
  shown = []
  browser = 'missing'
  arrivals = new Arrivals({
    bridge,
    daemons: new Daemons(bridge),
    dialogs,
    toasts,
    torrents: { rows },
    notifications: new Notifications(browserFace()),
    leads: { follow: (lead: Lead) => void followed.push(lead) } as unknown as Leads,
  })
})
afterEach(() => {
  arrivals.close()
  vi.unstubAllGlobals()
})

/** A browser that behaves as the test says at that moment. */
function browserFace(): typeof Notification {
  class Face {
    static get permission(): string {
      return browser === 'missing' ? 'default' : 'granted'
    }
    onclick?: () => void
    onshow?: () => void
    onerror?: () => void
    constructor(title: string, options: object) {
      if (browser === 'throws') throw new TypeError('Use a service worker.')
      shown.push(Object.assign(this, { title, ...options }) as never)
      setTimeout(() => (browser === 'fails' ? this.onerror?.() : this.onshow?.()), 0)
    }
    close(): void {}
  }
  return Face as unknown as typeof Notification
}

function hand(...sources: AddSource[]): void {
  bridge.say('handed', { sources, problems: [] })
}

function listDaemons(...ids: string[]): void {
  bridge.say(
    'daemons',
    ids.map((id) => makeDaemon(id)),
  )
}

describe('what the system hands to the program', () => {
  it('opens the add dialog, and nothing is added', () => {
    listDaemons('nas0')
    hand(magnet('a'))
    expect(dialogs.open).toEqual({ kind: 'add', sources: [magnet('a')] })
    expect(bridge.asked).toEqual([])
  })

  it('waits until the daemons are known, also when more comes meanwhile', () => {
    hand(magnet('a'))
    hand(magnet('b'))
    expect(dialogs.open).toBeNull()
    listDaemons('nas0')
    expect(dialogs.open).toEqual({ kind: 'add', sources: [magnet('a'), magnet('b')] })
  })

  it('asks for a daemon where there is none, and waits for it', () => {
    listDaemons()
    hand(magnet('a'))
    expect(dialogs.open).toBeNull()
    expect(toasts.list.map(({ text }) => text)).toEqual([expect.stringContaining('Add a daemon first')])
    listDaemons('nas0')
    expect(dialogs.open?.kind).toBe('add')
  })

  it('does not push another dialog aside', () => {
    listDaemons('nas0')
    dialogs.show({ kind: 'daemons' })
    hand(magnet('a'))
    expect(dialogs.open?.kind).toBe('daemons')
    dialogs.close()
    expect(dialogs.open).toEqual({ kind: 'add', sources: [magnet('a')] })
  })

  it('is only mentioned where nobody asked for it, and opens with a click', () => {
    listDaemons('nas0')
    bridge.say('handed', { sources: [magnet('a')], problems: [], isOffer: true })
    expect(dialogs.open).toBeNull()
    expect(toasts.list.map(({ text }) => text)).toEqual(['A link to a torrent is in the clipboard.'])
    toasts.list[0]?.act?.run()
    expect(dialogs.open).toEqual({ kind: 'add', sources: [magnet('a')] })
  })

  it('is not mentioned where a daemon has it, or there is none', () => {
    const offer = (): void => bridge.say('handed', { sources: [magnet('a')], problems: [], isOffer: true })
    offer()
    listDaemons('nas0', 'box0')
    rows.set(keyOf('box0', 'a'.repeat(40)), {} as Row)
    offer()
    expect(toasts.list).toEqual([])
  })

  it('is shown once', () => {
    listDaemons('nas0')
    hand(magnet('a'))
    dialogs.close()
    listDaemons('nas0', 'box0')
    expect(dialogs.open).toBeNull()
  })

  it('says what could not be used', () => {
    const message = 'list.txt is not a torrent file.'
    bridge.say('handed', { sources: [], problems: [{ code: 'invalid', message, retry: 'never' }] })
    expect(toasts.list).toMatchObject([{ text: message, tone: 'bad' }])
    expect(dialogs.open).toBeNull()
  })
})

const film: News = {
  id: '7-1',
  title: 'A film',
  body: 'Finished on nas.',
  tone: 'ok',
  sound: false,
  about: { daemon: 'nas0', torrents: [`nas0/${'a'.repeat(40)}`] },
}

describe('news that the system could not tell', () => {
  it('are said in the window, and lead to what they are about', () => {
    bridge.say('news', film)
    return vi.waitFor(() => {
      expect(toasts.list).toMatchObject([{ text: 'A film: Finished on nas.', tone: 'ok', act: { word: 'Show' } }])
      toasts.list[0]?.act?.run()
      expect(followed).toEqual([film.about])
    })
  })

  it('are shown by the browser where it may, once for all pages, and a click leads there', async () => {
    browser = 'shows'
    bridge.say('news', film)
    await vi.waitFor(() =>
      expect(shown).toMatchObject([{ title: 'A film', body: 'Finished on nas.', tag: '7-1', silent: true }]),
    )
    shown[0]?.onclick?.()
    expect(followed).toEqual([film.about])
    expect(toasts.list).toEqual([])
  })

  it.each(['fails', 'throws'] as const)('are said in the window where the browser %s', async (how) => {
    browser = how
    bridge.say('news', { ...film, tone: 'bad' })
    await vi.waitFor(() => expect(toasts.list).toMatchObject([{ tone: 'bad' }]))
  })
})

it('what the person followed in the system is led to', () => {
  bridge.say('leads', film.about)
  expect(followed).toEqual([film.about])
})
