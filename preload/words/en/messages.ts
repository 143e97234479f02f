import type { ColumnId } from '../../contract/settings.ts'
import type { TorrentState } from '../../contract/torrents.ts'
import { isolated } from '../../text/shown.ts'
import { counted, figures, form, torrents } from './numbers.ts'

/*
 * What the window says of torrents. Entries are strings, or functions where a figure or a name belongs inside the
 * sentence.
 */

const columnTitles: Record<ColumnId, string> = {
  queue: '#',
  name: 'Name',
  daemon: 'Daemon',
  size: 'Size',
  progress: 'Progress',
  state: 'State',
  down: 'Down',
  up: 'Up',
  left: 'Left',
  ratio: 'Ratio',
  seeds: 'Seeds',
  peers: 'Peers',
  label: 'Label',
  added: 'Added',
  completed: 'Completed',
  done: 'Downloaded',
  uploaded: 'Uploaded',
  remaining: 'Remaining',
  seedsPeers: 'Seeds to peers',
  downLimit: 'Down limit',
  upLimit: 'Up limit',
  availability: 'Availability',
  seenComplete: 'Seen complete',
  lastTransfer: 'Last transfer',
  tracker: 'Tracker',
  trackerStatus: 'Tracker status',
  folder: 'Folder',
  owner: 'Owner',
  shared: 'Shared',
  private: 'Private',
}

/** The same columns where a bare word or sign would not say enough: in the chooser and read aloud. */
const columnNames: Record<ColumnId, string> = {
  ...columnTitles,
  queue: 'Place in the queue',
  down: 'Download rate',
  up: 'Upload rate',
  left: 'Time left',
}

const states: Record<TorrentState, string> = {
  downloading: 'Downloading',
  seeding: 'Seeding',
  paused: 'Paused',
  queued: 'Queued',
  checking: 'Checking',
  allocating: 'Allocating',
  moving: 'Moving',
  error: 'Error',
  unknown: 'Unknown',
}

/** What is done to torrents, in the forms that sentences need. */
const verbs = {
  pause: { now: 'Pausing', done: 'Paused', past: 'paused' },
  resume: { now: 'Resuming', done: 'Resumed', past: 'resumed' },
  recheck: { now: 'Starting the recheck', done: 'Rechecking', past: 'set to recheck' },
  reannounce: { now: 'Asking the tracker', done: 'Asked the tracker for', past: 'announced' },
  remove: { now: 'Removing', done: 'Removed', past: 'removed' },
  removeFiles: { now: 'Removing with its files', done: 'Removed', past: 'removed' },
  rename: { now: 'Renaming', done: 'Renamed', past: 'renamed' },
  queue: { now: 'Moving in the queue', done: 'Moved in the queue:', past: 'moved in the queue' },
  move: { now: 'Starting the move', done: 'Moving', past: 'moved' },
  label: { now: 'Setting the label', done: 'Set the label of', past: 'labelled' },
  options: { now: 'Changing options', done: 'Changed the options of', past: 'changed' },
} as const

export const t = {
  torrents,
  none: 'none',
  yes: 'yes',
  no: 'no',
  of: (part: string, whole: string) => `${part} of ${whole}`,
  columnTitles,
  columnNames,
  states,
  verbs,

  /** Sidebar buckets beyond the states' own names. */
  buckets: {
    active: 'Active',
    errors: 'Errors',
    noLabel: 'No label',
    noTracker: 'No tracker',
    notAnswering: 'Not answering',
    noOwner: 'No owner',
  },

  results: {
    /** All went well. */
    all: (done: string, number: number) => `${done} ${torrents(number)}.`,
    removedWithFiles: (number: number) => `Removed ${torrents(number)} with ${form(number, 'its', 'their')} files.`,
    some: (past: string, done: number, whole: number) =>
      `${figures.format(done)} of ${torrents(whole)} ${past}; ${figures.format(whole - done)} not.`,
    nothing: (past: string, number: number) =>
      number === 1 ? `The torrent was not ${past}.` : `None of the ${torrents(number)} were ${past}.`,
    /** Whom one reason stopped. */
    onDaemon: (number: number, daemon: string) => `${torrents(number)} on ${isolated(daemon)}`,
    moreReasons: (number: number) => `${counted(number, 'other reason', 'other reasons')} too.`,
    undo: 'Undo',
    again: 'Try again',
    chooseFirst: 'Choose a torrent first.',
    savedFile: 'Saved the torrent file.',
    savedFiles: (saved: number, all: number) =>
      saved === all
        ? `Saved ${counted(saved, 'torrent file', 'torrent files')}.`
        : `Saved ${figures.format(saved)} of ${counted(all, 'torrent file', 'torrent files')}.`,
    chooseOne: 'Choose only one torrent.',
    listFirst: 'Go back to the list first.',
    notConnected: (daemon: string) => `${isolated(daemon)} is not connected.`,
    daemonGone: 'Its daemon is not in the list any more.',
    copied: {
      name: (number: number) => (number === 1 ? 'Copied the name.' : `Copied ${counted(number, 'name', 'names')}.`),
      magnet: (number: number) =>
        number === 1 ? 'Copied the magnet link.' : `Copied ${counted(number, 'magnet link', 'magnet links')}.`,
      hash: (number: number) =>
        number === 1 ? 'Copied the info-hash.' : `Copied ${counted(number, 'info-hash', 'info-hashes')}.`,
      path: (number: number) => (number === 1 ? 'Copied the path.' : `Copied ${counted(number, 'path', 'paths')}.`),
    },
    notCopied: 'The clipboard could not be used.',
  },

  table: {
    label: 'Torrents',
    resizeColumn: (title: string) => `Drag to change the width of ${title}`,
    chooseColumns: 'Columns',
    resetColumns: 'Reset columns',
    hideColumn: (title: string) => `Hide ${title}`,
    sortUp: 'Sort ascending',
    sortDown: 'Sort descending',
    sortSecond: 'Sort by this second',
    sortedBy: (keys: string) => `Sorted by ${keys}.`,
    ascending: (title: string) => `${title}, ascending`,
    descending: (title: string) => `${title}, descending`,
    matching: (number: number) => `${torrents(number)} shown.`,
    selected: (number: number) => `${torrents(number)} selected.`,
    moved: (title: string, place: number, of: number) => `${title} is column ${place} of ${of}.`,
    widthIs: (title: string, px: number) => `${title} is ${figures.format(px)} pixels wide.`,
    stalled: 'stalled',
    staleSince: (daemon: string, age: string) => `${isolated(daemon)}: last seen ${age}`,
    neverSeen: (daemon: string) => `${isolated(daemon)}: not reached yet`,
    staleRows: 'Rows of daemons that are not connected are faded; they show what was last known.',
    pendingTitle: (verb: string) => `${verb}…`,
  },

  empty: {
    loading: 'Reading the lists of torrents…',
    noTorrents: 'No torrents yet',
    noTorrentsHint: 'Add a torrent file or a magnet link, or drop it anywhere in this window.',
    addTorrent: 'Add a torrent',
    notReached: 'No daemon is connected yet',
    neverReached: (daemons: string) => `Not reached yet: ${daemons}`,
    notReachedHint: 'Their torrents appear here once a daemon answers.',
    showDaemons: 'Show the daemons',
    noMatch: 'Nothing matches',
    noMatchText: (text: string) => `No torrent here matches “${isolated(text)}”.`,
    noMatchFacets: 'No torrent matches all of the filters chosen at the left.',
    clearFilters: 'Clear the filters',
  },

  menu: {
    label: 'Torrent actions',
    pause: 'Pause',
    resume: 'Resume',
    recheck: 'Force recheck',
    reannounce: 'Ask the tracker again',
    queue: 'Queue',
    queueTop: 'To the top',
    queueUp: 'Up',
    queueDown: 'Down',
    saveFiles: 'Save the .torrent files…',
    queueBottom: 'To the bottom',
    copy: 'Copy',
    copyName: 'Name',
    copyMagnet: 'Magnet link',
    copyHash: 'Info-hash',
    copyPath: 'Path',
    remove: 'Remove from the list…',
    removeFiles: 'Remove with its files…',
    selectAll: 'Select all',
  },

  remove: {
    keepsFiles: 'The downloaded files stay on the daemon’s disk.',
    dropsFiles: (bytes: string) =>
      `The downloaded files (${bytes}) are deleted from the daemon’s disk. Nothing brings them back after that.`,
    more: (number: number) => `and ${torrents(number)} more`,
    act: 'Remove from the list',
    actFiles: 'Remove with its files',
    actFilesMany: 'Remove with their files',
    cancel: 'Cancel',
  },

  details: {
    label: 'Details',
    hint: 'Select a torrent to see its details.',
    close: 'Hide the details',
    resize: 'Height of the details',
    selectedMany: (number: number) => `${torrents(number)} selected`,
    progress: 'Progress',
    piecesOf: (have: string, whole: string) => `${have} of ${whole} pieces`,
    piecesUnknown: 'Which pieces are there is not known now.',
    piecesAll: 'Every piece is there.',
    noMetadata: 'fetching metadata',
    downloaded: 'Downloaded',
    uploaded: 'Uploaded',
    ratio: 'Ratio',
    folder: 'Folder',
    down: 'Down',
    up: 'Up',
    limit: 'Limit',
    left: 'Left',
    finished: 'finished',
    seeds: 'Seeds',
    peers: 'Peers',
    availability: 'Availability',
    pieces: 'Pieces',
    added: 'Added',
    active: 'Active',
    tracker: 'Tracker',
    owner: 'Owner',
    size: 'Size',
    remaining: 'Remaining',
    daemons: 'Daemons',
    states: 'States',
    stopsAt: (value: string, stop: string) => `${value}, stops at ${stop}`,
    limits: (down: string, up: string) => `↓ ${down} · ↑ ${up}`,
    trackerSays: (host: string, status: string) => `${isolated(host)}, ${status}`,
    trackerStates: {
      none: 'not asked yet',
      ok: 'ok',
      announcing: 'asking',
      warning: 'warning',
      error: 'not answering',
    },
    piecesCount: (count: string, size: string) => `${count} × ${size}`,
    graph: 'Rates of the last five minutes',
    fiveMinutesAgo: '5 min ago',
    now: 'now',
    stale: (age: string) => `As last seen ${age}.`,
  },
} as const
