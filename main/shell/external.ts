import { shell } from 'electron'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import { ask } from './dialogs.ts'
import { speech } from './speech.ts'

const longestAddress = 2048

/**
 * The address in its one canonical spelling (host in ASCII, odd characters escaped), so that what is shown is what is
 * opened; null = not one that is opened at all: only https without a password in it, and mailto to one address.
 */
export function externalUrl(text: string): URL | null {
  if (text.length > longestAddress) return null
  const url = URL.parse(text)
  if (url?.protocol === 'https:') return url.username === '' && url.password === '' ? url : null
  // What else a mail address may carry (further recipients, files to attach) is not for a torrent to choose.
  if (url?.protocol === 'mailto:') return /^[\w.+-]+@[\w.-]+$/.test(url.pathname) && url.search === '' ? url : null
  return null
}

/** The only way out: opens addresses in the person's browser or mail program. */
export class WayOut {
  readonly #sites: readonly URL[]
  #asking = false

  /** @param sites that Estuary itself points to; every other address may come from a torrent and is asked about */
  constructor(sites: readonly string[]) {
    this.#sites = sites.map((site) => new URL(site))
  }

  /**
   * Opens an address, after asking unless Estuary itself points there. While one question is open, others are
   * declined. Fails with Fault 'invalid'.
   */
  async open(text: string): Promise<'opened' | 'declined'> {
    const url = externalUrl(text)
    if (!url) throw new Fault('invalid', say('outside.address'))
    if (!this.#isKnown(url) && !(await this.#isWanted(url))) return 'declined'
    await shell.openExternal(url.href)
    return 'opened'
  }

  /** A site may be one folder of a host on which others publish as well. */
  #isKnown({ origin, pathname }: URL): boolean {
    return this.#sites.some((site) => {
      const folder = site.pathname.replace(/\/?$/, '/')
      return origin === site.origin && `${pathname}/`.startsWith(folder)
    })
  }

  async #isWanted(url: URL): Promise<boolean> {
    if (this.#asking) return false
    this.#asking = true
    try {
      const words = speech.words.external
      const { response } = await ask({
        type: 'question',
        message: url.protocol === 'mailto:' ? words.mail : words.web,
        detail: `${url.href}\n\n${words.warning}`,
        buttons: [words.open, words.cancel],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      })
      return response === 0
    } finally {
      this.#asking = false
    }
  }
}
