import { isolated } from '../../text/shown.ts'
import type { renameWords as english } from '../en/renaming.ts'
import type { Wide } from '../wide.ts'

export const renameWords: Wide<typeof english> = {
  title: 'Torrent umbenennen',
  name: 'Name',
  withFiles: (daemon) => `Auch den Ordner oder die Datei auf ${isolated(daemon)} umbenennen`,
  movesFiles: 'Der Inhalt zieht mit um, und der Torrent läuft weiter wie bisher.',
  keepsFiles: 'Die Dateien behalten ihre Namen; nur die Liste zeigt den neuen.',
  act: 'Umbenennen',
  cancel: 'Abbrechen',
  busy: (daemon) => `${isolated(daemon)} benennt um\u00a0…`,
  done: (name) => `In ${isolated(name)} umbenannt.`,
}
