import { counted } from './numbers.ts'

/** Lines of history that say more than their kind does; their form is that of faults. */
export const history = {
  'history.hidden': ({ number }: { number: number }) =>
    `${counted(number, 'torrent of other accounts is', 'torrents of other accounts are')} not shown to this account ` +
    'any more. That does not mean that anybody removed them.',
} as const
