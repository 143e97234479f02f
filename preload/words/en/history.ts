import { isolated, isolatedPath } from '../../text/shown.ts'
import { counted } from './numbers.ts'

/** what: the one torrent's name, or how many there were. */
interface Done {
  what: string
}
const of = ({ what }: Done): string => isolated(what)

/** Lines of history that say more than their kind does; their form is that of faults. */
export const history = {
  'history.hidden': ({ number }: { number: number }) =>
    `${counted(number, 'torrent of other accounts is', 'torrents of other accounts are')} not shown to this account ` +
    'any more. That does not mean that anybody removed them.',
  'history.omitted': ({ number }: { number: number }) =>
    `${counted(number, 'more thing', 'more things')} happened there in a minute than are kept; the list shows how it ` +
    'is now.',

  'trusted.first': ({ fingerprint }: { fingerprint: string }) =>
    `Certificate ${fingerprint} trusted at the first connection.`,
  'trusted.you': ({ fingerprint }: { fingerprint: string }) => `Certificate ${fingerprint} trusted by you.`,
  'trusted.file': ({ fingerprint, path }: { fingerprint: string; path: string }) =>
    `Certificate ${fingerprint} trusted: it is the one in ${isolatedPath(path)}.`,
  'twin.kept': ({ daemon, other }: { daemon: string; other: string }) =>
    `Kept ${isolated(daemon)} beside ${isolated(other)}, the same daemon.`,

  'did.pause': (done: Done) => `Paused ${of(done)}.`,
  'did.resume': (done: Done) => `Resumed ${of(done)}.`,
  'did.recheck': (done: Done) => `Started a re-check of ${of(done)}.`,
  'did.reannounce': (done: Done) => `Asked the trackers again for ${of(done)}.`,
  'did.queueTop': (done: Done) => `Moved to the top of the queue: ${of(done)}.`,
  'did.queueUp': (done: Done) => `Moved up in the queue: ${of(done)}.`,
  'did.queueDown': (done: Done) => `Moved down in the queue: ${of(done)}.`,
  'did.queueBottom': (done: Done) => `Moved to the end of the queue: ${of(done)}.`,
  'did.remove': (done: Done) => `Removed from the list: ${of(done)}.`,
  'did.removeFiles': (done: Done) => `Removed with its files: ${of(done)}.`,
  'did.add': (done: Done) => `Added ${of(done)}.`,
  'did.address': ({ host }: { host: string }) => `a torrent from ${isolated(host)}`,
  'did.magnet': 'a magnet link',
} as const
