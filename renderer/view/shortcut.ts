import { keyWords } from '../text/words.ts'
import type { Press } from './keys.ts'

/*
 * A shortcut is written as "Ctrl+Shift+K": Ctrl (which is Command on a Mac), Alt, Shift in this order, then the key as
 * the browser calls it; letters are capitals. A sign that needs Shift somewhere is named by itself ("?").
 */

/** A press with the place of its key on the keyboard. */
export interface PlacedPress extends Press {
  readonly code?: string
}

const alone = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'])

/** The shortcut that was pressed; null = only a modifier so far, or no key that can be one. */
export function shortcutOf({ key, code = '', ctrlKey, metaKey, altKey, shiftKey }: PlacedPress): string | null {
  if (alone.has(key) || key === '') return null
  const name = keyName(key, code, altKey)
  const isSign = [...name].length === 1 && name.toLowerCase() === name.toUpperCase() && name !== ' '
  const parts = [
    ctrlKey || metaKey ? 'Ctrl' : '',
    altKey ? 'Alt' : '',
    shiftKey && !isSign ? 'Shift' : '',
    name === ' ' ? 'Space' : name,
  ]
  return parts.filter(Boolean).join('+')
}

/** With Alt a Mac writes other letters: then the place on the keyboard says which key it was. */
function keyName(key: string, code: string, altKey: boolean): string {
  const placed = altKey ? /^(?:Key([A-Z])|Digit(\d))$/.exec(code) : null
  if (placed) return placed[1] ?? placed[2] ?? key
  return [...key].length === 1 ? key.toUpperCase() : key
}

/** Whether a field that is typed into keeps it: plain letters and signs, and what moves and edits in a field. */
export function belongsToFields(shortcut: string): boolean {
  if (shortcut.startsWith('Alt+')) return false
  if (!shortcut.startsWith('Ctrl+')) return !/^F\d+$/.test(shortcut)
  return /^Ctrl\+(Shift\+)?(A|C|V|X|Y|Z|Backspace|Delete|Home|End|Arrow\w+)$/.test(shortcut)
}

/** Whether a person may choose it: Tab, Escape, Enter, the arrows and the plain letters have a meaning everywhere. */
export function isChoosable(shortcut: string): boolean {
  return (
    /^(Ctrl\+|Alt\+)/.test(shortcut) ||
    /^(Shift\+)?(F\d+|Delete|Backspace|Insert|Space)$/.test(shortcut) ||
    isSign(shortcut)
  )
}

function isSign(shortcut: string): boolean {
  return [...shortcut].length === 1 && shortcut.toLowerCase() === shortcut.toUpperCase()
}

/** What Macs have on their keys in every language; Command, which is Ctrl elsewhere, stands last. */
const onMac: Record<string, string> = {
  Ctrl: '⌘',
  Alt: '⌥',
  Shift: '⇧',
  Delete: '⌦',
  Backspace: '⌫',
  Enter: '↩',
  Tab: '⇥',
  PageUp: '⇞',
  PageDown: '⇟',
  Home: '↖',
  End: '↘',
}

function isNamed(part: string): part is keyof typeof keyWords {
  return Object.hasOwn(keyWords, part)
}

/** The keys of a shortcut as they are drawn, one cap each, in the language of now. */
export function keyCaps(shortcut: string, isMac: boolean): string[] {
  const parts = shortcut === '+' ? ['+'] : shortcut.split(/\+(?!$)/)
  const last = isMac && parts[0] === 'Ctrl' && parts.length > 1 ? 1 : 0
  const placed = [...parts.slice(last, -1), ...parts.slice(0, last), ...parts.slice(-1)]
  return placed.map((part) => (isMac ? onMac[part] : undefined) ?? (isNamed(part) ? keyWords[part] : part))
}

/** As a menu shows it: "Ctrl+K", on a Mac "⌘K". */
export function keyText(shortcut: string, isMac: boolean): string {
  return keyCaps(shortcut, isMac).join(isMac ? '' : '+')
}

/** As aria-keyshortcuts wants it. */
export function ariaKeys(shortcuts: readonly string[], isMac: boolean): string {
  return shortcuts.map((each) => each.replace('Ctrl', isMac ? 'Meta' : 'Control')).join(' ')
}
