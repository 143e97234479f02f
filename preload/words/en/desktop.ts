import { isolated } from '../../text/shown.ts'
import { counted, figures, form, torrents } from './numbers.ts'

/** What the desktop program says outside of its window's page: its menu, and the questions of the system. */
export const desktopWords = {
  showFolder: 'Show in its folder',
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

  tray: {
    idle: 'Nothing moves',
    none: 'No daemons yet',
    /** A daemon and how it is: its rates, or words. */
    daemon: (name: string, how: string) => `${isolated(name)}, ${how}`,
    flowing: (name: string, rates: string) => `${isolated(name)}   ${rates}`,
    more: (number: number) => `and ${counted(number, 'more daemon', 'more daemons')}`,
    pauseAll: 'Pause all',
    resumeAll: 'Resume all',
    slow: 'Alternative limits',
    slowSome: (number: number, all: number) =>
      `Alternative limits (on ${figures.format(number)} of ${figures.format(all)})`,
    hush: {
      title: 'Mute notices',
      /** @param time as in "14:03" */
      muted: (time: string) => `Notices are muted until ${time}`,
      hour: 'For an hour',
      tomorrow: (time: string) => `Until tomorrow, ${time}`,
      none: 'Tell again',
    },
    add: 'Add torrent…',
    open: 'Open Estuary',
    quit: 'Quit Estuary',
    notPaused: (number: number) => `${torrents(number)} could not be paused.`,
    notResumed: (number: number) => `${torrents(number)} could not be resumed.`,
    notSlow: 'The limits were not switched everywhere.',
    close: 'Close',
    /** On the taskbar's button, for the ear. */
    finished: (number: number) => `${figures.format(number)} finished`,
  },
} as const

/** Words of the section of the settings about the desktop. */
export const desktopPageWords = {
  /** In a browser. */
  notHere:
    'Tray, start at login, opening magnet links and looking at the clipboard belong to the desktop program. ' +
    'This window is in a browser.',
  tray: 'Show Estuary in the tray',
  closeToTray: 'Close to the tray',
  closeHint: (keys: string) => `${keys} quits for good`,
  closeHintWindows: 'Quit in the tray’s menu quits for good',
  startHidden: 'Start hidden in the tray',
  startHint: 'Opening Estuary again shows the window',
  noTray: 'This desktop shows no tray, so the window stays',
  atLogin: 'Start at login',
  held: 'Switched off in the system’s settings',
  progress: 'Show progress in the taskbar',
  progressMac: 'Show progress in the dock',
  count: 'Count finished torrents on the icon',
  countWindows: 'Mark the icon when torrents finished',
  clipboard: 'Offer links that are in the clipboard',
  clipboardHint: 'Read when you turn to the window; what is no link is dropped at once',
  opens: { magnet: 'Magnet links', torrent: 'Torrent files' },
  ours: 'Estuary opens them.',
  others: (who: string) => `${isolated(who)} opens them now.`,
  nobody: 'No program opens them now.',
  untold: 'This system does not say what opens them.',
  take: 'Open with Estuary',
  /** What is opened, for the ear. */
  takeOf: (what: string) => `Open with Estuary: ${what}`,
  hindrances: {
    checkout: 'Only an installed Estuary can be entered there.',
    sandbox: 'Estuary runs in a sandbox: choose it in the system’s settings.',
    loose: 'The desktop does not know this copy of Estuary: install a package, or choose it in the system’s settings.',
    elsewhere: 'The system lets only its own settings choose.',
  },
} as const

export const desktopSays = {
  'desktop.none': 'Only the desktop program has that.',
  'desktop.checkout': 'Only an installed Estuary can be entered there.',
  'desktop.sandbox': 'Estuary runs in a sandbox and cannot change that: choose it in the system’s settings.',
  'desktop.loose': 'The desktop does not know this copy of Estuary: install a package first.',
  'desktop.elsewhere': 'Only the system’s own settings can change that.',
  'desktop.refused': 'The system did not take it. Choose it in the system’s settings.',
  'updates.none': 'This copy of Estuary was built without an address to ask for newer versions.',
  'updates.elsewhere': 'Newer versions come from where this one was installed from.',
  'updates.late': 'Nobody answered in time. Try again later.',
  'updates.unreachable': 'The place with newer versions could not be reached. Try again later.',
  'updates.senseless': 'What the place with newer versions says makes no sense. Try again later.',
  'updates.damaged': 'What was fetched is not what was announced, so it was thrown away. Try again later.',
  'updates.unproven': 'Nothing proves that the newer version is from who made this one, so it was thrown away.',
  'updates.failed': ({ text }: { text: string }) => `The newer version could not be fetched: ${isolated(text)}`,
  'updates.gone': 'The newer version is not there any more.',
  'updates.notHere': 'This copy of Estuary cannot replace itself.',
  'updates.notFound': 'No newer version is known.',
  'updates.notReady': 'No newer version is ready.',
  'doing.crash.note': 'not write down a crash',
  'doing.crash.read': 'not read the notes of crashes',
  'doing.login': 'not enter itself among what starts at login',
}
