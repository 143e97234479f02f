import { isolated, isolatedPath } from '../../preload/text/shown.ts'

/** Words of the dialog that adds torrents. */
const figures = new Intl.NumberFormat('en')
const torrents = (number: number): string => `${figures.format(number)} ${number === 1 ? 'torrent' : 'torrents'}`

export const addWords = {
  title: (number: number) => (number === 0 ? 'Add torrents' : `Add ${torrents(number)}`),
  link: 'Magnet link or web address',
  another: 'Another magnet link or web address',
  linkHint: 'Or drop torrent files anywhere in this window.',
  choose: 'Choose files…',
  list: 'To be added',
  takeOut: (name: string) => `Do not add ${isolated(name)}`,
  kinds: { magnet: 'magnet link', url: 'web address', file: 'torrent file' },
  files: (number: number) => `${figures.format(number)} ${number === 1 ? 'file' : 'files'}`,
  daemon: 'Daemon',
  free: (size: string) => `${size} free`,
  folder: 'Download to',
  folderUsual: 'the daemon’s usual folder',
  start: 'Start at once',
  remembered: (daemon: string) => `These choices are remembered for ${isolated(daemon)}`,
  add: (daemon: string) => `Add to ${isolated(daemon)}`,
  addPlain: 'Add',
  again: (number: number) => `Try ${torrents(number)} again`,
  cancel: 'Cancel',
  close: 'Close',
  adding: 'Adding…',
  added: 'Added',
  failed: 'Not added',
  done: (number: number, daemon: string) => `Added ${torrents(number)} to ${isolated(daemon)}.`,
  doneOne: (title: string, daemon: string) => `Added ${isolated(title)} to ${isolated(daemon)}.`,
  some: (done: number, failed: number, daemon: string) =>
    `Added ${figures.format(done)} of ${torrents(done + failed)} to ${isolated(daemon)}.`,
  drop: 'Drop torrent files or links to add them',

  already: 'Already on',
  complete: 'complete',
  inFolder: (folder: string) => `in ${isolatedPath(folder)}`,
  show: 'Show it',
  orHere: 'or add it here as well.',
  sameDaemon: 'It is not added a second time.',

  nothing: 'Give a magnet link or a web address, or choose a torrent file.',
  notLink: 'A magnet link begins with magnet:?, a web address with http:// or https://',
  notTorrent: (name: string) => `${isolated(name)} is not a torrent file.`,
  tooLarge: (name: string) => `${isolated(name)} is too large to be a torrent file: the limit is 32 MiB.`,
  unreadable: (name: string) => `${isolated(name)} could not be read.`,
  daemonFirst: 'Add a daemon first: then you can choose what to add to it.',
  noDaemon: 'No daemon can take a torrent now.',
  cannot: (stale: boolean) => (stale ? 'not connected' : 'not allowed'),
  tooMany: (most: number) => `Only ${figures.format(most)} torrents can be added at once; the rest were left out.`,
} as const
