import { createHash } from 'node:crypto'
import { clipboard } from 'electron'
import type { AddSource } from '../../preload/contract/adding.ts'
import type { Settings } from '../../preload/contract/settings.ts'
import { readV1 } from '../../preload/torrent/infohash.ts'
import { readMagnet, writeMagnet } from '../../preload/torrent/magnet.ts'
import type { Core } from '../core/core.ts'
import { inBackground, type OnFault } from '../lib/guard.ts'
import { type Memory, mostMarks } from './memory.ts'
import type { MainWindow } from './window.ts'

/*
 * The one place that reads the clipboard, where the person has switched that on, and only when they turn to the window.
 * What lies there may be anything, also a password: what is no link is dropped at once, nothing of it is logged or kept
 * but a mark by which what was offered is known again.
 */

/** A text of more is somebody's document. */
const longestText = 65_536
const longestLink = 8_192
const mostLinks = 20

interface Options {
  core: Core
  window: Pick<MainWindow, 'looked' | 'isInFront'>
  memory: Memory
  /** A fault of ours in a look; what it is told may hold what was in the clipboard. */
  onFault: OnFault
}

/** Offers what lies in the clipboard to the window, once. */
export class ClipboardWatch {
  readonly #options: Options
  #isOn = false
  /** The latest look: an earlier one that is answered late says nothing any more. */
  #look = 0

  constructor(options: Options) {
    const { core, window, onFault } = options
    this.#options = options
    core.enter('program').on(
      'settings',
      {},
      {
        // The core's own feed: it is of the contract's form.
        item: (settings) => {
          this.#isOn = (settings as Settings).desktop.clipboard
        },
        ended: () => {
          this.#isOn = false
        },
      },
    )
    window.looked.on(() => inBackground(() => this.#offer(), onFault))
  }

  async #offer(): Promise<void> {
    if (!this.#isOn) return
    this.#look += 1
    const look = this.#look
    // One that cannot be read (its owner is gone) has nothing to offer.
    const text: unknown = await clipboard.readText().catch(() => '')
    const { core, memory, window } = this.#options
    // Meanwhile it may have been switched off, or the person turned away.
    if (look !== this.#look || !this.#isOn || !window.isInFront) return
    const sources = linksIn(text)
    if (sources.length === 0) return
    const mark = createHash('sha256').update(JSON.stringify(sources)).digest('base64')
    const { offered } = memory.value
    if (offered.includes(mark)) return
    memory.set({ offered: [...offered, mark].slice(-mostMarks) })
    core.handOver({ sources, problems: [], isOffer: true })
  }
}

/** Torrents that a text names and nothing else: magnet links, info-hashes, addresses of .torrent files. */
export function linksIn(text: unknown): AddSource[] {
  if (typeof text !== 'string' || text.length > longestText) return []
  const words = text.split(/\s+/).filter(Boolean)
  if (words.length > mostLinks) return []
  const sources = words.map(sourceOf)
  // Where there is something else beside them, it is a text about something else.
  return sources.every((source) => source !== null) ? sources : []
}

function sourceOf(word: string): AddSource | null {
  if (word.length > longestLink || /\p{Cc}/u.test(word)) return null
  const magnet = readMagnet(word)
  if (magnet) return (magnet.v1 ?? magnet.v2) === null ? null : { kind: 'magnet', uri: word }
  const uri = magnetOfHash(word)
  if (uri !== null) return { kind: 'magnet', uri }
  const url = URL.parse(word)
  if (!url || !/^https?:$/.test(url.protocol) || !/\.torrent$/i.test(url.pathname)) return null
  return { kind: 'url', url: word }
}

/** Base32 is not taken: any word of 32 letters would be one. */
function magnetOfHash(word: string): string | null {
  if (/^[0-9a-f]{40}$/i.test(word)) return writeMagnet({ v1: readV1(word), v2: null, name: null, trackers: [] })
  if (/^[0-9a-f]{64}$/i.test(word)) return writeMagnet({ v1: null, v2: word.toLowerCase(), name: null, trackers: [] })
  return null
}
