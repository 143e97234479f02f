import { isolated, isolatedPath } from '../../text/shown.ts'
import type { importWords as english } from '../en/importing.ts'
import type { Wide } from '../wide.ts'
import { counted, figures } from './numbers.ts'

export const importWords: Wide<typeof english> = {
  text: (kind) =>
    `Die Daemons, die den ${kind}-Programmen auf diesem Rechner bekannt sind. Dort bleibt alles, wie es ist.`,
  looking: 'Wird gesucht\u00a0…',
  list: 'Gefundene Daemons',
  from: (path) => `Aus ${isolatedPath(path)}`,
  nameHead: 'Name hier',
  nameOf: (address) => `Name für ${isolated(address)}`,
  noAccount: 'kein Konto in der Datei',
  damaged: 'Beschädigter Eintrag',
  level: (level) => `Stufe ${level}`,
  password: 'mit Passwort',
  noPassword: 'ohne Passwort',
  certificate: 'mit Zertifikat',
  already: (name) => `Schon in der Liste, als ${isolated(name)}`,
  username: 'Benutzername',
  passwordField: 'Passwort',
  nameMissing: 'Einen Namen eingeben.',
  nameTwice: (name) => `Zwei von diesen heißen ${isolated(name)}.`,
  adding: 'Wird hinzugefügt\u00a0…',
  added: 'Hinzugefügt',
  none: 'Nichts gefunden.',
  noneIn: (folders) => `In ${folders.map(isolatedPath).join(', ')} wurde nichts gefunden.`,
  folder: 'In einem anderen Ordner suchen',
  folderHint: (kind) => `Der Konfigurationsordner von ${kind}, als ganzer Pfad.`,
  look: 'Suchen',
  usual: 'An den üblichen Orten suchen',
  close: 'Schließen',
  cancel: 'Abbrechen',
  nothingChosen: 'Zuerst einen Daemon auswählen.',
  act: (count) => `${counted(count, 'Daemon', 'Daemons')} importieren`,
  actNone: 'Importieren',
  done: (count) => `${counted(count, 'Daemon ist', 'Daemons sind')} hinzugefügt.`,
  some: (count, all) => `${figures.format(count)} von ${counted(all, 'Daemon', 'Daemons')} hinzugefügt.`,
}
