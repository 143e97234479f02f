import { isolatedPath } from '../../text/shown.ts'
import type { storeFaults as english } from '../en/faults-store.ts'
import type { Wide } from '../wide.ts'
import { figures, moment } from './numbers.ts'

export const storeFaults: Wide<typeof english> = {
  'doing.open': 'die Datenbank nicht öffnen',
  'doing.daemons.list': 'die Liste der Daemons nicht lesen',
  'doing.daemons.insert': 'den neuen Daemon nicht speichern',
  'doing.daemons.update': 'den Daemon nicht speichern',
  'doing.daemons.remove': 'den Daemon nicht vergessen',
  'doing.torrents.load': 'die gemerkten Torrents nicht lesen',
  'doing.torrents.write': 'die Torrents nicht speichern',
  'doing.events.append': 'den Verlauf nicht speichern',
  'doing.events.part': 'den Verlauf nicht lesen',
  'doing.events.of': 'den Verlauf eines Torrents nicht lesen',
  'doing.events.tally': 'den Verlauf nicht zählen',
  'doing.events.unread': 'die neuen Zeilen des Verlaufs nicht zählen',
  'doing.events.absences': 'nicht lesen, was inzwischen geschehen ist',
  'doing.audit.begin': 'nicht aufschreiben, was getan werden soll',
  'doing.audit.end': 'nicht aufschreiben, wie es ausging',
  'doing.audit.lose': 'nicht durchsehen, was getan wurde',
  'doing.audit.part': 'nicht lesen, was getan wurde',
  'doing.settings.read': 'die Einstellungen nicht lesen',
  'doing.settings.write': 'die Einstellungen nicht speichern',
  'doing.removals.list': 'die wartenden Entfernungen nicht lesen',
  'doing.removals.put': 'das Entfernen nicht speichern',
  'doing.removals.drop': 'das Entfernen nicht vergessen',
  'doing.notices.list': 'nicht lesen, was gemeldet wurde',
  'doing.notices.write': 'nicht aufschreiben, was gemeldet wird',
  'doing.torrentFiles.keep': 'eine Torrent-Datei nicht aufheben',
  'doing.torrentFiles.find': 'nicht nach einer aufgehobenen Torrent-Datei sehen',
  'doing.file.save': 'die Datei nicht speichern',
  'doing.look': 'nicht nach der Datenbank sehen',
  'doing.probe': 'nicht in die Datenbank schreiben',
  'doing.attach': 'die Datenbank nicht wieder öffnen',
  'doing.close': 'die Datenbank nicht schließen',
  'doing.find': 'die Datenbank nicht finden',
  'doing.copy': 'die Datenbank nicht kopieren',
  'doing.folder.use': 'den Datenordner nicht benutzen',
  'doing.folder.take': 'den Datenordner nicht übernehmen',
  'doing.holder': 'nicht lesen, wer den Datenordner benutzt',
  'doing.running': 'das laufende Estuary nicht finden',
  'doing.password.read': 'ein gespeichertes Passwort nicht lesen',
  'doing.password.keep': 'ein Passwort nicht speichern',
  'doing.password.forget': 'ein Passwort nicht vergessen',
  'doing.password.key': 'den Schlüssel der gespeicherten Passwörter nicht lesen',
  'doing.passwords.read': 'die gespeicherten Passwörter nicht lesen',
  'doing.window.read': 'nicht lesen, wo das Fenster war',
  'doing.window.keep': 'nicht aufschreiben, wo das Fenster war',

  'store.trouble': ({ doing, path, advice }) => `Estuary konnte ${doing} (${isolatedPath(path)}). ${advice}`,
  'store.damaged': ({ doing, path }) =>
    `Estuary konnte ${doing}: ${isolatedPath(path)} ist beschädigt. Estuary neu starten; dann wird diese Datei ` +
    'beiseitegelegt und eine neue begonnen.',
  'store.gone': ({ doing, path }) =>
    `Estuary konnte ${doing}: ${isolatedPath(path)} ist verschwunden, oder eine andere Datei liegt an der Stelle. Den ` +
    'Datenordner zurücklegen; wurde sein Datenträger entfernt, ihn wieder einsetzen.',
  'store.odd': ({ doing, path, what }) =>
    `Estuary konnte ${doing}: ${isolatedPath(path)} ist ${what}. Das dort wegräumen.`,
  'odd.folder': 'ein Ordner und keine einfache Datei',
  'odd.pipe': 'eine Pipe und keine einfache Datei',
  'odd.link': 'ein Link und keine einfache Datei',
  'odd.device': 'ein Gerät und keine einfache Datei',
  'odd.other-user': 'Eigentum eines anderen Benutzers',
  'store.too-large': ({ doing, path, number }) =>
    `Estuary konnte ${doing}: ${isolatedPath(path)} hat mehr als ${figures.format(number)}\u00a0KiB. Die Datei dort ` +
    'wegräumen.',
  'store.closing': ({ doing }) => `Estuary konnte ${doing}: Es wird gerade geschlossen.`,
  'store.ended': ({ doing, reason }) =>
    `Estuary konnte ${doing}: Der Teil, der die Datenbank führt, hat sich beendet (${reason}). Gleich noch einmal ` +
    'versuchen; hilft das nicht, Estuary neu starten.',
  'store.future': ({ path, number, known }) =>
    `Die Datenbank ${isolatedPath(path)} stammt von einem neueren Estuary: Sie hat Schema ${number}, dieses kennt ` +
    `Schemas bis ${known}. Das neuere Estuary starten oder die Datei wegräumen, um eine neue zu beginnen.`,
  'store.loose-ends': ({ path, number }) =>
    `${isolatedPath(path)} ließ sich nicht sauber auf Schema ${number} bringen und bleibt, wie es war.`,
  'store.tables': ({ path, reason }) => `Die Tabellen in ${isolatedPath(path)} sind nicht die von Estuary: ${reason}`,
  'store.unwritten': ({ folder, advice }) =>
    `Estuary konnte vor dem Ende nicht alles speichern (${isolatedPath(folder)}). ${advice}${advice && ' '}Was über ` +
    'Torrents bekannt war, wird beim nächsten Start wieder von den Daemons gelesen.',

  'advice.full': 'Der Datenträger ist voll. Platz schaffen und noch einmal versuchen.',
  'advice.gone': 'Das ist verschwunden. Zurücklegen; wurde der Datenträger entfernt, ihn wieder einsetzen.',
  'advice.read-only':
    'Dorthin lässt sich nicht schreiben. Beschreibbar machen oder einen anderen Datenordner benutzen.',
  'advice.permission':
    'Das eigene Benutzerkonto darf das nicht benutzen. Die Rechte berichtigen oder einen anderen Datenordner benutzen.',
  'advice.busy': 'Ein anderes Programm benutzt das. Dieses Programm schließen und noch einmal versuchen.',
  'advice.kind': 'Etwas anderes liegt an der Stelle. Das wegräumen oder einen anderen Datenordner benutzen.',
  'advice.io': 'Der Datenträger arbeitet nicht, wie er soll. Ihn und seinen Anschluss prüfen.',
  'advice.other': ({ reason }) => `Das System meldet: ${reason}`,

  'remark.set-aside': ({ path }) =>
    `Die Datenbank war beschädigt. Sie liegt jetzt unter ${isolatedPath(path)}, und Estuary hat eine neue begonnen: ` +
    'Die Daemons neu hinzufügen. An den Daemons selbst hat sich nichts geändert.',
  'remark.open-to-others': ({ folder }) =>
    `Andere Benutzer dieses Rechners dürfen in den Datenordner ${isolatedPath(folder)} schreiben. Ihn für sie sperren ` +
    '(Modus 700).',

  'folder.used': ({ folder }) =>
    `Ein anderes Estuary benutzt den Datenordner ${isolatedPath(folder)}. Jenes benutzen oder zuerst beenden.`,
  'folder.used.by': (given) =>
    `Ein anderes Estuary (Prozess ${given.process}${given.host === null ? '' : ` auf ${given.host}`}) benutzt den ` +
    `Datenordner ${isolatedPath(given.folder)} seit ${moment(given.since)}.` +
    `${given.address === null ? '' : ` Es antwortet unter ${given.address}.`} Jenes benutzen oder zuerst beenden.`,

  'password.damaged': ({ path }) =>
    `Ein gespeichertes Passwort lässt sich nicht lesen: ${isolatedPath(path)} ist beschädigt. Das Passwort neu eingeben.`,
  'password.missing': ({ path }) =>
    `Ein gespeichertes Passwort lässt sich nicht lesen: ${isolatedPath(path)} fehlt. Das Passwort neu eingeben.`,
  'password.changed': ({ path }) =>
    `Ein gespeichertes Passwort lässt sich nicht lesen: ${isolatedPath(path)} wurde geändert oder beschädigt. Das ` +
    'Passwort neu eingeben.',
  'passwords.damaged': ({ path }) =>
    `Die gespeicherten Passwörter in ${isolatedPath(path)} sind beschädigt: Sie neu eingeben.`,
  'safe.locked': 'Der Passwort-Tresor des Systems antwortet nicht: Ihn entsperren.',
  'safe.unreadable': 'Der Passwort-Tresor des Systems kann ein gespeichertes Passwort nicht lesen: Es neu eingeben.',

  'file.unreadable': ({ path, why }) => `${isolatedPath(path)} lässt sich nicht lesen: ${why}.`,
  'file.too-large': ({ path, number }) =>
    `${isolatedPath(path)} wird nicht gelesen: Die Datei hat mehr als ${figures.format(number)}\u00a0KiB.`,
  'file.forbidden': 'Das eigene Benutzerkonto darf das nicht',
  'file.folder': 'Das ist ein Ordner',
  'file.circle': 'Die Links führen im Kreis',
  'file.odd': 'Das ist keine einfache Datei',
}
