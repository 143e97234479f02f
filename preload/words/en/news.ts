import { isolated, isolatedPath } from '../../text/shown.ts'
import { counted, gibibytes, listed } from './numbers.ts'

/** Of many daemons only how many. */
const places = (daemons: readonly string[]): string =>
  daemons.length > 3 ? counted(daemons.length, 'daemon', 'daemons') : listed(daemons.map(isolated))

const on = (daemons: readonly string[]): string => (daemons.length === 0 ? '' : ` on ${places(daemons)}`)

interface Sum {
  finished: number
  failed: number
  lost: readonly string[]
  back: readonly string[]
  low: readonly string[]
}

/** What a notification says; its form is that of faults. */
export const news = {
  torrents: ({ number }: { number: number }) => counted(number, 'torrent', 'torrents'),
  'news.finished': ({ daemons }: { daemons: readonly string[] }) => `Finished${on(daemons)}.`,
  'news.failed': ({ daemons }: { daemons: readonly string[] }) => `Stopped with an error${on(daemons)}.`,
  'news.finished.many': ({ number }: { number: number }) => `${counted(number, 'torrent', 'torrents')} finished`,
  'news.failed.many': ({ number }: { number: number }) =>
    `${counted(number, 'torrent', 'torrents')} stopped with an error`,
  /** number: how many more there are than are named. */
  'news.names': ({
    names,
    number,
    daemons,
  }: {
    names: readonly string[]
    number: number
    daemons: readonly string[]
  }) =>
    `${listed([...names.map(isolated), ...(number > 0 ? [counted(number, 'other', 'others')] : [])])}${on(daemons)}.`,
  'news.lost': 'Not connected any more.',
  /** reason: a sentence. */
  'news.lost.because': ({ reason }: { reason: string }) => `Not connected any more. ${reason}`,
  'news.lost.many': ({ number }: { number: number }) =>
    `${counted(number, 'daemon', 'daemons')} not connected any more`,
  'news.back': 'Connected again.',
  'news.back.many': ({ number }: { number: number }) => `${counted(number, 'daemon', 'daemons')} connected again`,
  'news.low': 'Little space is left.',
  'news.low.left': ({ number }: { number: number }) => `Only ${gibibytes(number)} left.`,
  'news.low.in': ({ number, folder }: { number: number; folder: string }) =>
    `Only ${gibibytes(number)} left in ${isolatedPath(folder)}.`,
  'news.low.many': ({ number }: { number: number }) => `Little space on ${counted(number, 'daemon', 'daemons')}`,
  'news.these': ({ daemons }: { daemons: readonly string[] }) => `${places(daemons)}.`,
  'news.several': ({ number }: { number: number }) => counted(number, 'notice', 'notices'),
  'news.sum': ({ finished, failed, lost, back, low }: Sum) =>
    [
      ...(finished > 0 ? [`${counted(finished, 'torrent', 'torrents')} finished.`] : []),
      ...(failed > 0 ? [`${counted(failed, 'torrent', 'torrents')} stopped with an error.`] : []),
      ...(lost.length > 0 ? [`Not connected: ${places(lost)}.`] : []),
      ...(back.length > 0 ? [`Connected again: ${places(back)}.`] : []),
      ...(low.length > 0 ? [`Little space: ${places(low)}.`] : []),
    ].join(' '),
  'news.sample': 'Notices look like this.',
} as const
