import { isolated, isolatedPath } from '../../text/shown.ts'
import type { startFaults as english } from '../en/faults-start.ts'
import type { Wide } from '../wide.ts'

export const startFaults: Wide<typeof english> = {
  'option.unknown': ({ argument }) => `Estuary kennt „${isolated(argument)}“ nicht; --help nennt, was es kennt.`,
  'option.empty': ({ name }) => `Nach ${isolated(name)} fehlt ein Wert.`,
  'option.valued': ({ name }) => `${isolated(name)} nimmt keinen Wert.`,
  'option.port': ({ text }) => `Ein Port ist eine Zahl von 0 bis 65535, nicht „${isolated(text)}“.`,
  'option.foreign': ({ name }) =>
    `Estuary startet nicht mit --${name}: Von anderen Programmen nimmt es keine Befehle an.`,
  'start.unbuilt': ({ folder }) =>
    `Das Fenster ist in ${isolatedPath(folder)} noch nicht gebaut: zuerst „npm run build“ ausführen.`,
  'start.dev-port': ({ port }) =>
    `Der Entwicklungsserver kann nicht an Port ${port} lauschen: mit --port einen anderen wählen.`,
  'start.port.taken': ({ port }) =>
    `An Port ${port} lauscht schon ein anderes Programm: mit --port einen anderen wählen oder --port weglassen.`,
  'start.port.closed': ({ port, reason }) =>
    `Port ${port} lässt sich nicht öffnen (${reason}): mit --port einen anderen wählen oder --port weglassen.`,
  'start.never': 'Estuary ist an einem eigenen Fehler gescheitert, auch im abgesicherten Modus.',

  'door.fresh':
    'Diese Seite braucht eine frische Adresse. Estuary noch einmal mit „npm start -- --web“ starten (das laufende darf ' +
    'bleiben): Es gibt eine Adresse aus, die diesen Browser einmal einlässt.',
  'door.script': 'Das Fenster von Estuary braucht JavaScript.',
  'door.nothing': 'Unter dieser Adresse gibt es nichts.',
  'door.name': ({ address }) => `Estuary ist nur unter ${address} aufzurufen.`,
  'door.foreign': 'Das dürfen nur die Seiten von Estuary selbst.',
  'door.body': 'Eine Frage hat keinen Inhalt.',
  'door.expectation': 'Hier lässt sich nichts außer 100-continue erwarten.',
  'door.key': 'Das ist nicht der Schlüssel dieses Estuary.',
  'door.unreadable': 'Diese Anfrage ist nicht zu verstehen.',
  'door.too-much': 'Das ist mehr, als ein Aufruf enthalten darf.',
  'door.failed': 'In Estuary ist etwas schiefgegangen; das Protokoll sagt mehr.',
  'door.call': 'Ein Aufruf hat die Form {"name":\u00a0…, "args":\u00a0…}.',
  'door.page': 'Diese Seite ist nicht mehr verbunden: Sie neu laden.',
  'door.window': 'Das darf nur das Fenster von Estuary selbst.',

  'handed.magnet': 'Dieser Magnet-Link nennt keinen Torrent.',
  'handed.elsewhere': 'Nur Torrent-Dateien auf diesem Rechner lassen sich öffnen.',
  'handed.no-torrent': ({ name }) => `${isolated(name)} ist keine Torrent-Datei.`,
  'handed.no-file': ({ name }) => `${isolated(name)} ist keine Datei.`,
  'handed.too-large': ({ name }) => `${isolated(name)} ist zu groß für eine Torrent-Datei.`,
  'handed.unreadable': ({ name }) => `${isolated(name)} konnte nicht gelesen werden.`,
  'handed.too-much': 'Das ist mehr, als sich auf einmal öffnen lässt; das Übrige wurde ausgelassen.',
  'outside.address': 'Estuary öffnet nur https-Adressen und E-Mail-Adressen.',
}
