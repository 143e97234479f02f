import { isolated } from '../../text/shown.ts'
import type { inside as english } from '../en/inside.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, torrents } from './numbers.ts'

const files = (number: number): string => counted(number, 'Datei', 'Dateien')

export const inside: Wide<typeof english> = {
  'path.empty': 'Einen Namen angeben.',
  'path.slash': 'Ein Name enthält keinen Schrägstrich, und ein Pfad beginnt und endet nicht mit einem.',
  'path.backslash': 'Ein Name enthält keinen umgekehrten Schrägstrich: Manche Daemons halten ihn für einen Ordner.',
  'path.dots': 'Ein Name besteht nicht nur aus Punkten.',
  'path.edges': 'Ein Name beginnt und endet nicht mit einem Leerzeichen.',
  'path.control': 'Im Namen steht ein unsichtbares Steuerzeichen.',
  'path.long': 'Das ist für einen Namen auf den meisten Datenträgern zu lang.',
  'path.taken': ({ path }) => `${isolated(path)} gibt es in diesem Torrent schon.`,
  'path.own': 'Ein Ordner kann nicht in sich selbst verschoben werden.',

  'files.unknown': ({ daemon }) =>
    `${isolated(daemon)} kennt die Dateien dieses Torrents noch nicht: noch einmal versuchen, wenn die Metadaten da sind.`,
  'files.tooMany': ({ number, most }) =>
    `Dieser Torrent hat ${figures.format(number)} Dateien; bei mehr als ${figures.format(most)} werden keine gezeigt.`,
  'files.uneven': ({ daemon }) =>
    `Was ${isolated(daemon)} über die Dateien dieses Torrents sagt, passt nicht zusammen und wird nicht gezeigt.`,
  'files.noSuch': 'Diese Datei gibt es im Torrent nicht (mehr).',
  'files.noFolder': ({ old }) => `Den Ordner ${isolated(old)} gibt es im Torrent nicht (mehr).`,
  'files.notTaken': ({ daemon }) => `${isolated(daemon)} hat geantwortet, aber nichts geändert.`,
  'files.notRenamed': ({ daemon }) =>
    `${isolated(daemon)} hat geantwortet, aber nicht umbenannt: Der Name passt vielleicht nicht zum Datenträger.`,
  'files.partlyRenamed': ({ daemon, done, number }) =>
    `${isolated(daemon)} hat ${figures.format(done)} von ${files(number)} in diesem Ordner umbenannt, die anderen nicht.`,
  'files.noLow': ({ daemon }) => `${isolated(daemon)} ist von einer Version, die keine niedrige Priorität kennt.`,

  'history.files.skip': ({ number, torrent }) => `${files(number)} von ${isolated(torrent)} ausgelassen.`,
  'history.files.low': ({ number, torrent }) =>
    `${files(number)} von ${isolated(torrent)} auf niedrige Priorität gesetzt.`,
  'history.files.normal': ({ number, torrent }) =>
    `${files(number)} von ${isolated(torrent)} auf normale Priorität gesetzt.`,
  'history.files.high': ({ number, torrent }) =>
    `${files(number)} von ${isolated(torrent)} auf hohe Priorität gesetzt.`,
  'history.renamed': ({ number, torrent }) => `${files(number)} von ${isolated(torrent)} umbenannt.`,
  'history.renamedTo': ({ torrent, path }) => `Eine Datei von ${isolated(torrent)} in ${isolated(path)} umbenannt.`,
  'rename.noFolder':
    'Die Dateien liegen nebeneinander, in keinem eigenen Ordner: Nur der angezeigte Name kann geändert werden.',
  'rename.tooOld': ({ daemon }) =>
    `${isolated(daemon)} ist von einer Version, in der ein Torrent immer wie seine Dateien heißt.`,
  'torrent.notKept': ({ daemon }) =>
    `Die Torrent-Datei wurde nicht oder vor langer Zeit hier hinzugefügt, und ${isolated(daemon)} gibt keine heraus. Stattdessen den Magnet-Link kopieren.`,
  'torrent.filesTooMuch': 'Das ist mehr, als auf einmal gespeichert wird. Mit weniger Torrents noch einmal speichern.',
  'history.torrentRenamed': ({ torrent, name }) => `${isolated(torrent)} in ${isolated(name)} umbenannt.`,
  'history.folderRenamed': ({ torrent, old, path }) =>
    `Den Ordner ${isolated(old)} von ${isolated(torrent)} in ${isolated(path)} umbenannt.`,

  'tracker.empty': 'Die Adresse eines Trackers angeben.',
  'tracker.scheme': 'Die Adresse eines Trackers beginnt mit http://, https://, udp://, ws:// oder wss://.',
  'tracker.host': 'In dieser Adresse steht kein Server.',
  'tracker.blank': 'In dieser Adresse steht ein Leer- oder Steuerzeichen.',
  'tracker.long': 'Das ist für eine Adresse zu lang.',
  'tracker.twice': 'Dieser Tracker steht schon in der Liste.',
  'trackers.notTaken': ({ daemon }) => `${isolated(daemon)} hat diese Tracker nicht übernommen.`,
  'trackers.tooMany': ({ most }) =>
    `Dieser Torrent hat mehr als ${figures.format(most)} Tracker; seine Liste lässt sich hier nicht ändern.`,
  'history.trackers': ({ torrent }) => `Die Tracker von ${isolated(torrent)} geändert.`,
  'history.trackersMany': ({ number }) => `Die Tracker von ${torrents(number)} geändert.`,

  'options.nothing': 'Es wurde nichts geändert.',
  'options.notTaken': ({ daemon }) => `${isolated(daemon)} hat geantwortet, es aber nicht übernommen.`,
  'options.fewConnections': ({ daemon }) =>
    `${isolated(daemon)} erlaubt einem Torrent nicht weniger als zwei Verbindungen.`,
  'options.ownerLevel': ({ daemon }) => `Nur ein Administratorkonto ändert auf ${isolated(daemon)} den Besitzer.`,
  'options.noOwner': ({ daemon, owner }) => `${isolated(daemon)} hat kein Konto ${isolated(owner)}.`,
  'options.tooOld': ({ daemon }) => `${isolated(daemon)} ist von einer Version, die das nicht kennt.`,
  'options.noLabels': ({ daemon }) => `${isolated(daemon)} hat keine Labels: Das Plugin Label ist dort ausgeschaltet.`,
  'options.badLabel': ({ daemon }) =>
    `Auf ${isolated(daemon)} besteht ein Label nur aus den Buchstaben a bis z, Ziffern, „-“ und „_“.`,
  'history.options': ({ torrent }) => `Die Optionen von ${isolated(torrent)} geändert.`,
  'history.optionsMany': ({ number }) => `Die Optionen von ${torrents(number)} geändert.`,

  'peers.empty': 'Die Adresse einer Gegenstelle angeben, etwa 192.0.2.7:6881 oder [2001:db8::7]:6881.',
  'peers.address': 'Das ist keine IP-Adresse: Namen von Rechnern gehen hier nicht.',
  'peers.port': 'Ein Port ist eine Zahl von 1 bis 65535.',
  'peers.brackets': 'Eine IPv6-Adresse in Klammern setzen: [2001:db8::7]:6881.',
  'history.peer': ({ torrent }) => `Um eine Verbindung zu einer Gegenstelle von ${isolated(torrent)} gebeten.`,
}
