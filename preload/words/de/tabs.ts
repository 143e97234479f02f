import { isolated } from '../../text/shown.ts'
import type { Words } from '../words.ts'
import { counted, figures, form } from './numbers.ts'

export const tabWords: Words['tabWords'] = {
  tabs: {
    status: 'Status',
    files: 'Dateien',
    peers: 'Peers',
    trackers: 'Tracker',
    options: 'Optionen',
    history: 'Verlauf',
  },
  chooseOne: 'Einen Torrent auswählen',
  chooseOneText: 'Das wird von einem Torrent auf einmal gezeigt.',
  rail: 'Was sich tun lässt',
  more: 'Mehr',
  asking: (daemon) => `${isolated(daemon)} wird gefragt …`,
  tryAgain: 'Erneut versuchen',
  asOf: (when) => `Stand: ${when}`,

  files: {
    label: 'Dateien',
    columns: { name: 'Name', size: 'Größe', progress: 'Fortschritt', priority: 'Priorität' },
    priorities: { skip: 'Auslassen', low: 'Niedrig', normal: 'Normal', high: 'Hoch' },
    mixed: 'Gemischt',
    priority: 'Priorität',
    rename: 'Umbenennen',
    newName: (name) => `Neuer Name von ${isolated(name)}`,
    folders: 'Ordner',
    openAll: 'Alle Ordner öffnen',
    closeAll: 'Alle Ordner schließen',
    pending: (word) => `${word}, wird geändert`,
    filter: (number) => `${counted(number, 'Datei', 'Dateien')} filtern`,
    filterMany: 'Dateien filtern',
    clearFilter: 'Filter leeren',
    number: (number) => counted(number, 'Datei', 'Dateien'),
    matching: (number, whole) =>
      `${figures.format(number)} von ${counted(whole, 'Datei', 'Dateien')} ${form(number, 'passt', 'passen')}`,
    selected: (number, size) => `${figures.format(number)} ausgewählt, ${size}`,
    wanted: (number, whole, size) => `${figures.format(number)} von ${figures.format(whole)} gewünscht, ${size}`,
    chooseFirst: 'Zuerst eine Datei auswählen.',
    notChanged: (number) => `${counted(number, 'Datei wurde', 'Dateien wurden')} nicht geändert.`,
    none: (text) => `Keine Datei mit „${isolated(text)}“`,
    unknown: 'Die Dateien sind bekannt, sobald die Metadaten da sind',
    unknownText: (daemon) => `${isolated(daemon)} holt sie von anderen Peers.`,
    away: 'Die Dateien lassen sich gerade nicht zeigen',
    tooMany: 'Zu viele Dateien',
    empty: 'Dieser Torrent hat keine Dateien.',
  },

  history: {
    reading: 'Der Verlauf wird gelesen …',
    none: 'Noch nichts vermerkt',
    noneText: 'Was mit diesem Torrent geschieht und was hier mit ihm getan wird, steht dann an dieser Stelle.',
    together: 'Was mit mehreren Torrents auf einmal getan wurde, steht in den letzten Ereignissen.',
    kinds: {
      added: 'Hinzugefügt',
      removed: 'Entfernt',
      finished: 'Fertig',
      failed: 'Fehlgeschlagen',
      hidden: 'Wird diesem Konto nicht mehr gezeigt',
    },
    away: (what) => `${what}, in Abwesenheit`,
  },
}
