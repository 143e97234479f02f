import Check from '@lucide/svelte/icons/circle-check'
import CircleAlert from '@lucide/svelte/icons/circle-alert'
import ListIcon from '@lucide/svelte/icons/list'
import Monitor from '@lucide/svelte/icons/monitor'
import Plug from '@lucide/svelte/icons/plug'
import Plus from '@lucide/svelte/icons/plus'
import Trash2 from '@lucide/svelte/icons/trash-2'
import { type EventKind, eventKinds, failureKinds } from '../../../preload/contract/events.ts'
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
  acted: Monitor,
  daemons: Plug,
}

/** The group in which a kind is counted. */
export function groupOf(kind: EventKind): KindGroup {
  return kindGroups.find((group) => kindsOf[group].includes(kind)) ?? 'daemons'
}

/** The kinds that are let in; null = all of them. */
export function kindsLetIn(groups: ReadonlySet<KindGroup>, onlyFailures: boolean): EventKind[] | null {
  if (groups.size === 0 && !onlyFailures) return null
  const chosen = groups.size === 0 ? [...eventKinds] : [...groups].flatMap((group) => kindsOf[group])
  return onlyFailures ? chosen.filter((kind) => failureKinds.includes(kind)) : chosen
}

/** What is chosen after a press: that alone, or with Ctrl also that; what is chosen alone is given up again. */
export function pressed<T>(chosen: ReadonlySet<T>, value: T, isAdded: boolean): ReadonlySet<T> {
  if (isAdded)
    return chosen.has(value) ? new Set([...chosen].filter((one) => one !== value)) : new Set([...chosen, value])
  return chosen.size === 1 && chosen.has(value) ? new Set() : new Set([value])
}
