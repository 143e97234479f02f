import { isolated, isolatedPath } from '../../text/shown.ts'
import type { transferSays as englishSays, transferWords as english } from '../en/transfer.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, form, listed } from './numbers.ts'

export const transferWords: Wide<typeof english> = {
  title: 'Einstellungen importieren',
  choose: 'Eine Datei auswählen, die Estuary exportiert hat. Geändert wird erst, was danach bestätigt ist.',
  chooseFile: 'Datei auswählen\u00a0…',
  text: (name) => `Was ${isolated(name)} hier ändern würde. Geändert wird erst beim Importieren.`,
  exported: (name) => `Nach ${isolated(name)} exportiert.`,
  written: (when) => `Exportiert: ${when}.`,
  reading: 'Wird gelesen\u00a0…',
  daemons: 'Daemons',
  settings: 'Einstellungen',
  nameOf: (address) => `Name für ${isolated(address)}`,
  fresh: 'neu; das Passwort wird später erfragt',
  freshPinned: 'neu, mit Zertifikat; das Passwort wird später erfragt',
  same: (name) => `schon da, als ${isolated(name)}`,
  differs: (name, changes) => `hier ${isolated(name)}: ${listed(changes)}`,
  changes: {
    name: (name) => `heißt dann ${isolated(name)}`,
    mark: (mark) => `das Kennzeichen wird ${mark}`,
    certificate: 'dem Zertifikat wird vertraut',
    folders: 'wo seine Ordner sind, wird übernommen',
  },
  otherCertificate: 'Die Datei nennt ein anderes Zertifikat; das hier vertraute bleibt.',
  change: (from, to) => `${from} → ${to}`,
  nothing: 'Nichts in dieser Datei ist anders als hier.',
  all: 'Alle',
  sameNumber: (number) => `${counted(number, 'Daemon ist', 'Daemons sind')} schon da, ohne Unterschied.`,
  setting: {
    theme: 'Aussehen',
    language: 'Sprache',
    density: 'Zeilen',
    columns: 'Spalten',
    sort: 'Reihenfolge',
    sidebarPx: 'Breite der Seitenleiste',
    detailsPx: 'Höhe der Details',
    detailsOpen: 'Detailbereich',
    rowsPerDaemon: 'Torrents eines Daemons',
    keys: 'Tasten',
    folded: 'Eingeklappte Abschnitte',
    notices: 'Meldungen',
    noticeRules: 'Regeln für Meldungen',
    noticeSound: 'Ton bei Meldungen',
    quietHours: 'Ruhezeit',
    digestMinutes: 'Sammelmeldung',
    lostAfterMinutes: 'Daemon verloren nach',
    lowFreeBytes: 'Wenig Platz',
  },
  values: {
    none: 'keine',
    usual: 'wie üblich',
    shown: 'sichtbar',
    hidden: 'verborgen',
    pixels: (px) => `${figures.format(px)}\u00a0Pixel`,
    ordered: (columns) => `nach ${listed(columns)}`,
    downwards: (column) => `${column} (absteigend)`,
    columns: (columns) => listed(columns),
    keys: (number) => counted(number, 'Befehl geändert', 'Befehle geändert'),
    rules: (number) => counted(number, 'Regel', 'Regeln'),
    span: (from, to, days) => `${from} bis ${to}, ${days}`,
    on: 'an',
    off: 'aus',
    sections: (number) => counted(number, 'Abschnitt', 'Abschnitte'),
    width: (column, px) => `${column}\u00a0${figures.format(px)}`,
  },
  nameMissing: 'Einen Namen eingeben.',
  nameTwice: (name) => `Zwei von diesen heißen ${isolated(name)}.`,
  taken: 'Übernommen',
  cancel: 'Abbrechen',
  close: 'Schließen',
  another: 'Andere Datei\u00a0…',
  act: 'Importieren',
  nothingChosen: 'Zuerst etwas auswählen.',
  done: (daemons, settings) =>
    daemons === 0
      ? `${counted(settings, 'Einstellung', 'Einstellungen')} geändert.`
      : settings === 0
        ? `${counted(daemons, 'Daemon', 'Daemons')} übernommen.`
        : `${counted(daemons, 'Daemon', 'Daemons')} und ${counted(settings, 'Einstellung', 'Einstellungen')} übernommen.`,
  undo: 'Einstellungen zurücknehmen',
  undone: 'Die Einstellungen sind wieder wie vorher.',
  tooLarge: 'Diese Datei ist zu groß für eine Einstellungsdatei von Estuary.',
  unreadable: 'Diese Datei ist nicht lesbar.',
}

export const transferSays: Wide<typeof englishSays> = {
  'transfer.noJson': 'Diese Datei ist nicht lesbar: Sie ist kein JSON, oder nur ein Teil davon.',
  'transfer.foreign': 'Das ist keine Einstellungsdatei, die Estuary exportiert hat.',
  'transfer.future': ({ version }) =>
    `Diese Datei hat ein neueres Estuary exportiert (Format ${figures.format(version)}). Zuerst dieses hier aktualisieren.`,
  'transfer.odd': 'Diese Datei gibt sich als eine von Estuary aus, aber ihr Inhalt ergibt keinen Sinn.',
  'transfer.daemon': ({ number }) =>
    `Eintrag ${figures.format(number)} ihrer Daemons ist beschädigt und wird ausgelassen.`,
  'transfer.settings': ({ number }) =>
    `${counted(number, 'Einstellung', 'Einstellungen')} der Datei ${form(number, 'ergibt', 'ergeben')} keinen Sinn und ${form(number, 'wird', 'werden')} ausgelassen.`,
  'transfer.kind': ({ kind }) => `Daemons der Art „${isolated(kind)}“ kennt dieses Estuary nicht.`,
  'transfer.way': ({ kind }) => `Daemons der Art ${isolated(kind)} sind auf diesem Weg nicht erreichbar.`,
  'transfer.outdated': 'Was von dieser Datei zu sehen war, ist veraltet. Die Datei noch einmal auswählen.',
  'history.trusted.file': ({ fingerprint }) =>
    `Dem Zertifikat ${fingerprint} wird vertraut: Es steht in der importierten Datei.`,
  'folder.notOpened': 'Nur das Desktop-Programm kann den Ordner öffnen. Stattdessen seinen Pfad kopieren.',
  'folder.refused': ({ path, problem }) =>
    `${isolatedPath(path)} ließ sich nicht öffnen. Das System meldet: ${isolated(problem)}`,
}
