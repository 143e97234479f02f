import { isolated } from '../../text/shown.ts'
import { counted, figures, torrents } from './numbers.ts'

/** Words of the window's frame: sidebar, toolbar, footer, recent events, and what stands over everything. */
export const shellWords = {
  brand: 'Estuary',

  sidebar: {
    label: 'What is shown',
    resize: 'Width of the sidebar',
    open: 'Open the sidebar',
    rail: 'Sidebar',
    all: 'All torrents',
    daemons: 'Daemons',
    states: 'State',
    labels: 'Labels',
    trackers: 'Trackers',
    owners: 'Owners',
    addDaemon: 'Add a daemon',
    item: (name: string, torrents: string) => `${isolated(name)}, ${torrents}`,
    more: (number: number) => `Show ${figures.format(number)} more`,
    less: 'Show fewer',
    down: 'down',
    up: 'up',
  },

  toolbar: {
    label: 'Actions',
    add: 'Add',
    resume: 'Resume',
    pause: 'Pause',
    remove: 'Remove…',
    top: 'To the top of the queue',
    up: 'Up in the queue',
    down: 'Down in the queue',
    bottom: 'To the bottom of the queue',
    more: 'More actions',
    search: 'Search',
    searchIn: (number: number) => `Search ${torrents(number)}`,
    clearSearch: 'Clear the search',
    view: 'View',
    look: 'Look',
    theme: 'Theme',
    themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
    rows: 'Rows',
    densities: { compact: 'Compact', comfortable: 'Comfortable' },
    language: 'Language',
    languageOfSystem: 'The system’s language',
    events: 'Recent events',
    newEvents: (number: number) => `Recent events, ${figures.format(number)} new`,
    daemons: 'Daemons…',
    details: 'Details',
    noDaemon: 'Add a daemon first.',
  },

  status: {
    label: 'Status',
    connectedShort: (live: number, all: number) => `${figures.format(live)} of ${figures.format(all)} connected`,
    connected: (live: number, all: number) =>
      `${figures.format(live)} of ${counted(all, 'daemon', 'daemons')} connected`,
    noDaemons: 'No daemons',
    idle: 'idle',
    idleShown: 'nothing shown is moving',
    ofShown: 'Rates of the torrents that are shown',
    down: 'Download rate',
    up: 'Upload rate',
    selectedShort: (part: number) => `${figures.format(part)} selected`,
    selected: (part: number, whole: number) => `${figures.format(part)} of ${figures.format(whole)} selected`,
    shown: (part: number, whole: number) => `${figures.format(part)} of ${torrents(whole)} shown`,
    all: (whole: number) => torrents(whole),
    free: (size: string) => `${size} free`,
    fullSoon: (name: string, size: string) => `${isolated(name)} has only ${size} free.`,
  },

  events: {
    title: 'Recent events',
    none: 'Nothing happened yet.',
    away: 'while away',
    kinds: {
      added: 'added',
      removed: 'removed',
      finished: 'finished',
      failed: 'failed',
      connected: 'connected',
      lost: 'connection lost',
      refused: 'refused',
      trusted: 'certificate trusted',
      hidden: 'shows less than before',
      omitted: 'too much at once',
      acted: '',
    },
  },

  door: {
    lost: 'The connection to Estuary is lost. Trying again…',
    lostHint: 'What you see is what was last known.',
    endedTitle: 'This session is over',
    ended:
      'Estuary was started anew, or this browser has forgotten its visit. Open the address that it printed, or start it ' +
      'again with "npm start -- --web" for a fresh one: each address is good for one visit.',
    faultTitle: 'The window stopped because of a fault of its own',
    fault: 'Your daemons are not affected. Loading the window again usually helps.',
    lateTitle: 'This part of the window could not be loaded',
    late: 'Estuary may have ended, or another version of it runs by now. Loading the window again helps then.',
    reload: 'Load again',
    close: 'Close',
  },

  disk: {
    head: 'Nothing is being saved.',
    hint: 'Estuary goes on, keeps what it can in memory, and saves it as soon as it can.',
    retry: 'Try again',
    reasons: {
      full: (folder: string) => `The disk with ${folder} is full: free some space.`,
      'read-only': (folder: string) => `${folder} cannot be written to: make it writable.`,
      permission: (folder: string) => `Your user account may not write to ${folder}: correct its permissions.`,
      busy: (folder: string) => `Another program holds the database in ${folder}: close that program.`,
      kind: (folder: string) => `Something else is in the place of a file in ${folder}: move it away.`,
      gone: (folder: string) =>
        `${folder} is gone: put it back, or make an empty folder there, and Estuary writes down again what it knows.`,
      io: (folder: string) => `The disk with ${folder} fails: check it and its connection.`,
      ended: (folder: string) => `The part that writes to ${folder} has stopped and is started again.`,
      damaged: (folder: string) => `The database in ${folder} is damaged: start Estuary again.`,
    },
  },

  safe: {
    title: 'Safe mode: nothing is connected by itself',
    text: (endings: number) =>
      `Estuary ended by a fault of its own ${counted(endings, 'time', 'times')} within ten minutes. One of the daemons may be what causes it: connect them one by one to find out which.`,
    asked: 'Estuary was started so. Connect what you want to be connected.',
    what: (fault: string) => `The last fault: ${fault}`,
    all: 'Connect all',
    one: (name: string) => `Connect ${name}`,
  },

  first: {
    title: 'Welcome to Estuary',
    /** kinds: their names, or empty. */
    text: (kinds: string) =>
      `One window over all of your ${kinds && `${kinds} `}daemons: their torrents in one list, wherever they run.`,
    add: 'Connect to a daemon',
    importText: (kind: string) => `The daemons that ${kind}’s own programs on this computer know`,
    looking: (kind: string) => `Looking for ${kind}…`,
    /** hosts: their names. */
    found: (number: number, hosts: string) => `${counted(number, 'connection', 'connections')} found: ${hosts}`,
    foundMore: (number: number) => `${figures.format(number)} more`,
    foundNone: 'None found, choose a folder',
  },
} as const
