import type { AddSource } from '../../preload/contract/adding.ts'
import type { News } from '../../preload/contract/app.ts'
import type { Lead } from '../../preload/contract/notices.ts'
import type { Bridge } from '../../preload/contract/bridge.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import { knownAs } from '../../preload/torrent/infohash.ts'
import { readMagnet } from '../../preload/torrent/magnet.ts'
import { inWords, problemText } from '../text/told.ts'
import { addWords, noticeWords as words } from '../text/words.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Dialogs } from './dialogs.svelte.ts'
import type { Leads } from './leads.ts'
import type { Notifications } from './notifications.svelte.ts'
import type { Toasts } from './toasts.svelte.ts'
import type { Torrents } from './torrents.svelte.ts'
import { isolated } from '../../preload/text/shown.ts'

interface Parts {
  bridge: Bridge
  daemons: Daemons
  dialogs: Dialogs
  toasts: Toasts
  notifications: Notifications
  leads: Leads
  torrents: Pick<Torrents, 'rows'>
}

/**
 * What comes to the window from outside: links and files that the system handed to the program (they open the add
 * dialog, nothing more), and news that the system could not tell.
 */
export class Arrivals {
  /** Handed over, and waiting for the list of daemons, the first daemon, or another dialog's end. */
  #waiting: readonly AddSource[] = []
  readonly #parts: Parts
  readonly #stops: (() => void)[]

  constructor(parts: Parts) {
    this.#parts = parts
    const { bridge, daemons, dialogs, leads, toasts } = parts
    this.#stops = [
      bridge.on('news', {}, (news) => void this.#tell(news)),
      bridge.on('leads', {}, (lead) => leads.follow(lead)),
      bridge.on('handed', {}, ({ sources, problems, isOffer }) => {
        if (isOffer) return this.#mention(sources)
        for (const problem of problems) toasts.say(problemText(problem), 'bad')
        if (sources.length > 0) this.#take(sources)
        else if (problems.length === 0) this.#ask()
      }),
      daemons.listen(() => this.#offer()),
      dialogs.listen(() => this.#offer()),
    ]
  }

  close(): void {
    for (const stop of this.#stops) stop()
  }

  /** By the browser where it may, so that it is seen beside other windows; else by a message here. */
  async #tell({ id, title, body, says, tone, sound, about }: News): Promise<void> {
    const { leads, notifications, toasts } = this.#parts
    const texts = { title: inWords(says?.title, title), body: inWords(says?.body, body) }
    const lead = (): void => leads.follow(about)
    const isShown = await notifications.show({ ...texts, tag: id, silent: !sound }, () => {
      window.focus()
      lead()
    })
    if (isShown) return
    const act = { word: words.show, run: lead }
    toasts.say(`${isolated(texts.title)}: ${texts.body}`, tone, isLeading(about) ? { act } : {})
  }

  #take(sources: readonly AddSource[]): void {
    const { daemons, toasts } = this.#parts
    this.#waiting = [...this.#waiting, ...sources]
    if (daemons.ready && daemons.list.length === 0) toasts.say(addWords.daemonFirst)
    this.#offer()
  }

  /** Says that there is something that could be added: nothing opens over what somebody types. */
  #mention(sources: readonly AddSource[]): void {
    const { daemons, toasts } = this.#parts
    const unknown = sources.filter((source) => !this.#isListed(source))
    const [first] = unknown
    if (!first || daemons.list.length === 0) return
    const { add, magnet, several, url } = addWords.clipboard
    const name = first.kind === 'magnet' ? (readMagnet(first.uri)?.name ?? null) : null
    const one = first.kind === 'url' ? url : magnet(name)
    const act = { word: add, run: () => this.#take(unknown) }
    toasts.say(unknown.length > 1 ? several(unknown.length) : one, 'info', { act })
  }

  /** Whether a daemon has it: what was copied here is no news. */
  #isListed(source: AddSource): boolean {
    const magnet = source.kind === 'magnet' ? readMagnet(source.uri) : null
    if (!magnet) return false
    const { daemons, torrents } = this.#parts
    return daemons.list.some(({ id }) => knownAs(magnet).some((hash) => torrents.rows.has(keyOf(id, hash))))
  }

  /** Somebody wants to add something, and says here what. */
  #ask(): void {
    const { daemons, dialogs } = this.#parts
    if (dialogs.open !== null) return
    if (daemons.ready && daemons.list.length === 0) dialogs.show({ kind: 'daemons', adding: true })
    else dialogs.show({ kind: 'add' })
  }

  #offer(): void {
    const { daemons, dialogs } = this.#parts
    const free = dialogs.open === null || dialogs.open.kind === 'add'
    if (this.#waiting.length === 0 || !free || daemons.list.length === 0) return
    const sources = this.#waiting
    this.#waiting = []
    dialogs.show({ kind: 'add', sources })
  }
}

/** Whether there is anything to be shown of it. */
function isLeading({ daemon, torrents }: Lead): boolean {
  return daemon !== null || torrents.length > 0
}
