import Check from '@lucide/svelte/icons/circle-check'
import CircleAlert from '@lucide/svelte/icons/circle-alert'
import Globe from '@lucide/svelte/icons/globe'
import ListIcon from '@lucide/svelte/icons/list'
import Monitor from '@lucide/svelte/icons/monitor'
import MousePointerClick from '@lucide/svelte/icons/mouse-pointer-click'
import Plug from '@lucide/svelte/icons/plug'
import Plus from '@lucide/svelte/icons/plus'
import Trash2 from '@lucide/svelte/icons/trash-2'
import { type EventKind, eventKinds, failureKinds, ownKinds } from '../../../preload/contract/events.ts'
import type { Icon } from '../../ui/menu.ts'

/** What people narrow the history by: some kinds of lines together. */
export const kindGroups = ['finished', 'added', 'removed', 'failed', 'acted', 'daemons'] as const
export type KindGroup = (typeof kindGroups)[number]

const kindsOf: Readonly<Record<KindGroup, readonly EventKind[]>> = {
  finished: ['finished'],
  added: ['added'],
  removed: ['removed'],
  failed: ['failed'],
  acted: ['acted'],
  daemons: ['connected', 'lost', 'refused', 'trusted', 'hidden', 'omitted'],
}

export const groupIcons: Readonly<Record<KindGroup | 'all', Icon>> = {
  all: ListIcon,
  finished: Check,
  added: Plus,
  removed: Trash2,
  failed: CircleAlert,
  acted: MousePointerClick,
  daemons: Plug,
}

/** The group in which a kind is counted. */
export function groupOf(kind: EventKind): KindGroup {
  return kindGroups.find((group) => kindsOf[group].includes(kind)) ?? 'daemons'
}

/** Where something was done: here, or anywhere else (at a daemon, by another program or by itself). */
export const origins = ['here', 'elsewhere'] as const
export type Origin = (typeof origins)[number]

export const originIcons: Readonly<Record<Origin, Icon>> = { here: Monitor, elsewhere: Globe }

export function originOf(kind: EventKind): Origin {
  return ownKinds.includes(kind) ? 'here' : 'elsewhere'
}

/** The kinds that are let in; null = all of them. */
export function kindsLetIn(
  groups: ReadonlySet<KindGroup>,
  onlyFailures: boolean,
  origin: Origin | null = null,
): EventKind[] | null {
  if (groups.size === 0 && !onlyFailures && origin === null) return null
  const chosen = groups.size === 0 ? [...eventKinds] : [...groups].flatMap((group) => kindsOf[group])
  return chosen.filter(
    (kind) => (!onlyFailures || failureKinds.includes(kind)) && (origin === null || originOf(kind) === origin),
  )
}

/** What is chosen after a press: that alone, or with Ctrl also that; what is chosen alone is given up again. */
export function pressed<T>(chosen: ReadonlySet<T>, value: T, isAdded: boolean): ReadonlySet<T> {
  if (isAdded)
    return chosen.has(value) ? new Set([...chosen].filter((one) => one !== value)) : new Set([...chosen, value])
  return chosen.size === 1 && chosen.has(value) ? new Set() : new Set([value])
}
