import { form, torrents } from './numbers.ts'

/** What the desktop program says outside of its window's page: its menu, and the questions of the system. */
export const desktopWords = {
  menu: {
    file: '&File',
    edit: '&Edit',
    view: '&View',
    window: '&Window',
    help: '&Help',
    about: 'About Estuary',
    services: 'Services',
    hide: 'Hide Estuary',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    quit: 'Quit',
    quitMac: 'Quit Estuary',
    close: 'Close',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    minimize: 'Minimise',
    zoom: 'Zoom',
    allToFront: 'Bring All to Front',
    website: (kind: string) => `${kind}’s website`,
    dataFolder: 'Open the data folder',
  },

  external: {
    web: 'Open this address in your browser?',
    mail: 'Write to this address?',
    warning: 'It may come from a torrent, so anybody may have written it.',
    open: 'Open',
    cancel: 'Cancel',
  },

  passwords: {
    title: 'This system has no safe for passwords.',
    explain:
      'Estuary found no Secret Service or KWallet. It can keep passwords in its data folder, encrypted under a key in ' +
      'a file beside them: whoever can read your files can read them, too. Or it forgets them when it ends, and you ' +
      'type them again next time.',
    keep: 'Keep them in the data folder',
    forget: 'Forget them when Estuary ends',
    dontAsk: 'Don’t ask again',
  },

  leaving: {
    title: (number: number) =>
      `${torrents(number)} ${form(number, 'waits', 'wait')} to be removed. Remove ${form(number, 'it', 'them')} now?`,
    explain: 'Estuary ends then. What is kept stays in the list as it was before.',
    now: 'Remove now',
    keep: 'Keep',
  },

  crash: {
    title: 'The window stopped working, again and again.',
    explain: 'Your daemons are not affected. Nothing that was sent to them is lost.',
    show: 'Show it again',
    quit: 'Quit',
  },

  cannotStart: 'Estuary cannot start',
} as const
