import type { asks as english } from '../en/asks.ts'
import type { Wide } from '../wide.ts'

export const asks: Wide<typeof english> = {
  'ask.host': 'Einen Rechnernamen oder eine IP-Adresse eingeben.',
  'ask.host.length': 'Ein Rechnername hat höchstens 255\u00a0Zeichen.',
  'ask.host.signs': 'Ein Rechnername enthält keine Leerzeichen, Schrägstriche oder Klammern.',
  'ask.port': 'Ein Port ist eine Zahl von 1 bis 65535.',
  'ask.path.length': 'Ein Pfad hat höchstens 4096\u00a0Zeichen.',
  'ask.path': 'Den ganzen Pfad des Sockets eingeben.',
  'ask.url.length': 'Eine Adresse hat höchstens 2048\u00a0Zeichen.',
  'ask.url': 'Eine Adresse beginnt mit http:// oder https://',
  'ask.kind': 'Diese Art von Daemon gibt es nicht.',
  'ask.username': 'Den Benutzernamen eines Kontos auf dem Daemon eingeben.',
  'ask.username.length': 'Ein Benutzername hat höchstens 256\u00a0Zeichen.',
  'ask.password': 'Das Passwort des Kontos eingeben.',
  'ask.password.length': 'Ein Passwort hat höchstens 1024\u00a0Zeichen.',
  'ask.name': 'Dem Daemon einen Namen geben.',
  'ask.name.length': 'Ein Name hat höchstens 100\u00a0Zeichen.',
  'ask.fingerprint': 'Das ist kein SHA-256-Fingerabdruck.',
  'ask.folder': 'Den Ordner angeben, in dem gesucht werden soll.',
  'ask.daemon': 'Zuerst einen Daemon auswählen.',
  'ask.daemon.id': 'Das ist keine Kennung eines Daemons.',
  'ask.torrent': 'Zuerst einen Torrent auswählen.',
  'ask.torrent.hash': 'Das ist kein Info-Hash eines Torrents.',
  'ask.torrent.key': 'Das ist kein Schlüssel eines Torrents.',
  'ask.magnet': 'Ein Magnet-Link beginnt mit magnet:?',
  'ask.file.size': 'Diese Datei ist zu groß für eine Torrent-Datei.',
}
