import CircleAlert from '@lucide/svelte/icons/circle-alert'
import CircleCheck from '@lucide/svelte/icons/circle-check'
import Ellipsis from '@lucide/svelte/icons/ellipsis'
import EyeOff from '@lucide/svelte/icons/eye-off'
import MousePointerClick from '@lucide/svelte/icons/mouse-pointer-click'
import Plug from '@lucide/svelte/icons/plug'
import Plus from '@lucide/svelte/icons/plus'
import ShieldAlert from '@lucide/svelte/icons/shield-alert'
import ShieldCheck from '@lucide/svelte/icons/shield-check'
import Trash2 from '@lucide/svelte/icons/trash-2'
import Unplug from '@lucide/svelte/icons/unplug'
import type { EventKind, HistoryEvent } from '../../../preload/contract/events.ts'
import { type DaemonId, keyOf, type TorrentKey } from '../../../preload/contract/keys.ts'
import { inWords } from '../../text/told.ts'
import { shellWords } from '../../text/words.ts'
import type { Icon } from '../../ui/menu.ts'
import { isolated, sentence as shownSentence } from '../../../preload/text/shown.ts'

export const eventIcons: Record<EventKind, Icon> = {
  added: Plus,
  removed: Trash2,
  finished: CircleCheck,
  failed: CircleAlert,
  connected: Plug,
  lost: Unplug,
  refused: ShieldAlert,
  trusted: ShieldCheck,
  hidden: EyeOff,
  omitted: Ellipsis,
  acted: MousePointerClick,
}

export const eventTone: Record<EventKind, 'plain' | 'good' | 'warn' | 'bad'> = {
  added: 'plain',
  removed: 'plain',
  finished: 'good',
  failed: 'bad',
  connected: 'plain',
  lost: 'warn',
  refused: 'bad',
  trusted: 'plain',
  hidden: 'warn',
  omitted: 'warn',
  acted: 'plain',
}

/** A line of history in words: whose it is, what happened, what was said about it, and whether nobody was looking. */
export function sentence(event: Pick<HistoryEvent, 'kind' | 'name' | 'text' | 'says' | 'away'>): string {
  const { kind, name, away } = event
  const text = inWords(event.says, event.text)
  const { kinds, away: whileAway } = shellWords.events
  // What was done here is told in the past already: "Paused debian.iso."
  if (kind === 'acted') return text === '' ? isolated(name) : shownSentence(text)
  const head = `${isolated(name)}: ${kinds[kind]}${away ? ` ${whileAway}` : ''}`
  return text ? `${head}. ${shownSentence(text)}` : head
}

/** The same with fingerprints by their first bytes: nobody compares one here. */
export function brief(text: string): string {
  return text.replaceAll(/\b((?:[0-9A-F]{2}:){3}[0-9A-F]{2}):(?:[0-9A-F]{2}:){27}[0-9A-F]{2}\b/g, '$1…')
}

/** What a line of history is about: its torrent, else its daemon; null = neither is there any more. */
export type Subject = { torrent: TorrentKey } | { daemon: DaemonId }

export function subjectOf(
  { daemon, hash }: Pick<HistoryEvent, 'daemon' | 'hash'>,
  isTorrent: (key: TorrentKey) => boolean,
  isDaemon: (id: DaemonId) => boolean,
): Subject | null {
  if (daemon === null) return null
  const key = hash === null ? null : keyOf(daemon, hash)
  if (key !== null && isTorrent(key)) return { torrent: key }
  return isDaemon(daemon) ? { daemon } : null
}
