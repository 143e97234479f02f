import type { news as english } from '../en/news.ts'
import { isolated, isolatedPath } from '../../text/shown.ts'
import type { Wide } from '../wide.ts'
import { counted, gibibytes, listed } from './numbers.ts'

/** Of many daemons only how many. */
const places = (daemons: readonly string[]): string =>
  daemons.length > 3 ? counted(daemons.length, 'Daemon', 'Daemons') : listed(daemons.map(isolated))

const on = (daemons: readonly string[]): string => (daemons.length === 0 ? '' : ` auf ${places(daemons)}`)

export const news: Wide<typeof english> = {
  torrents: ({ number }) => counted(number, 'Torrent', 'Torrents'),
  'news.finished': ({ daemons }) => `Fertig${on(daemons)}.`,
  'news.failed': ({ daemons }) => `Mit einem Fehler angehalten${on(daemons)}.`,
  'news.finished.many': ({ number }) => `${counted(number, 'Torrent', 'Torrents')} fertig`,
  'news.failed.many': ({ number }) => `${counted(number, 'Torrent', 'Torrents')} mit einem Fehler angehalten`,
  'news.names': ({ names, number, daemons }) =>
    `${listed([...names.map(isolated), ...(number > 0 ? [counted(number, 'anderer', 'andere')] : [])])}${on(daemons)}.`,
  'news.lost': 'Nicht mehr verbunden.',
  'news.lost.because': ({ reason }) => `Nicht mehr verbunden. ${reason}`,
  'news.lost.many': ({ number }) => `${counted(number, 'Daemon', 'Daemons')} nicht mehr verbunden`,
  'news.back': 'Wieder verbunden.',
  'news.back.many': ({ number }) => `${counted(number, 'Daemon', 'Daemons')} wieder verbunden`,
  'news.low': 'Es ist wenig Platz übrig.',
  'news.low.left': ({ number }) => `Nur noch ${gibibytes(number)} frei.`,
  'news.low.in': ({ number, folder }) => `Nur noch ${gibibytes(number)} frei in ${isolatedPath(folder)}.`,
  'news.low.many': ({ number }) => `Wenig Platz auf ${counted(number, 'Daemon', 'Daemons')}`,
  'news.these': ({ daemons }) => `${places(daemons)}.`,
  'news.several': ({ number }) => counted(number, 'Meldung', 'Meldungen'),
  'news.sum': ({ finished, failed, lost, back, low }) =>
    [
      ...(finished > 0 ? [`${counted(finished, 'Torrent', 'Torrents')} fertig.`] : []),
      ...(failed > 0 ? [`${counted(failed, 'Torrent', 'Torrents')} mit einem Fehler angehalten.`] : []),
      ...(lost.length > 0 ? [`Nicht verbunden: ${places(lost)}.`] : []),
      ...(back.length > 0 ? [`Wieder verbunden: ${places(back)}.`] : []),
      ...(low.length > 0 ? [`Wenig Platz: ${places(low)}.`] : []),
    ].join(' '),
  'news.sample': 'So sehen Meldungen aus.',
}
