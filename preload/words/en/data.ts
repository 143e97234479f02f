import { counted } from './numbers.ts'

/** Words of the settings about data: the folder, and taking settings along. */
export const dataWords = {
  folder: 'Folder',
  weighing: 'Counting…',
  open: 'Open',
  copy: 'Copy the path',
  copied: 'Copied the path.',
  move: 'To move it, end Estuary, move the folder, and start with “--data” and its new path.',
  settings: 'Settings',
  what: 'Daemons, columns and keys',
  safe: 'without passwords and other secrets',
  import: 'Import…',
  export: 'Export…',
} as const

/** Words of the log. What stands in its lines is English in every language. */
export const logWords = {
  title: 'Log',
  text: 'What Estuary has noted since it was started, the newest first. Passwords, keys and other secrets are struck out.',
  lines: 'Lines of the log',
  search: 'Search the log',
  level: 'Level',
  /** Which lines are shown. */
  from: { debug: 'Everything', info: 'Information and worse', warn: 'Warnings and errors', error: 'Errors only' },
  levels: { debug: 'detail', info: 'info', warn: 'warning', error: 'error' },
  reading: 'Reading…',
  none: 'There is nothing in the log.',
  noneFits: 'No line of the log fits.',
  shown: (number: number) => counted(number, 'line', 'lines'),
  atLeast: (number: number) => `${counted(number, 'line', 'lines')} and more`,
  fresh: (number: number) => counted(number, 'new line', 'new lines'),
  copy: 'Copy',
  copied: (number: number) => `Copied ${counted(number, 'line', 'lines')}.`,
  save: 'Save…',
  saved: (number: number) => `Saved ${counted(number, 'line', 'lines')}.`,
  close: 'Close',
} as const
