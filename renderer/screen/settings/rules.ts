import CircleAlert from '@lucide/svelte/icons/circle-alert'
import CircleCheck from '@lucide/svelte/icons/circle-check'
import HardDrive from '@lucide/svelte/icons/hard-drive'
import Plug from '@lucide/svelte/icons/plug'
import Unplug from '@lucide/svelte/icons/unplug'
import type { NoticeKind, NoticeRule } from '../../../preload/contract/notices.ts'
import type { Icon } from '../../ui/menu.ts'

export const noticeIcons: Readonly<Record<NoticeKind, Icon>> = {
  finished: CircleCheck,
  failed: CircleAlert,
  lost: Unplug,
  back: Plug,
  low: HardDrive,
}

/** How each is drawn; those that are not here are plain. */
export const noticeTones: Readonly<Partial<Record<NoticeKind, 'ok' | 'bad' | 'warn'>>> = {
  finished: 'ok',
  failed: 'bad',
  lost: 'warn',
  low: 'warn',
}

/** What a new line says until somebody says something else. */
export const freshRule: NoticeRule = { on: true, kind: 'finished', daemon: null, label: null, outcome: 'silent' }

/** The list with one line at another place. */
export function moved(rules: readonly NoticeRule[], from: number, to: number): NoticeRule[] {
  const rule = rules[from]
  if (!rule || to < 0 || to >= rules.length) return [...rules]
  const rest = rules.filter((_, at) => at !== from)
  return [...rest.slice(0, to), rule, ...rest.slice(to)]
}

/** The list with one more line at a place, or at its end where it is not so long any more. */
export function withLine(rules: readonly NoticeRule[], at: number, rule: NoticeRule): NoticeRule[] {
  return [...rules.slice(0, at), rule, ...rules.slice(at)]
}

/** Why a line never decides: news of daemons have no label, or another line (by its place) always fits first. */
export type Idle = { why: 'label' } | { why: 'reached'; by: number }

/** null = it may decide, or it is off anyway. */
export function idleness(rules: readonly NoticeRule[], at: number): Idle | null {
  const rule = rules[at]
  if (!rule?.on) return null
  const isOfDaemon = rule.kind !== null && rule.kind !== 'finished' && rule.kind !== 'failed'
  if (isOfDaemon && rule.label !== null) return { why: 'label' }
  const by = rules.findIndex((other, place) => place < at && other.on && covers(other, rule))
  return by < 0 ? null : { why: 'reached', by }
}

/** Whether whatever fits one line fits another one, too. */
function covers(wide: NoticeRule, narrow: NoticeRule): boolean {
  return (['kind', 'daemon', 'label'] as const).every((part) => wide[part] === null || wide[part] === narrow[part])
}
