import { isolated, isolatedPath } from '../../text/shown.ts'
import type { kindFaults as englishFaults, kindTable as english } from '../en/kinds.ts'
import type { Wide } from '../wide.ts'
import { figures } from './numbers.ts'

export const kindTable: Wide<typeof english> = {
  needs: {
    required: 'Nötig sind die Adresse sowie Name und Passwort eines Kontos auf dem Daemon.',
    optional: 'Nötig sind die Adresse sowie Name und Passwort eines Kontos, wo eines verlangt wird.',
    none: 'Nötig ist nur die Adresse.',
  },
  usernameHint: {
    required: 'Von einem Konto auf dem Daemon.',
    optional: 'Nur wenn der Daemon einen verlangt.',
    none: '',
  },
  openToAll: 'Dort wird niemand gefragt, wer er ist: Wer diesen Port erreicht, kann mit dem Daemon alles machen.',
  webPortHint: (kind, usual) =>
    `Das ist der Port der Weboberfläche von ${kind}.${usual === null ? '' : ` Daemons lauschen meist an ${usual}.`}`,
  certificateAdvice:
    'Sicher ist es nach einem Vergleich mit dem Fingerabdruck des Zertifikats auf dem Rechner des Daemons.',
  importNoneHint: (kind) => `Liegt die Konfiguration von ${kind} woanders, diesen Ordner angeben.`,
  accountsNote: 'Was ein Daemon über Passwörter sagt, wird sofort verworfen.',
  ways: {
    tls: 'Host und Port, verschlüsselt',
    tcp: 'Host und Port',
    unix: 'Socket auf diesem Rechner',
    url: 'Webadresse',
  },
  own: {
    deluge: {
      accountsNote: 'Deluge schickt Admins jedes Passwort im Klartext; Estuary verwirft sie sofort.',
      needs: 'Nötig sind die Adresse sowie Name und Passwort eines Kontos aus der Datei auth des Daemons.',
      usernameHint: 'Aus der Datei auth des Daemons.',
      certificateAdvice:
        'Sicher ist es nach einem Vergleich mit dem, was dieser Befehl im Konfigurationsordner von Deluge auf dem Rechner des Daemons ausgibt:',
      importNoneHint:
        'Liegt die Konfiguration von Deluge woanders, diesen Ordner angeben. Es ist der mit hostlist.conf oder auth darin.',
    },
    rtorrent: {
      needs: 'Nötig ist der Pfad des SCGI-Sockets, der SCGI-Port oder die Adresse eines Webservers davor (/RPC2).',
      usernameHint: 'Nur wenn der Webserver einen verlangt.',
      openToAll:
        'SCGI fragt niemanden, wer er ist: Wer diesen Port erreicht, kann auf dem Rechner Befehle ausführen. Nur durch ' +
        'einen Tunnel oder ein VPN benutzen, oder einen Webserver mit https und Passwort davorsetzen.',
    },
  },
}

export const kindFaults: Wide<typeof englishFaults> = {
  'deluge.daemon': 'einem Deluge-Daemon',
  'deluge.refused.hint': ({ port }) =>
    'Läuft deluged dort? Verbindungen von anderen Rechnern nimmt er nur an, wenn „Allow remote connections“ ' +
    `(allow_remote) eingeschaltet ist. Er lauscht an Port ${port}, wenn nichts anderes eingestellt ist.`,
  'deluge.web.hint': ({ port }) =>
    `Ist das die Weboberfläche von Deluge? Stattdessen den Port des Daemons benutzen: meist ${port}.`,
  'deluge.web': ({ daemon, port }) =>
    `${isolated(daemon)} antwortet wie ein Webserver (die Weboberfläche von Deluge?). Den Port des Daemons selbst ` +
    `benutzen: meist ${port}.`,
  'deluge.by-tls': 'Ein Deluge-Daemon wird über TLS erreicht: Host und Port angeben.',
  'deluge.not': ({ daemon }) =>
    `${isolated(daemon)} nimmt Verbindungen an, antwortet aber nicht wie ein Deluge-Daemon. Den Port prüfen.`,
  'deluge.too-old': ({ daemon, version }) =>
    `Auf ${isolated(daemon)} läuft Deluge ${isolated(version)}; nötig ist Deluge 1.3 oder 2.`,
  'deluge.lacks': ({ daemon, version, method }) =>
    `Auf ${isolated(daemon)} läuft Deluge ${version}, das dies nicht kann (es fehlt ${method}).`,
  'deluge.client': ({ version }) => `ein Programm von Deluge ${isolated(version)}`,
  'deluge.client.other': 'eine andere Version von Deluge',
  'deluge.own-only': ({ account, level }) =>
    `${isolated(account)} hat Stufe ${level}: Deluge zeigt nur die eigenen Torrents dieses Kontos und geteilte.`,
  'deluge.no-content-type': 'In der Antwort des Servers fehlt der Content-Type, womit Deluge nicht umgehen kann',
  'deluge.speaks-1.3': 'Die Gegenseite spricht das Protokoll von Deluge 1.3.',
  'deluge.speaks-http': 'Geantwortet hat ein Webserver, kein Deluge-Daemon.',
  'deluge.speaks-else': 'Die Antwort ist nicht die eines Deluge-Daemons.',
  'deluge.frame': 'Eine Nachricht beginnt nicht mit der Protokollversion 1.',
  'deluge.too-many.values': ({ number }) => `Die Nachricht enthält mehr als ${figures.format(number)} Werte.`,
  'deluge.too-many.keys': ({ number }) =>
    `Die Nachricht enthält mehr als ${figures.format(number)} Schlüssel in einem Verzeichnis.`,
  'deluge.too-many.bytes': ({ number }) =>
    `Die Nachricht enthält mehr als ${figures.format(number)}\u00a0Bytes in einem Text.`,
  'deluge.too-many.levels': ({ number }) =>
    `Die Nachricht ist mehr als ${figures.format(number)} Ebenen tief verschachtelt.`,

  'deluge.import.no-list': ({ path }) => `${isolatedPath(path)} ist keine Daemon-Liste von Deluge 1.3 oder 2.`,

  'rtorrent.no-accounts': 'rTorrent kennt keine Konten: Wer es erreicht, darf alles.',
  'rtorrent.no-queue': 'rTorrent hat keine Warteschlange: Alle Torrents laufen gleichzeitig.',
  'rtorrent.no-metadata': 'Was in einem Magnet-Link steckt, sagt rTorrent erst, wenn er hinzugefügt ist.',
  'rtorrent.no-rename': 'rTorrent kann Torrents und Dateien nicht umbenennen.',
  'rtorrent.keeps-files': 'rTorrent entfernt nur Torrents: Ihre Dateien bleiben auf der Platte.',
  'rtorrent.no-low': 'rTorrent kennt keine niedrige Priorität.',
  'rtorrent.no-move': 'rTorrent verschiebt keine Dateien.',
  'rtorrent.no-folders': 'rTorrent sagt nicht, welche Ordner es auf dem Rechner gibt.',
  'rtorrent.no-option': 'Das hat rTorrent nicht.',
  'rtorrent.no-headers': 'rTorrent schickt keine Header mit, wenn es eine Adresse abruft.',
  'rtorrent.keeps-trackers':
    'rTorrent kann Tracker hinter denen einer Stufe hinzufügen, aber weder entfernen noch umordnen.',
  'rtorrent.last-tier': ({ number }) => `rTorrent hat Stufen bis ${figures.format(number)}.`,
  'rtorrent.not-taken': ({ daemon, what }) =>
    `${isolated(daemon)} hat ${isolated(what)} nicht angenommen und sagt nicht, warum. Ein Torrent ohne Tracker wird nur ` +
    'mit eingeschaltetem DHT angenommen; er kann auch beschädigt sein.',
  'rtorrent.not-fetched': ({ daemon, what }) =>
    `Aus ${isolated(what)} ist bei ${isolated(daemon)} nichts geworden, ohne einen Grund: Vielleicht ist die Adresse von ` +
    'dort nicht zu erreichen, oder es ist kein Torrent, oder es gibt ihn dort schon.',
  'rtorrent.which': ({ daemon }) =>
    `${isolated(daemon)} hat im selben Moment mehrere Torrents bekommen: Welcher davon dieser ist, zeigt die Liste.`,
  'rtorrent.too-large': ({ daemon, what }) =>
    `${isolated(what)} ist zu groß für ${isolated(daemon)}: rTorrent nimmt Torrent-Dateien bis 1,5\u00a0MB. Ein ` +
    'Magnet-Link ginge.',
}
