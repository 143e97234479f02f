import { isolated } from '../../text/shown.ts'
import type { shellWords as english } from '../en/shell.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, torrents } from './numbers.ts'

export const shellWords: Wide<typeof english> = {
  brand: 'Estuary',

  sidebar: {
    label: 'Was angezeigt wird',
    resize: 'Breite der Seitenleiste',
    open: 'Seitenleiste öffnen',
    rail: 'Seitenleiste',
    all: 'Alle Torrents',
    daemons: 'Daemons',
    states: 'Status',
    labels: 'Labels',
    trackers: 'Tracker',
    owners: 'Besitzer',
    addDaemon: 'Daemon hinzufügen',
    item: (name, torrents) => `${isolated(name)}, ${torrents}`,
    more: (number) => `${figures.format(number)} weitere anzeigen`,
    less: 'Weniger anzeigen',
    down: 'Down',
    up: 'Up',
  },

  toolbar: {
    label: 'Aktionen',
    add: 'Hinzufügen',
    resume: 'Fortsetzen',
    pause: 'Pausieren',
    remove: 'Entfernen\u00a0…',
    top: 'An den Anfang der Warteschlange',
    up: 'In der Warteschlange nach oben',
    down: 'In der Warteschlange nach unten',
    bottom: 'Ans Ende der Warteschlange',
    more: 'Weitere Aktionen',
    search: 'Suchen',
    searchIn: (number) => `${torrents(number)} durchsuchen`,
    clearSearch: 'Suche leeren',
    view: 'Ansicht',
    look: 'Aussehen',
    theme: 'Farben',
    themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    rows: 'Zeilen',
    densities: { compact: 'Kompakt', comfortable: 'Großzügig' },
    language: 'Sprache',
    languageOfSystem: 'Sprache des Systems',
    events: 'Letzte Ereignisse',
    newEvents: (number) => `Letzte Ereignisse, ${figures.format(number)} neu`,
    daemons: 'Daemons\u00a0…',
    details: 'Details',
    noDaemon: 'Zuerst einen Daemon hinzufügen.',
  },

  status: {
    label: 'Status',
    connectedShort: (live, all) => `${figures.format(live)} von ${figures.format(all)} verbunden`,
    connected: (live, all) => `${figures.format(live)} von ${counted(all, 'Daemon', 'Daemons')} verbunden`,
    noDaemons: 'Keine Daemons',
    idle: 'ruht',
    idleShown: 'Angezeigtes ruht',
    ofShown: 'Raten der angezeigten Torrents',
    down: 'Downloadrate',
    up: 'Uploadrate',
    selectedShort: (part) => `${figures.format(part)} ausgewählt`,
    selected: (part, whole) => `${figures.format(part)} von ${figures.format(whole)} ausgewählt`,
    shown: (part, whole) => `${figures.format(part)} von ${torrents(whole)} angezeigt`,
    all: (whole) => torrents(whole),
    free: (size) => `${size} frei`,
    fullSoon: (name, size) => `${isolated(name)} hat nur noch ${size} frei.`,
  },

  events: {
    title: 'Letzte Ereignisse',
    none: 'Noch ist nichts geschehen.',
    away: 'während der Abwesenheit',
    kinds: {
      added: 'hinzugefügt',
      removed: 'entfernt',
      finished: 'fertig',
      failed: 'fehlgeschlagen',
      connected: 'verbunden',
      lost: 'Verbindung verloren',
      refused: 'abgewiesen',
      trusted: 'Zertifikat vertraut',
      hidden: 'zeigt weniger als zuvor',
      omitted: 'zu viel auf einmal',
      acted: '',
    },
  },

  door: {
    lost: 'Die Verbindung zu Estuary ist unterbrochen. Neuer Versuch\u00a0…',
    lostHint: 'Zu sehen ist, was zuletzt bekannt war.',
    endedTitle: 'Diese Sitzung ist zu Ende',
    ended:
      'Estuary wurde neu gestartet, oder dieser Browser hat seinen Besuch vergessen. Die Adresse öffnen, die es ' +
      'ausgegeben hat, oder es mit „npm start -- --web“ noch einmal starten: Jede Adresse gilt für einen Besuch.',
    faultTitle: 'Das Fenster ist an einem eigenen Fehler gescheitert',
    fault: 'Die Daemons sind nicht betroffen. Meist hilft es, das Fenster neu zu laden.',
    lateTitle: 'Dieser Teil des Fensters war nicht zu laden',
    late: 'Estuary ist vielleicht beendet, oder es läuft inzwischen in einer anderen Version. Dann hilft es, das Fenster neu zu laden.',
    reload: 'Neu laden',
    close: 'Schließen',
  },

  disk: {
    head: 'Es wird nichts gespeichert.',
    hint: 'Estuary läuft weiter, behält im Speicher, was es kann, und schreibt es, sobald das geht.',
    retry: 'Neu versuchen',
    reasons: {
      full: (folder) => `Der Datenträger mit ${folder} ist voll: etwas Platz schaffen.`,
      'read-only': (folder) => `In ${folder} kann nicht geschrieben werden: den Ordner beschreibbar machen.`,
      permission: (folder) => `Dieses Benutzerkonto darf in ${folder} nicht schreiben: die Rechte berichtigen.`,
      busy: (folder) => `Ein anderes Programm hält die Datenbank in ${folder}: dieses Programm schließen.`,
      kind: (folder) => `In ${folder} liegt etwas anderes am Platz einer Datei: es wegräumen.`,
      gone: (folder) =>
        `${folder} ist weg: den Ordner zurückbringen oder dort einen leeren anlegen; Estuary schreibt dann neu, was es weiß.`,
      io: (folder) => `Der Datenträger mit ${folder} arbeitet fehlerhaft: ihn und seinen Anschluss prüfen.`,
      ended: (folder) => `Der Teil, der in ${folder} schreibt, ist stehen geblieben und wird neu gestartet.`,
      damaged: (folder) => `Die Datenbank in ${folder} ist beschädigt: Estuary neu starten.`,
    },
  },

  safe: {
    title: 'Sicherer Modus: nichts wird von selbst verbunden',
    text: (endings) =>
      `Estuary ist innerhalb von zehn Minuten ${counted(endings, 'Mal', 'Mal')} an einem eigenen Fehler gescheitert. Vielleicht liegt es an einem der Daemons: sie einzeln verbinden, um herauszufinden, an welchem.`,
    asked: 'Estuary wurde so gestartet. Verbinden, was verbunden sein soll.',
    what: (fault) => `Der letzte Fehler: ${fault}`,
    all: 'Alle verbinden',
    one: (name) => `${isolated(name)} verbinden`,
  },

  first: {
    title: 'Willkommen bei Estuary',
    text: (kinds) =>
      `Ein Fenster für alle Daemons${kinds && ` von ${kinds}`}: ihre Torrents in einer Liste, wo immer sie laufen.`,
    add: 'Mit einem Daemon verbinden',
    importText: (kind) => `Die Daemons, die die Programme von ${kind} auf diesem Rechner kennen`,
    looking: (kind) => `${kind} wird gesucht\u00a0…`,
    found: (number, hosts) => `${counted(number, 'Verbindung', 'Verbindungen')} gefunden: ${hosts}`,
    foundMore: (number) => counted(number, 'weitere', 'weitere'),
    foundNone: 'Nichts gefunden; einen Ordner wählen',
  },
}
