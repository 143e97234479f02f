import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Handed } from '../../../preload/contract/app.ts'
import { usualDesktop } from '../../../preload/contract/desktop.ts'
import type { Core } from '../../../main/core/core.ts'
import { Emitter } from '../../../main/lib/emitter.ts'
import { ClipboardWatch, linksIn } from '../../../main/shell/clipboard.ts'
import { type Memory, mostMarks, type Remembered } from '../../../main/shell/memory.ts'

const readText = vi.hoisted(() => vi.fn<() => Promise<string>>())
vi.mock('electron', () => ({ clipboard: { readText } }))

const hash = 'ab'.repeat(20)
const magnet = `magnet:?xt=urn:btih:${hash}&dn=A%20film`

describe('what is a link in the clipboard', () => {
  it('is a magnet link, an info-hash, or the address of a torrent file', () => {
    expect(linksIn(` ${magnet}\n`)).toEqual([{ kind: 'magnet', uri: magnet }])
    expect(linksIn(hash.toUpperCase())).toEqual([{ kind: 'magnet', uri: `magnet:?xt=urn:btih:${hash}` }])
    expect(linksIn('cd'.repeat(32))).toEqual([{ kind: 'magnet', uri: `magnet:?xt=urn:btmh:1220${'cd'.repeat(32)}` }])
    const url = 'https://one.test/a.torrent?key=1'
    expect(linksIn(url)).toEqual([{ kind: 'url', url }])
    expect(linksIn(`${magnet}\n${url}`)).toHaveLength(2)
  })

  it.each([
    ['a password', 'correct horse battery staple'],
    ['a link within a text', `have a look at ${magnet}`],
    ['a magnet link to nothing', 'magnet:?dn=A%20film'],
    ['another address', 'https://one.test/index.html'],
    ['a file of this machine', 'file:///home/me/a.torrent'],
    ['a word as long as a base32 hash', 'abcdefghijklmnopqrstuvwxyzabcdef'],
    ['too much', `${magnet}&tr=${'x'.repeat(8_192)}`],
    ['too many', `${magnet}\n`.repeat(21)],
    ['a whole document', 'x'.repeat(70_000)],
    ['nothing', '  \n'],
    ['no text', { length: 3 }],
  ])('is not %s', (_what, text) => {
    expect(linksIn(text)).toEqual([])
  })
})

describe('the clipboard', () => {
  let looked: Emitter<void>
  let handed: Handed[]
  let remembered: Remembered
  let faults: unknown[]
  let set: (isOn: boolean) => void
  let isInFront: boolean

  beforeEach(() => {
    looked = new Emitter<void>()
    handed = []
    faults = []
    remembered = { window: null, passwords: null, offered: [], updatesAskedAt: null }
    isInFront = true
    const caller = {
      on: (_name: string, _args: object, { item }: { item: (settings: object) => void }) => {
        set = (clipboard) => item({ desktop: { ...usualDesktop, clipboard } })
      },
    }
    const core = { enter: () => caller, handOver: (one: Handed) => void handed.push(one) } as unknown as Core
    const window = {
      looked,
      get isInFront() {
        return isInFront
      },
    }
    const memory: Memory = {
      get value() {
        return remembered
      },
      set: (change) => {
        remembered = { ...remembered, ...change }
      },
    }
    new ClipboardWatch({ core, window, memory, onFault: (error) => void faults.push(error) })
    readText.mockResolvedValue(magnet)
  })
  afterEach(() => {
    readText.mockReset()
    expect(faults).toEqual([])
  })

  async function look(): Promise<void> {
    looked.emit()
    await new Promise((resolve) => setImmediate(resolve))
  }

  it('is not read until the person wants that, and then when they turn to the window', async () => {
    await look()
    set(false)
    await look()
    expect(readText).not.toHaveBeenCalled()
    set(true)
    expect(readText).not.toHaveBeenCalled()
    await look()
    expect(handed).toEqual([{ sources: [{ kind: 'magnet', uri: magnet }], problems: [], isOffer: true }])
  })

  it('is offered once, also by the next program, and leaves a mark and no word of it', async () => {
    set(true)
    await look()
    await look()
    expect(handed).toHaveLength(1)
    expect(JSON.stringify(remembered)).not.toContain(hash)
    for (let at = 0; at < mostMarks; at += 1) {
      readText.mockResolvedValue(at.toString(16).padStart(40, '0'))
      await look()
    }
    expect(remembered.offered).toHaveLength(mostMarks)
    readText.mockResolvedValue(magnet)
    await look()
    expect(handed).toHaveLength(mostMarks + 2)
  })

  it('offers nothing that is answered when the person has turned away, or wants it no more', async () => {
    set(true)
    const late = Promise.withResolvers<string>()
    readText.mockReturnValueOnce(late.promise)
    looked.emit()
    isInFront = false
    late.resolve(magnet)
    await look()
    isInFront = true
    readText.mockReturnValueOnce(Promise.resolve(magnet).then((text) => (set(false), text)))
    await look()
    expect(handed).toEqual([])
  })

  it('may not be readable', async () => {
    set(true)
    readText.mockRejectedValue(new Error('Nobody gives it out.'))
    await look()
    expect(handed).toEqual([])
  })
})
