import type { shellWords as english } from '../en/shell.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, torrents } from './numbers.ts'

export const shellWords: Wide<typeof english> = {
  brand: 'Estuary',

  sidebar: {
    label: 'Was angezeigt wird',
    resize: 'Breite der Seitenleiste',
    all: 'Alle Torrents',
    daemons: 'Daemons',
    states: 'Status',
    labels: 'Labels',
    trackers: 'Tracker',
    owners: 'Besitzer',
    addDaemon: 'Daemon hinzufügen',
    item: (name, torrents) => `${name}, ${torrents}`,
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
    languageOfSystem: 'Wie das System',
    events: 'Letzte Ereignisse',
    newEvents: (number) => `Letzte Ereignisse, ${figures.format(number)} neu`,
    daemons: 'Daemons\u00a0…',
    details: 'Details',
    noDaemon: 'Zuerst einen Daemon hinzufügen.',
  },

  status: {
    label: 'Status',
    connected: (live, all) => `${figures.format(live)} von ${counted(all, 'Daemon', 'Daemons')} verbunden`,
    noDaemons: 'Keine Daemons',
    idle: 'ruht',
    down: 'Downloadrate',
    up: 'Uploadrate',
    selected: (part, whole) => `${figures.format(part)} von ${figures.format(whole)} ausgewählt`,
    shown: (part, whole) => `${figures.format(part)} von ${torrents(whole)} angezeigt`,
    all: (whole) => torrents(whole),
    free: (name, size) => `${name}: ${size} frei`,
    fullSoon: (name, size) => `${name} hat nur noch ${size} frei.`,
  },

  events: {
    title: 'Letzte Ereignisse',
    none: 'Noch ist nichts geschehen.',
    earlier: 'Frühere anzeigen',
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
      acted: '',
    },
  },

  door: {
    lost: 'Die Verbindung zu Estuary ist unterbrochen. Neuer Versuch\u00a0…',
    lostHint: 'Zu sehen ist, was zuletzt bekannt war.',
    endedTitle: 'Diese Sitzung ist zu Ende',
    ended: 'Estuary wurde neu gestartet. Die Adresse öffnen, die es ausgegeben hat: Jede gilt für einen Besuch.',
    faultTitle: 'Das Fenster ist an einem eigenen Fehler gescheitert',
    fault: 'Die Daemons sind nicht betroffen. Meist hilft es, das Fenster neu zu laden.',
    reload: 'Neu laden',
  },

  first: {
    title: 'Willkommen bei Estuary',
    text: (kinds) =>
      `Ein Fenster für alle Daemons${kinds && ` von ${kinds}`}: ihre Torrents in einer Liste, wo immer sie laufen.`,
    add: 'Daemon hinzufügen',
  },
}
