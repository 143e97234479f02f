import { isolated } from '../../text/shown.ts'
import type { Words } from '../words.ts'
import { figures } from './numbers.ts'

export const settingsWords: Words['settingsWords'] = {
  remark: 'Änderungen gelten sofort',
  find: 'Einstellung finden',
  clear: 'Suche leeren',
  none: (text) => `Keine Einstellung heißt „${isolated(text)}“`,
  noneHint: 'Die Einstellungen eines Daemons stehen nicht hier: sie gehören dem Daemon.',
  sections: { general: 'Allgemein', notices: 'Meldungen', desktop: 'Desktop', keyboard: 'Tastatur', data: 'Daten' },

  general: {
    language: 'Sprache',
    density: 'Zeilen',
    theme: 'Farben',
    themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
    rows: 'Gezeigte Torrents je Daemon',
    rowsMeaning: 'Hat ein Daemon mehr, werden die ersten gezeigt. Mehr davon brauchen mehr Speicher.',
    rowsBetween: (least, most) => `Eine ganze Zahl von ${figures.format(least)} bis ${figures.format(most)}.`,
  },

  keyboard: {
    all: (number) => `Alle ${figures.format(number)} Befehle`,
    fewer: 'Weniger Befehle',
    groups: {
      torrents: 'Für ausgewählte Torrents',
      window: 'Im Fenster',
      filters: 'Filter',
      settings: 'Einstellungen',
    },
    none: 'keine Taste',
    press: 'Neue Tasten drücken',
    keysOf: (command) => `${command}:`,
    listening: 'Esc bricht ab, Rücktaste leert.',
    taken: (keys, command) => `${keys} hat schon „${command}“.`,
    takeOver: 'Übernehmen',
    fixed: (keys, meaning) => `${keys} heißt immer: ${meaning}.`,
    ofSystem: (keys) => `${keys} gehört dem Browser oder dem System.`,
    notAlone: (keys) => `${keys} allein geht nicht: mit Strg oder Alt drücken, oder F1 bis F12 nehmen.`,
    reset: (command) => `Übliche Tasten für „${command}“`,
    resetAll: 'Übliche Tasten für alle',
    paste: 'Einfügen',
    edit: 'Text bearbeiten',
  },
}
