import { isolated } from '../../text/shown.ts'
import { counted } from './numbers.ts'

/*
 * What commands are called, in the toolbar's tooltips, menus, the palette and the list of shortcuts.
 */

export const commandNames = {
  find: 'Find',
  palette: 'Command palette',
  shortcuts: 'Keyboard shortcuts',
  addFile: 'Add torrent files…',
  addLink: 'Add a link…',
  details: 'Show or hide the details',
  settings: 'Settings',
  daemons: 'Daemons…',
  accounts: 'Accounts',
  addDaemon: 'Add a daemon…',
  showAll: 'Show all torrents',
  clearFilters: 'Clear the filters',
  toggle: 'Pause or resume',
  resume: 'Resume',
  pause: 'Pause',
  recheck: 'Force recheck',
  reannounce: 'Ask the tracker again',
  queueTop: 'To the top of the queue',
  queueUp: 'Up in the queue',
  queueDown: 'Down in the queue',
  queueBottom: 'To the bottom of the queue',
  copyName: 'Copy the name',
  copyMagnet: 'Copy the magnet link',
  copyHash: 'Copy the info-hash',
  remove: 'Remove from the list…',
  removeFiles: 'Remove with its files…',
  selectAll: 'Select all',
  themeSystem: 'Theme: like the system',
  themeLight: 'Theme: light',
  themeDark: 'Theme: dark',
  compact: 'Rows: compact',
  comfortable: 'Rows: comfortable',
  resetColumns: 'Reset columns',
  log: 'Show the log',
  exportSettings: 'Export the settings…',
  importSettings: 'Import settings…',
}

export const paletteWords = {
  title: 'Command palette',
  placeholder: 'Type a command, a torrent or a daemon',
  results: (number: number) => counted(number, 'result', 'results'),
  groups: {
    recent: 'Used lately',
    selection: 'For what is selected',
    actions: 'Actions',
    torrents: 'Torrents',
    daemons: 'Daemons',
    filters: 'Filters',
    settings: 'Settings',
  },
  show: (name: string) => `Show ${isolated(name)}`,
  showState: (state: string) => `Show: ${isolated(state)}`,
  pauseAll: (daemon: string) => `${isolated(daemon)}: pause all its torrents`,
  resumeAll: (daemon: string) => `${isolated(daemon)}: resume all its torrents`,
  running: (count: string) => `${count} running`,
  paused: (count: string) => `${count} paused`,
  nothingToDo: 'There is none.',
  more: (name: string) => `What can be done with ${name}`,
  none: (text: string) => `Nothing named “${isolated(text)}”`,
  keys: { choose: 'choose', run: 'run', more: 'more for this line', back: 'back', close: 'close' },
}

export const sheetWords = {
  title: 'Keyboard shortcuts',
  groups: { window: 'Everywhere', torrents: 'On the selected torrents', list: 'In the list' },
  close: 'Close',
  none: 'no key',
  fixed: {
    move: 'Move',
    range: 'Select a range',
    pick: 'Select or deselect one more',
    typed: 'Go to the name that begins so',
    letters: 'letters',
    openDetails: 'Show the details',
    menu: 'Menu of the selected torrents',
    deselect: 'Deselect all',
    scope: 'Show one daemon',
    heads: 'To the heads of the columns, from the first row',
  },
}
