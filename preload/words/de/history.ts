import type { history as english } from '../en/history.ts'
import type { Wide } from '../wide.ts'
import { counted } from './numbers.ts'

export const history: Wide<typeof english> = {
  'history.hidden': ({ number }) =>
    `${counted(number, 'Torrent anderer Konten wird', 'Torrents anderer Konten werden')} diesem Konto nicht mehr ` +
    'angezeigt. Das heißt nicht, dass jemand sie entfernt hat.',
}
