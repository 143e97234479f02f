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
import { isolated } from '../../../preload/text/shown.ts'
import { eventSentence } from '../../../preload/words/events.ts'
import { language } from '../../text/language.svelte.ts'
import type { Icon } from '../../ui/menu.ts'

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

/** A line of history in the language of now. */
export function sentence(event: Pick<HistoryEvent, 'kind' | 'name' | 'text' | 'says' | 'away'>): string {
  return eventSentence(language.current, event)
}

/** A line in three parts: the name of its torrent, which leads there, and what stands before and behind it. */
export function partsOf(event: HistoryEvent): { before: string; name: string; behind: string } {
  const text = brief(sentence(event))
  const done = event.says?.with['what']
  const subject = event.kind === 'acted' ? (typeof done === 'string' ? done : '') : event.name
  const name = isolated(subject)
  const at = event.hash === null || subject === '' ? -1 : text.indexOf(name)
  if (at < 0) return { before: text, name: '', behind: '' }
  return { before: text.slice(0, at), name, behind: text.slice(at + name.length) }
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
