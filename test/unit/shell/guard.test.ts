import type { App } from 'electron'
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { guardAll } from '../../../main/shell/guard.ts'

vi.mock('electron', () => ({}))

const ours = 'app://estuary/index.html'
const strange = [
  'https://example.com/',
  'app://estuary.evil/index.html',
  'app://evil/index.html',
  'app://estuary:443/index.html',
  'app://me@estuary/index.html',
  'app://estuary/assets/index.js',
  'app:estuary',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'about:blank',
  'nonsense',
  '',
]

class FakeContents extends EventEmitter {
  open: ((details: { url: string }) => { action: string }) | null = null

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.open = handler
  }
}

let contents: FakeContents
let outside: string[]

beforeEach(() => {
  const app = new EventEmitter()
  contents = new FakeContents()
  outside = []
  guardAll(app as App, (url) => outside.push(url))
  app.emit('web-contents-created', {}, contents)
})

/** Whether the guards let an event happen. */
function happens(event: string, facts: object): boolean {
  let prevented = false
  contents.emit(event, { ...facts, preventDefault: () => (prevented = true) })
  return !prevented
}

describe('every web contents', () => {
  it.each(['will-navigate', 'will-frame-navigate'])('goes nowhere but to the window’s own page (%s)', (event) => {
    expect(happens(event, { url: ours, isMainFrame: true })).toBe(true)
    expect(happens(event, { url: 'app://estuary/', isMainFrame: true })).toBe(true)
    for (const url of strange) expect(happens(event, { url, isMainFrame: true }), url).toBe(false)
  })

  it('has no frames, not even of its own page', () => {
    expect(happens('will-frame-navigate', { url: ours, isMainFrame: false })).toBe(false)
  })

  it('follows no redirect and attaches no webview', () => {
    expect(happens('will-redirect', { url: ours, isMainFrame: true })).toBe(false)
    expect(happens('will-attach-webview', {})).toBe(false)
  })

  it('opens no window: the address goes where it is checked', () => {
    for (const url of [ours, ...strange]) expect(contents.open?.({ url })).toEqual({ action: 'deny' })
    expect(outside).toEqual([ours, ...strange])
  })
})
