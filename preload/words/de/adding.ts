import { isolated, isolatedPath } from '../../text/shown.ts'
import type { addWords as english } from '../en/adding.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, torrents } from './numbers.ts'

export const addWords: Wide<typeof english> = {
  title: (number) => (number === 0 ? 'Torrents hinzufügen' : `${torrents(number)} hinzufügen`),
  link: 'Magnet-Link oder Webadresse',
  another: 'Weiterer Magnet-Link oder weitere Webadresse',
  linkHint: 'Oder Torrent-Dateien irgendwo in diesem Fenster ablegen.',
  choose: 'Dateien auswählen\u00a0…',
  list: 'Wird hinzugefügt',
  takeOut: (name) => `${isolated(name)} nicht hinzufügen`,
  kinds: { magnet: 'Magnet-Link', url: 'Webadresse', file: 'Torrent-Datei' },
  files: (number) => counted(number, 'Datei', 'Dateien'),
  daemon: 'Daemon',
  free: (size) => `${size} frei`,
  folder: 'Laden nach',
  folderUsual: 'üblicher Ordner des Daemons',
  start: 'Sofort starten',
  remembered: (daemon) => `Diese Auswahl wird für ${isolated(daemon)} gemerkt`,
  add: (daemon) => `Zu ${isolated(daemon)} hinzufügen`,
  addPlain: 'Hinzufügen',
  again: (number) => `${torrents(number)} erneut versuchen`,
  cancel: 'Abbrechen',
  close: 'Schließen',
  adding: 'Wird hinzugefügt\u00a0…',
  added: 'Hinzugefügt',
  failed: 'Nicht hinzugefügt',
  done: (number, daemon) => `${torrents(number)} zu ${isolated(daemon)} hinzugefügt.`,
  doneOne: (title, daemon) => `${isolated(title)} zu ${isolated(daemon)} hinzugefügt.`,
  some: (done, failed, daemon) =>
    `${figures.format(done)} von ${torrents(done + failed)} zu ${isolated(daemon)} hinzugefügt.`,
  drop: 'Torrent-Dateien oder Links ablegen, um sie hinzuzufügen',

  already: 'Schon auf',
  complete: 'vollständig',
  inFolder: (folder) => `in ${isolatedPath(folder)}`,
  show: 'Anzeigen',
  orHere: 'oder hier zusätzlich hinzufügen.',
  sameDaemon: 'Er wird kein zweites Mal hinzugefügt.',

  nothing: 'Einen Magnet-Link oder eine Webadresse eingeben oder eine Torrent-Datei auswählen.',
  notLink: 'Ein Magnet-Link beginnt mit magnet:?, eine Webadresse mit http:// oder https://',
  notTorrent: (name) => `${isolated(name)} ist keine Torrent-Datei.`,
  tooLarge: (name) => `${isolated(name)} ist zu groß für eine Torrent-Datei: Die Grenze liegt bei 32\u00a0MiB.`,
  unreadable: (name) => `${isolated(name)} konnte nicht gelesen werden.`,
  daemonFirst: 'Zuerst einen Daemon hinzufügen: Dann lässt sich wählen, was er laden soll.',
  noDaemon: 'Kein Daemon kann gerade einen Torrent annehmen.',
  cannot: (stale) => (stale ? 'nicht verbunden' : 'nicht erlaubt'),
  tooMany: (most) =>
    `Nur ${figures.format(most)} Torrents lassen sich auf einmal hinzufügen; die übrigen wurden ausgelassen.`,
}
