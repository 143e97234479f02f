import { isolated } from '../../text/shown.ts'
import type { folderSays as englishSays, folderWords as english } from '../en/folders.ts'
import type { Wide } from '../wide.ts'
import { counted } from './numbers.ts'

export const folderWords: Wide<typeof english> = {
  list: 'Ordner dort',
  asking: (daemon) => `${isolated(daemon)} wird gefragt`,
  none: 'Neuer Ordner, wird bei Bedarf angelegt',
  more: (number) => `und ${counted(number, 'weiterer Ordner', 'weitere Ordner')}: weiter tippen`,
  found: (number) => (number === 0 ? 'Kein Ordner gefunden' : `${counted(number, 'Ordner', 'Ordner')} gefunden`),
}

export const folderSays: Wide<typeof englishSays> = {
  'folders.tooOld': ({ daemon, program }) =>
    `Auf ${isolated(daemon)} läuft ${program}, das keine Ordner auflisten kann: den ganzen Pfad eintippen.`,
}
