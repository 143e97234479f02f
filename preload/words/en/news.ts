import { isolated } from '../../text/shown.ts'
import { counted, listed } from './numbers.ts'

/** Of many daemons only how many. */
const places = (daemons: readonly string[]): string =>
  daemons.length > 3 ? counted(daemons.length, 'daemon', 'daemons') : listed(daemons.map(isolated))

const on = (daemons: readonly string[]): string => (daemons.length === 0 ? '' : ` on ${places(daemons)}`)

/** What a notification says; its form is that of faults. */
export const news = {
  torrents: ({ number }: { number: number }) => counted(number, 'torrent', 'torrents'),
  'news.finished': ({ daemons }: { daemons: readonly string[] }) => `Finished${on(daemons)}.`,
  'news.failed': ({ daemons }: { daemons: readonly string[] }) => `Stopped with an error${on(daemons)}.`,
} as const
