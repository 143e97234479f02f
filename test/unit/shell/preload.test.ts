import type { IpcMain } from 'electron'
import { EventEmitter } from 'node:events'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../../preload/contract/bridge.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { connectWindows } from '../../../main/shell/ipc.ts'
import { settle } from '../core/clock.ts'
import { FakeCore } from '../web/fake-core.ts'

type Handler = (event: object, ...args: unknown[]) => unknown

/** Both ends of Electron's messages, of one window; what crosses is cloned, and comes later. */
const electron = vi.hoisted(() => ({
  ofProgram: new Map<string, Handler>(),
  ofWindow: new Map<string, Handler>(),
  event: {},
  exposed: new Map<string, unknown>(),
}))

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (key: string, api: unknown) => electron.exposed.set(key, api) },
  ipcRenderer: {
    invoke: (channel: string, ...args: unknown[]) =>
      Promise.resolve(electron.ofProgram.get(channel)?.(electron.event, ...structuredClone(args))),
    send(channel: string, ...args: unknown[]) {
      const { event } = electron
      const cloned = structuredClone(args)
      setImmediate(() => electron.ofProgram.get(channel)?.(event, ...cloned))
    },
    on: (channel: string, handler: Handler) => electron.ofWindow.set(channel, handler),
  },
  webUtils: {
    getPathForFile(file: unknown) {
      if (!(file instanceof File)) throw new TypeError('no file')
      return `/home/mia/${file.name}`
    },
  },
}))

class FakeContents extends EventEmitter {
  readonly mainFrame = { frameToken: 'main', url: 'app://estuary/index.html', parent: null, detached: false }

  isDestroyed(): boolean {
    return false
  }

  send(channel: string, ...args: unknown[]): void {
    const cloned = structuredClone(args)
    setImmediate(() => electron.ofWindow.get(channel)?.({ sender: this }, ...cloned))
  }
}

let bridge: Bridge
let core: FakeCore

beforeAll(async () => {
  await import('../../../preload/preload.ts')
  bridge = electron.exposed.get('estuary') as Bridge
})

beforeEach(() => {
  core = new FakeCore()
  const contents = new FakeContents()
  electron.event = { sender: contents, senderFrame: contents.mainFrame }
  const keep = (channel: string, handler: Handler): void => void electron.ofProgram.set(channel, handler)
  const ipcMain = { handle: keep, on: keep } as unknown as IpcMain
  connectWindows({ ipcMain, core, log: silentLog, isOurs: () => true })
})

const nothing = (): void => {}
const gone = { code: 'not-found', message: 'The torrent is gone.', retry: 'never' } as const

describe('the window’s way through the desktop door', () => {
  it('calls, and gets answers', async () => {
    expect(await bridge.call('view.watch', { visible: [], selected: [] })).toEqual({
      ok: true,
      value: { visible: [], selected: [] },
    })
    expect(core.roles).toEqual(['window'])
  })

  it('has one feed on several times with other arguments, and ends each by itself', async () => {
    const seen: unknown[] = []
    const end = bridge.on('details', { key: 'a/1' }, (...all) => seen.push(['a/1', ...all]))
    bridge.on('details', { key: 'b/2' }, (...all) => seen.push(['b/2', ...all]))
    await settle()
    expect(core.asked('details')).toEqual([{ key: 'a/1' }, { key: 'b/2' }])
    core.emit('details', null, { key: 'b/2' })
    core.emit('details', null, { key: 'a/1' })
    await settle()
    end()
    end()
    core.emit('details', null)
    await settle()
    expect(seen).toEqual([
      ['b/2', null],
      ['a/1', null],
      ['b/2', null],
    ])
    expect(core.asked('details')).toEqual([{ key: 'b/2' }])
  })

  it('says once why a feed ended by itself, to whoever wants to know', async () => {
    const heard: unknown[] = []
    bridge.on('details', { key: 'a/1' }, nothing)
    const end = bridge.on(
      'details',
      { key: 'b/2' },
      (item) => heard.push(item),
      (...all) => heard.push(...all),
    )
    await settle()
    core.end('details', gone)
    core.emit('details', null)
    await settle()
    end()
    expect(heard).toEqual([gone])
  })

  it('says why a feed could not begin', async () => {
    const codes: string[] = []
    bridge.on('secrets' as 'settings', {}, nothing, ({ code }) => codes.push(code))
    await settle()
    expect(codes).toEqual(['invalid'])
    expect(core.listeners('settings')).toBe(0)
  })

  it('tells where a chosen file is, and of anything else that it has no place', () => {
    expect([bridge.pathOf(new File([], 'a.torrent')), bridge.pathOf('/etc/passwd'), bridge.pathOf(null)]).toEqual([
      '/home/mia/a.torrent',
      null,
      null,
    ])
  })
})
