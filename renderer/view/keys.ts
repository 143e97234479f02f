import type { Step } from './select.ts'

/** The part of a keyboard event that decisions need. */
export interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

export type GridCommand =
  | { do: 'step'; step: Step; additive: boolean; range: boolean }
  | { do: 'toggle' | 'remove' | 'removeFiles' | 'selectAll' | 'deselect' | 'menu' | 'pickFocus' | 'copy' | 'details' }
  | { do: 'queue'; to: 'top' | 'up' | 'down' | 'bottom' }
  | { do: 'type'; letter: string }

export type WindowCommand = 'filter' | 'add' | 'addLink' | 'details' | 'settings' | 'daemons'

const steps: Record<string, Step> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'home',
  End: 'end',
}

const queueMoves: Record<string, 'top' | 'up' | 'down' | 'bottom'> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'top',
  End: 'bottom',
}

/** What a key does while the table has the focus; null = nothing of ours. */
export function gridCommand(press: Press): GridCommand | null {
  const additive = press.ctrlKey || press.metaKey
  const { key, shiftKey: range, altKey } = press
  if (altKey) {
    const to = additive ? undefined : queueMoves[key]
    return to ? { do: 'queue', to } : null
  }
  const step = steps[key]
  if (step) return { do: 'step', step, additive, range }
  if (additive) return withControl(key.toLowerCase())
  if (key === 'Delete') return { do: range ? 'removeFiles' : 'remove' }
  if (key === 'Escape') return { do: 'deselect' }
  if (key === 'Enter') return { do: 'details' }
  if (key === ' ') return { do: 'toggle' }
  if (key === 'ContextMenu' || (key === 'F10' && range)) return { do: 'menu' }
  // The slash belongs to the search field.
  if ([...key].length === 1 && key !== '/') return { do: 'type', letter: key }
  return null
}

function withControl(key: string): GridCommand | null {
  if (key === 'a') return { do: 'selectAll' }
  if (key === 'c') return { do: 'copy' }
  if (key === ' ') return { do: 'pickFocus' }
  return null
}

/** What a key does anywhere in the window. `typing`: the focus is in a field, which keeps plain letters. */
export function windowCommand(press: Press, typing: boolean): WindowCommand | null {
  const control = press.ctrlKey || press.metaKey
  if (press.altKey || press.shiftKey) return null
  if (!control) return press.key === '/' && !typing ? 'filter' : null
  const commands: Record<string, WindowCommand> = {
    f: 'filter',
    d: 'details',
    o: 'add',
    u: 'addLink',
    i: 'addLink',
    ',': 'settings',
  }
  return commands[press.key.toLowerCase()] ?? null
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
