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
}
