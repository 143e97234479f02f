import { isolated, isolatedPath } from '../../text/shown.ts'
import type { folderSays as englishSays, folderWords as english } from '../en/folders.ts'
import type { Wide } from '../wide.ts'
import { counted } from './numbers.ts'

export const folderWords: Wide<typeof english> = {
  list: 'Ordner dort',
  asking: (daemon) => `${isolated(daemon)} wird gefragt`,
  none: 'Neuer Ordner, wird bei Bedarf angelegt',
  more: (number) => `und ${counted(number, 'weiterer Ordner', 'weitere Ordner')}: weiter tippen`,
  found: (number) => (number === 0 ? 'Kein Ordner gefunden' : `${counted(number, 'Ordner', 'Ordner')} gefunden`),
  map: {
    open: 'Ordner auf diesem Rechner\u00a0…',
    title: (daemon) => `Ordner von ${isolated(daemon)}`,
    text: 'Wo dieser Rechner hat, was beim Daemon liegt: als eingehängter Ordner oder unter einer Netzwerkadresse.',
    remote: (daemon) => `Ordner auf ${isolated(daemon)}`,
    local: 'Hier',
    localPlaceholder: '/mnt/nas oder smb://nas/filme',
    add: 'Ordner hinzufügen',
    remove: (folder) => `${isolatedPath(folder)} herausnehmen`,
    none: 'Noch keiner. Ohne einen lassen sich nur Ordner von Daemons auf diesem Rechner zeigen.',
    save: 'Speichern',
    cancel: 'Abbrechen',
    saved: (daemon) => `Gespeichert, wo die Ordner von ${isolated(daemon)} sind.`,
    twice: 'Dieser Ordner steht zweimal da.',
  },
}

export const folderSays: Wide<typeof englishSays> = {
  'folders.tooOld': ({ daemon, program }) =>
    `Auf ${isolated(daemon)} läuft ${program}, das keine Ordner auflisten kann: den ganzen Pfad eintippen.`,
  'folders.noDesktop': 'Ein Browser kann keine Ordner eines Rechners zeigen. Stattdessen den Pfad kopieren.',
  'folders.unmapped': ({ daemon }) =>
    `Wo dieser Ordner von ${isolated(daemon)} auf diesem Rechner ist, hat noch niemand gesagt: „Ordner auf diesem Rechner“ im Menü von ${isolated(daemon)}.`,
  'folders.unfit': ({ path }) => `${isolatedPath(path)} enthält Namen, die es auf diesem Rechner nicht geben kann.`,
  'folders.otherSystem': ({ path }) =>
    `${isolatedPath(path)} ist kein Pfad für das System dieses Rechners: ändern, wo der Ordner hier ist.`,
  'folders.notThere': ({ path }) =>
    `Einen Ordner ${isolatedPath(path)} gibt es auf diesem Rechner nicht. Vielleicht ist er nicht eingehängt.`,
  'folders.late': ({ path }) => `${isolatedPath(path)} antwortet nicht: Der Rechner, der ihn hat, ist vielleicht aus.`,
}
