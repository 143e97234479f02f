import type { IpcMain, WebContents } from 'electron'
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { channels } from '../../../preload/contract/channels.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { connectWindows } from '../../../main/shell/ipc.ts'
import { FakeCore } from '../web/fake-core.ts'

vi.mock('electron', () => ({}))

/** A window's contents, as far as messages need them. */
class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = []
  mainFrame = { frameToken: 'main', url: 'app://estuary/index.html', parent: null, detached: false }
  destroyed = false

  isDestroyed(): boolean {
    return this.destroyed
  }

  send(...args: unknown[]): void {
    this.sent.push(args)
  }
}

type Handler = (event: object, ...args: unknown[]) => unknown

let core: FakeCore
let contents: FakeContents
let strangers: Set<unknown>
const handlers = new Map<string, Handler>()

beforeEach(() => {
  core = new FakeCore()
  contents = new FakeContents()
  strangers = new Set()
  const ipcMain = {
    handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
    on: (channel: string, handler: Handler) => void handlers.set(channel, handler),
  }
  connectWindows({
    ipcMain: ipcMain as unknown as IpcMain,
    core,
    log: silentLog,
    isOurs: (one) => !strangers.has(one),
  })
})

function say(channel: string, ...args: unknown[]): unknown {
  return handlers.get(channel)?.({ sender: contents, senderFrame: contents.mainFrame }, ...args)
}

function sayFrom(frame: object | null, sender: unknown = contents): unknown {
  return handlers.get(channels.call)?.({ sender: sender as WebContents, senderFrame: frame }, 'app.info', {})
}

describe('a call of a window', () => {
  it('reaches the core as it is, and its answer comes back', async () => {
    expect(await say(channels.call, 'app.info', { x: 1 })).toEqual({ ok: true, value: { x: 1 } })
    expect(core.made).toEqual([{ caller: 0, name: 'app.info', args: { x: 1 } }])
    expect(core.roles).toEqual(['window'])
  })

  it('is refused at once, before anything is awaited, when it comes from elsewhere', () => {
    const { mainFrame } = contents
    const refused = { ok: false, error: expect.objectContaining({ code: 'unauthorized' }) as unknown }
    // Since Electron 33 the frame of a message may be gone.
    expect(sayFrom(null)).toEqual(refused)
    expect(sayFrom({ ...mainFrame, detached: true })).toEqual(refused)
    expect(sayFrom({ ...mainFrame, parent: mainFrame })).toEqual(refused)
    expect(sayFrom({ ...mainFrame, frameToken: 'another' })).toEqual(refused)
    for (const url of ['', 'about:blank', 'https://estuary/', 'app://estuary.evil/', 'app://a@estuary/', 'file:///x']) {
      expect(sayFrom({ ...mainFrame, url }), url).toEqual(refused)
    }
    strangers.add(contents)
    expect(sayFrom(mainFrame)).toEqual(refused)
    expect(core.made).toEqual([])
  })
})

describe('a window that listens', () => {
  it('gets items under its own number, and none after it has ended', () => {
    say(channels.on, 7, 'settings', {})
    core.emit('settings', { theme: 'dark' } as never)
    expect(contents.sent).toEqual([[channels.item, 7, { theme: 'dark' }]])
    say(channels.off, 7)
    core.emit('settings', {} as never)
    expect(contents.sent).toHaveLength(1)
    expect(core.listeners('settings')).toBe(0)
  })

  it('listens to one feed several times, each with its arguments', () => {
    say(channels.on, 1, 'details', { key: 'a/1' })
    say(channels.on, 2, 'details', { key: 'b/2' })
    expect(core.asked('details')).toEqual([{ key: 'a/1' }, { key: 'b/2' }])
    core.emit('details', null, { key: 'b/2' })
    expect(contents.sent).toEqual([[channels.item, 2, null]])
  })

  it('is told why a feed ended by itself', () => {
    const why = { code: 'not-found', message: 'The torrent is gone.', retry: 'never' } as const
    say(channels.on, 1, 'details', { key: 'a/1' })
    core.end('details', why)
    expect(contents.sent).toEqual([[channels.end, 1, why]])
  })

  it.each([
    ['an unknown feed', ['secrets', {}]],
    ['a name of every object', ['constructor', {}]],
    ['no name', []],
    ['an object for a name', [{ toString: 1 }, {}]],
  ])('is told at once that there is nothing for %s', (_what, args) => {
    say(channels.on, 1, ...args)
    expect(contents.sent).toEqual([[channels.end, 1, expect.objectContaining({ code: 'invalid' })]])
    expect(core.listeners('settings')).toBe(0)
  })

  it.each([
    ['no number', ['x', 'settings', {}]],
    ['a negative number', [-1, 'settings', {}]],
    ['a huge number', [2 ** 60, 'settings', {}]],
    ['nothing', []],
  ])('is not heard with %s', (_what, args) => {
    say(channels.on, ...args)
    say(channels.off, ...args)
    expect(contents.sent).toEqual([])
    expect(core.listeners('settings')).toBe(0)
  })

  it('begins anew under a number that it used already', () => {
    say(channels.on, 1, 'settings', {})
    say(channels.on, 1, 'daemons', {})
    expect([core.listeners('settings'), core.listeners('daemons')]).toEqual([0, 1])
  })

  it('listens to so many feeds at most', () => {
    for (let id = 1; id <= 65; id += 1) say(channels.on, id, 'settings', {})
    expect(core.listeners('settings')).toBe(64)
    expect(contents.sent).toEqual([[channels.end, 65, expect.objectContaining({ code: 'too-large' })]])
  })

  it.each(['did-navigate', 'render-process-gone', 'destroyed'])('is forgotten at %s', (event) => {
    say(channels.on, 1, 'settings', {})
    contents.emit(event)
    expect(core.listeners('settings')).toBe(0)
    expect(core.left).toEqual([0])
    // The page that comes next is another caller.
    void say(channels.call, 'app.info', {})
    expect(core.made.at(-1)).toMatchObject({ caller: 1 })
  })

  it('is told nothing more once its contents are destroyed', () => {
    say(channels.on, 1, 'settings', {})
    contents.destroyed = true
    core.emit('settings', {} as never)
    expect(contents.sent).toEqual([])
  })
})
