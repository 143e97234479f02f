import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../../preload/contract/bridge.ts'
import { connectBridge } from '../../../renderer/data/bridge.ts'

function preloadStub() {
  const made: unknown[] = []
  const call = (name: string, args: unknown) => {
    made.push([name, structuredClone(args)])
    return Promise.resolve({ ok: true, value: null })
  }
  const on = (name: string, args: unknown, ...listeners: unknown[]) => {
    made.push([name, structuredClone(args), ...listeners])
    return () => {}
  }
  const estuary = { call, on, pathOf: () => '/home/mia/x.torrent' } as unknown as Bridge
  return { estuary, made }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the window’s bridge in the desktop program', () => {
  it('goes through the preload, which is always open and knows where files are', async () => {
    const { estuary, made } = preloadStub()
    vi.stubGlobal('window', { estuary })
    const bridge = connectBridge()
    const states: string[] = []
    bridge.onState((state) => states.push(state))
    expect(states).toEqual(['open'])
    expect(bridge.pathOf({})).toBe('/home/mia/x.torrent')
    expect(await bridge.call('app.info', {})).toEqual({ ok: true, value: null })
    expect(made).toEqual([['app.info', {}]])
  })

  it('hands over plain data, though the window’s state is made of proxies', async () => {
    const { estuary, made } = preloadStub()
    vi.stubGlobal('window', { estuary })
    const bridge = connectBridge()
    const visible = new Proxy(['abcd/00'], {})
    await bridge.call('view.watch', { visible, selected: [] })
    const [listener, ended] = [() => {}, () => {}]
    bridge.on('details', new Proxy({ key: 'abcd/00' }, {}), listener, ended)
    expect(made).toEqual([
      ['view.watch', { visible: ['abcd/00'], selected: [] }],
      ['details', { key: 'abcd/00' }, listener, ended],
    ])
  })
})
