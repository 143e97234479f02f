import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { SettingsSchema, type Settings } from '../../../../preload/contract/settings.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { SettingsMirror } from '../../../../renderer/data/settings.svelte.ts'
import { byHand, HandBridge, offline, settled } from './bridge.ts'

const usual: Settings = v.parse(SettingsSchema, {})

let bridge: HandBridge
let rest: ReturnType<typeof byHand>
let toasts: Toasts
let settings: SettingsMirror

beforeEach(() => {
  bridge = new HandBridge()
  rest = byHand()
  toasts = new Toasts()
  settings = new SettingsMirror(bridge, toasts, rest.schedule)
  bridge.answers['settings.set'] = (change: Partial<Settings>) => ({ ...usual, ...change })
})

describe('the settings', () => {
  it('show a change at once and send it when the hand rests, all in one', async () => {
    settings.set({ sidebarPx: 300 })
    settings.set({ sidebarPx: 310, theme: 'dark' })
    expect(settings.value).toMatchObject({ sidebarPx: 310, theme: 'dark' })
    expect(bridge.asked).toEqual([])
    rest.run()
    await settled()
    expect(bridge.named('settings.set')).toEqual([{ sidebarPx: 310, theme: 'dark' }])
    expect(settings.value).toMatchObject({ sidebarPx: 310, theme: 'dark' })
  })

  it('are not thrown back by the feed while a change is on its way', async () => {
    settings.set({ sidebarPx: 300 })
    bridge.say('settings', { ...usual, sidebarPx: 236, theme: 'light' })
    expect(settings.value).toMatchObject({ sidebarPx: 300, theme: 'light' })
  })

  it('keep what was changed while the answer was on its way', async () => {
    settings.set({ sidebarPx: 300 })
    rest.run()
    settings.set({ sidebarPx: 320 })
    await settled()
    expect(settings.value.sidebarPx).toBe(320)
  })

  it('go back and say so when they could not be kept', async () => {
    bridge.answers['settings.set'] = () => ({ ...offline, message: 'The disk is full.' })
    settings.set({ sidebarPx: 300 })
    rest.run()
    await settled()
    expect(settings.value.sidebarPx).toBe(usual.sidebarPx)
    expect(toasts.list).toMatchObject([{ text: 'The disk is full.', tone: 'bad' }])
  })

  it('that are saved are sent at once, and go back with the reason where they are refused', async () => {
    settings.set({ sidebarPx: 300 })
    const saved = settings.save({ theme: 'dark' })
    expect(settings.value).toMatchObject({ theme: 'dark', sidebarPx: 300 })
    expect(bridge.named('settings.set')).toEqual([{ theme: 'dark' }])
    expect(await saved).toBeNull()
    expect(settings.value).toMatchObject({ theme: 'dark', sidebarPx: 300 })
    bridge.answers['settings.set'] = () => ({ ...offline, message: 'The disk is full.' })
    expect(await settings.save({ theme: 'light' })).toMatchObject({ message: 'The disk is full.' })
    expect(settings.value).toMatchObject({ theme: 'dark', sidebarPx: 300 })
    expect(toasts.list).toEqual([])
  })

  it('tell who listens', () => {
    const seen: string[] = []
    settings.listen((value) => seen.push(value.theme))
    settings.set({ theme: 'dark' })
    bridge.say('settings', { ...usual, theme: 'light' })
    expect(seen).toEqual(['dark', 'dark'])
  })
})
