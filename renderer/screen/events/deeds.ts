import CircleAlert from '@lucide/svelte/icons/circle-alert'
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleHelp from '@lucide/svelte/icons/circle-question-mark'
import CircleSlash from '@lucide/svelte/icons/circle-slash'
import Hourglass from '@lucide/svelte/icons/hourglass'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import Undo2 from '@lucide/svelte/icons/undo-2'
import type { Deed, DeedChange, DeedState, DeedValue } from '../../../preload/contract/audit.ts'
import { isolated } from '../../../preload/text/shown.ts'
import { deedTitle } from '../../../preload/words/audit.ts'
import { count, duration, limit, unknown } from '../../text/format.ts'
import { language } from '../../text/language.svelte.ts'
import { languageNames } from '../../../preload/words/language.ts'
import { auditWords as words, shellWords, t } from '../../text/words.ts'
import type { Icon } from '../../ui/menu.ts'

export const stateIcons: Readonly<Record<DeedState, Icon>> = {
  pending: Hourglass,
  waiting: Hourglass,
  done: CircleCheck,
  partly: TriangleAlert,
  failed: CircleAlert,
  undone: Undo2,
  cancelled: CircleSlash,
  unknown: CircleHelp,
  lost: CircleHelp,
}

export const stateTones: Readonly<Record<DeedState, 'plain' | 'good' | 'warn' | 'bad'>> = {
  pending: 'plain',
  waiting: 'plain',
  done: 'good',
  partly: 'warn',
  failed: 'bad',
  undone: 'plain',
  cancelled: 'warn',
  unknown: 'warn',
  lost: 'warn',
}

/** What was done, and to what: "Paused: debian.iso and 2 more". */
export function titleOf({ call, torrents, torrentCount, daemons, subject, changes }: Deed): {
  deed: string
  what: string
} {
  const deed = deedTitle(language.current, call)
  const [torrent] = torrents
  if (torrent) {
    const name = torrent.name || torrent.key
    return { deed, what: torrentCount > 1 ? words.more(name, torrentCount - 1) : isolated(name) }
  }
  const name = subject || daemons[0]?.name
  if (name) return { deed, what: isolated(name) }
  return { deed, what: changes.map(({ field }) => fieldName(field)).join(', ') }
}

/** What a field is called; one that the catalogue does not know by its own name. */
export function fieldName(field: string): string {
  const names: Readonly<Record<string, string>> = words.fields
  return Object.hasOwn(names, field) ? (names[field] ?? field) : field
}

/** What something was before, in words. */
export function beforeText({ field, before, mixed }: DeedChange): string {
  return mixed ? words.mixed : valueText(field, before)
}

/** A value of a field, in words. */
export function valueText(field: string, value: DeedValue): string {
  if (field.endsWith('BytesPerSecond'))
    return typeof value === 'number' || value === null ? limit(value) : value.toString()
  if (value === null) return unknown
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (typeof value === 'number') return count(field === 'queue' ? value + 1 : value)
  if (value.startsWith('[redacted')) return words.secret
  if (field === 'state' && Object.hasOwn(t.states, value)) return t.states[value as keyof typeof t.states]
  const places = { top: t.menu.queueTop, up: t.menu.queueUp, down: t.menu.queueDown, bottom: t.menu.queueBottom }
  const settings = settingValues(field)
  if (settings && Object.hasOwn(settings, value)) return settings[value] ?? value
  if (field === 'queue' && Object.hasOwn(places, value)) return places[value as keyof typeof places]
  return value === '' ? t.none : isolated(value)
}

/** What the values of a setting are called; null = they have no names. */
function settingValues(field: string): Readonly<Record<string, string>> | null {
  const { themes, densities, languageOfSystem } = shellWords.toolbar
  if (field === 'theme') return themes
  if (field === 'density') return densities
  return field === 'language' ? { ...languageNames, system: languageOfSystem } : null
}

/** How long it took; empty = it is not over. */
export function answeredText({ call, at, endedAt }: Deed): string {
  if (endedAt === null) return ''
  const tookMs = Math.max(0, endedAt - at)
  const length = tookMs < 1_000 ? `${count(tookMs)}\u00a0ms` : duration(tookMs)
  // What waits is over long after its answer.
  return call === 'removals.begin' ? words.over(length) : words.answered(length)
}
