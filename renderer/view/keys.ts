import type { Step } from './select.ts'

/** The part of a keyboard event that decisions need. */
export interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** What keys always mean in the table; everything else that can be done there is a command with a key of its own. */
export type GridCommand =
  | { do: 'step'; step: Step; additive: boolean; range: boolean }
  | { do: 'deselect' | 'menu' | 'pickFocus' | 'details' }
  | { do: 'type'; letter: string }

const steps: Record<string, Step> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'home',
  End: 'end',
}

/** What a key does while the table has the focus; null = nothing of ours. */
export function gridCommand(press: Press): GridCommand | null {
  const additive = press.ctrlKey || press.metaKey
  const { key, shiftKey: range, altKey } = press
  if (altKey) return null
  const step = steps[key]
  if (step) return { do: 'step', step, additive, range }
  if (additive) return key === ' ' ? { do: 'pickFocus' } : null
  if (key === 'Escape') return { do: 'deselect' }
  if (key === 'Enter') return { do: 'details' }
  if (key === 'ContextMenu' || (key === 'F10' && range)) return { do: 'menu' }
  return [...key].length === 1 ? { do: 'type', letter: key } : null
}

export type HeaderCommand =
  | { do: 'step'; to: 'left' | 'right' | 'home' | 'end' }
  | { do: 'leave' | 'sort' | 'sortSecond' | 'menu' }
  | { do: 'move'; by: -1 | 1 }
  | { do: 'resize'; by: -1 | 1 }

const headerSteps: Record<string, 'left' | 'right' | 'home' | 'end'> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'home',
  End: 'end',
}

/** What a key does while the keyboard is on a column's head. */
export function headerCommand({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): HeaderCommand | null {
  const direction = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : null
  if (direction && (ctrlKey || metaKey)) return { do: 'move', by: direction }
  if (direction && (shiftKey || altKey)) return { do: 'resize', by: direction }
  const to = headerSteps[key]
  if (to) return { do: 'step', to }
  if (key === 'ArrowDown' || key === 'Escape') return { do: 'leave' }
  if (key === 'Enter' || key === ' ') return { do: shiftKey ? 'sortSecond' : 'sort' }
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return { do: 'menu' }
  return null
}
