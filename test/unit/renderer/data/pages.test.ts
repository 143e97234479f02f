import { describe, expect, it } from 'vitest'
import { Pages, type PageHistory } from '../../../../renderer/data/pages.svelte.ts'

/** A browser's history: what it is asked to keep, and its "back". */
class HandWindow {
  readonly entries: { state: unknown; hash: string }[]
  at = 0
  told: (() => void) | null = null

  constructor(hash = '') {
    this.entries = [{ state: null, hash }]
  }

  get now(): { state: unknown; hash: string } {
    return this.entries[this.at] ?? { state: null, hash: '' }
  }

  readonly face = (): PageHistory => {
    const write = (state: unknown, url: string): { state: unknown; hash: string } => ({
      state,
      hash: url.startsWith('#') ? url : '',
    })
    const face = {
      history: {
        pushState: (state: unknown, _: string, url: string) => {
          this.entries.splice(this.at + 1, this.entries.length, write(state, url))
          this.at += 1
        },
        replaceState: (state: unknown, _: string, url: string) => {
          this.entries[this.at] = write(state, url)
        },
      },
      location: { pathname: '/', search: '' },
      addEventListener: (_: string, listener: () => void) => (this.told = listener),
      removeEventListener: () => (this.told = null),
    }
    Object.defineProperty(face.history, 'state', { get: () => this.now.state })
    Object.defineProperty(face.location, 'hash', { get: () => this.now.hash })
    return face as unknown as PageHistory
  }

  back(): void {
    this.at -= 1
    this.told?.()
  }
}

describe('pages', () => {
  it('are none at first, and the one that the address names after a reload', () => {
    expect(new Pages(new HandWindow().face()).open).toBeNull()
    expect(new Pages(new HandWindow('#settings').face()).open).toBe('settings')
    expect(new Pages(new HandWindow('#nothing').face()).open).toBeNull()
  })

  it('are left by the browser’s way back', () => {
    const window = new HandWindow()
    const pages = new Pages(window.face())
    pages.show('settings')
    expect([pages.open, window.now.hash]).toEqual(['settings', '#settings'])
    window.back()
    expect(pages.open).toBeNull()
  })

  it('leave one entry behind, however often one is opened and left', () => {
    const window = new HandWindow()
    const pages = new Pages(window.face())
    for (let time = 0; time < 5; time += 1) {
      pages.show('settings')
      pages.leave()
      expect([pages.open, window.now.hash]).toEqual([null, ''])
    }
    expect(window.entries).toHaveLength(2)
  })

  it('listen to nobody after their end', () => {
    const window = new HandWindow()
    new Pages(window.face()).close()
    expect(window.told).toBeNull()
  })
})
