import type { Words } from '../words.ts'

export const keyWords: Words['keyWords'] = {
  Ctrl: 'Strg',
  Alt: 'Alt',
  Shift: 'Umschalt',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Bild↑',
  PageDown: 'Bild↓',
  Home: 'Pos1',
  End: 'Ende',
  Insert: 'Einfg',
  Delete: 'Entf',
  Backspace: 'Rücktaste',
  Space: 'Leertaste',
  Enter: 'Eingabe',
  Tab: 'Tab',
  Escape: 'Esc',
  click: 'Klick',
}
