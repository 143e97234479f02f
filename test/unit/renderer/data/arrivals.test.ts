import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AddSource } from '../../../../preload/contract/adding.ts'
import { Arrivals } from '../../../../renderer/data/arrivals.ts'
import { Daemons } from '../../../../renderer/data/daemons.svelte.ts'
import { Dialogs } from '../../../../renderer/data/dialogs.svelte.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { HandBridge, makeDaemon } from './bridge.ts'

const magnet = (digit: string): AddSource => ({ kind: 'magnet', uri: `magnet:?xt=urn:btih:${digit.repeat(40)}` })

let bridge: HandBridge
let dialogs: Dialogs
let toasts: Toasts
let arrivals: Arrivals
let isLookedAt: boolean

beforeEach(() => {
  bridge = new HandBridge()
  dialogs = new Dialogs()
  toasts = new Toasts()
  isLookedAt = false
  arrivals = new Arrivals({
    bridge,
    daemons: new Daemons(bridge),
    dialogs,
    toasts,
    isLookedAt: () => isLookedAt,
  })
})
afterEach(() => arrivals.close())

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

it('news that the system could not tell are said in the window', () => {
  bridge.say('news', { title: 'A film', body: 'Finished on nas.', tone: 'ok' })
  expect(toasts.list).toMatchObject([{ text: 'A film: Finished on nas.', tone: 'ok' }])
})

it('what finished is not said over a window that somebody looks at, but what failed is', () => {
  isLookedAt = true
  bridge.say('news', { title: 'A film', body: 'Finished on nas.', tone: 'ok' })
  bridge.say('news', { title: 'A song', body: 'Stopped with an error on nas.', tone: 'bad' })
  expect(toasts.list).toMatchObject([{ text: 'A song: Stopped with an error on nas.', tone: 'bad' }])
})
