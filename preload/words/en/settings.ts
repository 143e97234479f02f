import { isolated } from '../../text/shown.ts'
import { figures } from './numbers.ts'

/** Words of the page with Estuary's own settings. */
export const settingsWords = {
  remark: 'Changes take effect at once',
  find: 'Find a setting',
  clear: 'Clear the search',
  none: (text: string) => `No setting named “${isolated(text)}”`,
  noneHint: 'Preferences of a daemon are not here: they are the daemon’s own.',
  sections: { general: 'General', notices: 'Notices', desktop: 'Desktop', keyboard: 'Keyboard', data: 'Data' },

  general: {
    language: 'Language',
    density: 'Density',
    theme: 'Theme',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    rows: 'Torrents shown of one daemon',
    rowsMeaning: 'Of a daemon that has more, the first are shown. More of them take more memory.',
    rowsBetween: (least: number, most: number) =>
      `A whole number from ${figures.format(least)} to ${figures.format(most)}.`,
  },

  keyboard: {
    all: (number: number) => `All ${figures.format(number)} commands`,
    fewer: 'Fewer commands',
    groups: {
      torrents: 'On the selected torrents',
      window: 'In the window',
      filters: 'Filters',
      settings: 'Settings',
    },
    none: 'no key',
    press: 'Press the new keys',
    /** In front of a command's keys, for the ear. */
    keysOf: (command: string) => `${command}:`,
    listening: 'Esc leaves, Backspace clears.',
    taken: (keys: string, command: string) => `${keys} is taken by “${command}”.`,
    takeOver: 'Take it over',
    fixed: (keys: string, meaning: string) => `${keys} always means: ${meaning}.`,
    ofSystem: (keys: string) => `${keys} belongs to the browser or the system.`,
    notAlone: (keys: string) => `${keys} alone cannot be a key: take Ctrl or Alt with it, or F1 to F12.`,
    reset: (command: string) => `Usual keys for “${command}”`,
    resetAll: 'Usual keys for all',
    paste: 'Paste',
    edit: 'edit a text',
  },
}
