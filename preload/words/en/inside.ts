import { isolated } from '../../text/shown.ts'
import { counted, figures, torrents } from './numbers.ts'

const files = (number: number): string => counted(number, 'file', 'files')

/** What is said of changes inside a torrent: its files, trackers, options and peers. Their form is that of faults. */
export const inside = {
  'path.empty': 'Give it a name.',
  'path.slash': 'A name has no slash in it, and a path neither begins nor ends with one.',
  'path.backslash': 'A name has no backslash in it: some daemons take it for a folder.',
  'path.dots': 'A name is more than dots.',
  'path.edges': 'A name neither begins nor ends with a blank.',
  'path.control': 'There is an invisible control character in the name.',
  'path.long': 'That is too long for a name on most disks.',
  'path.taken': ({ path }: { path: string }) => `There is already ${isolated(path)} in this torrent.`,
  'path.own': 'A folder cannot be moved into itself.',

  'files.unknown': ({ daemon }: { daemon: string }) =>
    `${isolated(daemon)} does not know the files of this torrent yet: try again when its metadata is there.`,
  'files.tooMany': ({ number, most }: { number: number; most: number }) =>
    `This torrent has ${figures.format(number)} files; of more than ${figures.format(most)} none are shown.`,
  'files.uneven': ({ daemon }: { daemon: string }) =>
    `What ${isolated(daemon)} tells of this torrent’s files does not fit together, so it is not shown.`,
  'files.noSuch': 'This torrent has no such file (any more).',
  'files.noFolder': ({ old }: { old: string }) => `This torrent has no folder ${isolated(old)} (any more).`,
  'files.notTaken': ({ daemon }: { daemon: string }) => `${isolated(daemon)} answered, but did not change it.`,
  'files.notRenamed': ({ daemon }: { daemon: string }) =>
    `${isolated(daemon)} answered, but did not rename it: the name may not suit its disk.`,
  'files.partlyRenamed': ({ daemon, done, number }: { daemon: string; done: number; number: number }) =>
    `${isolated(daemon)} renamed ${figures.format(done)} of ${files(number)} in that folder, and not the others.`,
  'files.noLow': ({ daemon }: { daemon: string }) => `${isolated(daemon)} is of a version that knows no low priority.`,

  'history.files.skip': ({ number, torrent }: { number: number; torrent: string }) =>
    `Skipped ${files(number)} of ${isolated(torrent)}.`,
  'history.files.low': ({ number, torrent }: { number: number; torrent: string }) =>
    `Set ${files(number)} of ${isolated(torrent)} to low priority.`,
  'history.files.normal': ({ number, torrent }: { number: number; torrent: string }) =>
    `Set ${files(number)} of ${isolated(torrent)} to normal priority.`,
  'history.files.high': ({ number, torrent }: { number: number; torrent: string }) =>
    `Set ${files(number)} of ${isolated(torrent)} to high priority.`,
  'history.renamed': ({ number, torrent }: { number: number; torrent: string }) =>
    `Renamed ${files(number)} of ${isolated(torrent)}.`,
  'history.renamedTo': ({ torrent, path }: { torrent: string; path: string }) =>
    `Renamed a file of ${isolated(torrent)} to ${isolated(path)}.`,
  'rename.noFolder':
    'Its files lie side by side, in no folder of their own: only the name that is shown can be changed.',
  'rename.tooOld': ({ daemon }: { daemon: string }) =>
    `${isolated(daemon)} is of a version that calls a torrent as its files are called, and nothing else.`,
  'torrent.notKept': ({ daemon }: { daemon: string }) =>
    `Its torrent file was not added here, or long ago, and ${isolated(daemon)} gives none back. Copy the magnet link instead.`,
  'torrent.filesTooMuch': 'That is more than is saved in one go. Save it again with fewer torrents.',
  'history.torrentRenamed': ({ torrent, name }: { torrent: string; name: string }) =>
    `Renamed ${isolated(torrent)} to ${isolated(name)}.`,
  'history.folderRenamed': ({ torrent, old, path }: { torrent: string; old: string; path: string }) =>
    `Renamed the folder ${isolated(old)} of ${isolated(torrent)} to ${isolated(path)}.`,

  'tracker.empty': 'Give the address of a tracker.',
  'tracker.scheme': 'A tracker’s address begins with http://, https://, udp://, ws:// or wss://.',
  'tracker.host': 'There is no server in this address.',
  'tracker.blank': 'There is a blank or a control character in this address.',
  'tracker.long': 'That is too long for an address.',
  'tracker.twice': 'This tracker is in the list already.',
  'trackers.notTaken': ({ daemon }: { daemon: string }) => `${isolated(daemon)} did not take these trackers.`,
  'trackers.tooMany': ({ most }: { most: number }) =>
    `This torrent has more than ${figures.format(most)} trackers, so its list cannot be changed from here.`,
  'history.trackers': ({ torrent }: { torrent: string }) => `Changed the trackers of ${isolated(torrent)}.`,
  'history.trackersMany': ({ number }: { number: number }) => `Changed the trackers of ${torrents(number)}.`,

  'options.nothing': 'Nothing was changed.',
  'options.notTaken': ({ daemon }: { daemon: string }) => `${isolated(daemon)} answered, but did not take it.`,
  'options.fewConnections': ({ daemon }: { daemon: string }) =>
    `${isolated(daemon)} allows a torrent no fewer than two connections.`,
  'options.ownerLevel': ({ daemon }: { daemon: string }) =>
    `Only an admin account changes the owner on ${isolated(daemon)}.`,
  'options.noOwner': ({ daemon, owner }: { daemon: string; owner: string }) =>
    `${isolated(daemon)} has no account ${isolated(owner)}.`,
  'options.tooOld': ({ daemon }: { daemon: string }) => `${isolated(daemon)} is of a version that does not know this.`,
  'options.noLabels': ({ daemon }: { daemon: string }) =>
    `${isolated(daemon)} has no labels: its plugin Label is switched off.`,
  'options.badLabel': ({ daemon }: { daemon: string }) =>
    `On ${isolated(daemon)} a label has only the letters a to z, digits, “-” and “_”.`,
  'history.options': ({ torrent }: { torrent: string }) => `Changed the options of ${isolated(torrent)}.`,
  'history.optionsMany': ({ number }: { number: number }) => `Changed the options of ${torrents(number)}.`,

  'peers.empty': 'Give a peer’s address, as 192.0.2.7:6881 or [2001:db8::7]:6881.',
  'peers.address': 'That is no IP address: names of hosts do not work here.',
  'peers.port': 'A port is a number from 1 to 65535.',
  'peers.brackets': 'Put an IPv6 address into brackets: [2001:db8::7]:6881.',
  'history.peer': ({ torrent }: { torrent: string }) => `Asked for a connection to a peer of ${isolated(torrent)}.`,
} as const
