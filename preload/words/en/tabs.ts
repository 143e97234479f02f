import { isolated } from '../../text/shown.ts'
import { counted, figures, form } from './numbers.ts'

/** Words of the tabs of the details, and of what is in Files and History. */
export const tabWords = {
  tabs: {
    status: 'Status',
    files: 'Files',
    peers: 'Peers',
    trackers: 'Trackers',
    options: 'Options',
    history: 'History',
  },
  chooseOne: 'Choose one torrent',
  chooseOneText: 'This is shown of one torrent at a time.',
  /** What can be done, beside the table of a tab. */
  rail: 'What can be done',
  more: 'More',
  asking: (daemon: string) => `Asking ${isolated(daemon)}…`,
  tryAgain: 'Try again',
  asOf: (when: string) => `as of ${when}`,

  files: {
    label: 'Files',
    columns: { name: 'Name', size: 'Size', progress: 'Progress', priority: 'Priority' },
    priorities: { skip: 'Skip', low: 'Low', normal: 'Normal', high: 'High' },
    mixed: 'Mixed',
    priority: 'Priority',
    rename: 'Rename',
    newName: (name: string) => `New name of ${isolated(name)}`,
    folders: 'Folders',
    openAll: 'Open all folders',
    closeAll: 'Close all folders',
    pending: (word: string) => `${word}, being changed`,
    filter: (number: number) => `Filter ${counted(number, 'file', 'files')}`,
    filterMany: 'Filter the files',
    clearFilter: 'Clear the filter',
    number: (number: number) => counted(number, 'file', 'files'),
    matching: (number: number, whole: number) =>
      `${figures.format(number)} of ${counted(whole, 'file', 'files')} ${form(number, 'matches', 'match')}`,
    selected: (number: number, size: string) => `${figures.format(number)} selected, ${size}`,
    wanted: (number: number, whole: number, size: string) =>
      `${figures.format(number)} of ${figures.format(whole)} wanted, ${size}`,
    chooseFirst: 'Choose a file first.',
    notChanged: (number: number) => `${counted(number, 'file was', 'files were')} not changed.`,
    none: (text: string) => `No file with “${isolated(text)}”`,
    unknown: 'Files are known once the metadata is here',
    unknownText: (daemon: string) => `${isolated(daemon)} is fetching it from other peers.`,
    away: 'The files cannot be shown now',
    tooMany: 'Too many files to be shown',
    empty: 'This torrent has no files.',
  },

  history: {
    reading: 'Reading the history…',
    none: 'Nothing noted yet',
    noneText: 'What happens to this torrent, and what is done to it here, will stand in this place.',
    together: 'What was done to several torrents at once stands in the recent events.',
    kinds: {
      added: 'Added',
      removed: 'Removed',
      finished: 'Finished',
      failed: 'Failed',
      hidden: 'Not shown to this account any more',
    },
    away: (what: string) => `${what} while away`,
  },
} as const
