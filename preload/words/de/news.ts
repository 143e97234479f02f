import type { news as english } from '../en/news.ts'
import { isolated } from '../../text/shown.ts'
import type { Wide } from '../wide.ts'
import { counted, listed } from './numbers.ts'

/** Of many daemons only how many. */
const places = (daemons: readonly string[]): string =>
  daemons.length > 3 ? counted(daemons.length, 'Daemon', 'Daemons') : listed(daemons.map(isolated))

const on = (daemons: readonly string[]): string => (daemons.length === 0 ? '' : ` auf ${places(daemons)}`)

export const news: Wide<typeof english> = {
  torrents: ({ number }) => counted(number, 'Torrent', 'Torrents'),
  'news.finished': ({ daemons }) => `Fertig${on(daemons)}.`,
  'news.failed': ({ daemons }) => `Mit einem Fehler angehalten${on(daemons)}.`,
}
