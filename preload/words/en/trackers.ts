import { isolated } from '../../text/shown.ts'
import { counted, torrents } from './numbers.ts'

const trackers = (number: number): string => counted(number, 'tracker', 'trackers')

/** Words of the Trackers tab. */
export const trackerWords = {
  label: 'Trackers',
  tier: (number: number) => `Tier ${number}`,
  first: 'asked first',
  later: 'asked when none above answers',
  columns: { url: 'Tracker', status: 'Status', seeds: 'Seeds', peers: 'Peers', next: 'Next announce' },
  states: {
    none: 'not asked yet',
    ok: 'ok',
    announcing: 'asking',
    warning: 'warning',
    error: 'not answering',
    untold: 'not told',
  },
  untoldMore: (daemon: string) => `${isolated(daemon)} tells of the tracker in use only.`,
  inTime: (time: string) => `in ${time}`,
  now: 'now',
  answering: (number: number, whole: number) => `${number} of ${trackers(whole)} answering`,
  several: (number: number) => trackers(number),
  private: 'Private torrent',
  public: 'Public torrent',
  none: 'No trackers',
  noneText: 'Peers come from DHT and exchange.',
  nonePrivate: 'This torrent is private: without a tracker it finds no peers.',
  more: (number: number) =>
    `There are ${trackers(number)} more than are shown, so the list cannot be changed from here.`,
  acts: {
    reannounce: 'Reannounce',
    add: 'Add…',
    edit: 'Edit…',
    remove: 'Remove',
    up: 'One tier up',
    down: 'One tier down',
    copy: 'Copy address',
    chooseFirst: 'Choose a tracker first.',
    topmost: 'It is asked first already.',
    lowest: 'It is asked last already.',
    busy: 'A change is on its way.',
  },
  edit: 'Address of the tracker',
  removed: 'Tracker removed.',
  copied: 'Address copied.',
  many: {
    title: 'Choose one torrent to see its trackers',
    add: (number: number) => `Add trackers to ${torrents(number)}…`,
  },
  adding: {
    title: 'Add trackers',
    titleMany: (number: number) => `Add trackers to ${torrents(number)}`,
    addresses: 'Addresses',
    hint: 'One address a line. An empty line begins the next tier.',
    into: 'Add them to',
    behind: 'a new tier at the end',
    add: 'Add',
    cancel: 'Cancel',
    line: (number: number, fault: string) => `Line ${number}: ${fault}`,
    moreFaults: (number: number) => `${counted(number, 'more line', 'more lines')} cannot be taken.`,
    tooMany: 'A torrent has at most 1,000 trackers.',
    done: (number: number) => `${torrents(number)} ${number === 1 ? 'has' : 'have'} these trackers now.`,
    some: (number: number, whole: number) => `${number} of ${torrents(whole)} have these trackers now.`,
    nothing: 'No torrent took these trackers.',
  },
} as const
