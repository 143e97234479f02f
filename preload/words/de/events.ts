import { isolated } from '../../text/shown.ts'
import type { dayWords as englishDays, eventWords as english } from '../en/events.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, listed } from './numbers.ts'

export const eventWords: Wide<typeof english> = {
  remark: (number, since) => `${figures.format(number)} seit ${since}`,
  search: 'Ereignisse durchsuchen',
  searchDeeds: 'Hier Getanes durchsuchen',
  clear: 'Suche leeren',
  lists: { label: 'Liste', events: 'Was geschah', deeds: 'Von hier getan' },
  filters: 'Filter',
  kind: 'Art',
  kinds: {
    all: 'Alle Ereignisse',
    finished: 'Fertig',
    added: 'Hinzugefügt',
    removed: 'Entfernt',
    failed: 'Fehlgeschlagen',
    acted: 'Hier getan',
    daemons: 'Daemons',
  },
  daemon: 'Daemon',
  origin: 'Wo getan',
  origins: { here: 'Von hier', elsewhere: 'Anderswo' },
  onlyFailures: 'Nur Fehlschläge',
  elsewhere: 'anderswo',
  reading: 'Wird gelesen\u00a0…',
  none: 'Noch nichts',
  noneText: 'Hier steht, was auf den Daemons geschieht, auch während der Abwesenheit.',
  noneFits: 'Nichts passt',
  clearFilters: 'Filter aufheben',
  fresh: (number) => `${figures.format(number)} neu`,
  again: 'Erneut versuchen',
  gone: (name) => `${isolated(name)} ist nicht mehr in der Liste.`,
  goneHint: 'Nicht mehr in der Liste',
  goTo: (name) => `${isolated(name)} in der Liste zeigen`,
  back: 'Zurück zur Liste',
  bell: { all: 'Alle Ereignisse' },
  export: {
    title: 'Exportieren',
    csv: 'CSV, für Tabellen\u00a0…',
    json: 'JSON, für Programme\u00a0…',
    listed: 'Was in der Liste steht',
    saved: (name) => `Als ${isolated(name)} gespeichert.`,
  },
  absence: {
    title: 'Während der Abwesenheit',
    span: (length, from, to) => `${length}, von ${from} bis ${to}`,
    on: (daemons) => `auf ${listed(daemons.map(isolated))}`,
    only: (span, daemons) => `${span}, ${daemons}`,
    close: 'Schließen: gesehen',
    kinds: {
      added: (number) => `${figures.format(number)} hinzugefügt`,
      removed: (number) => `${figures.format(number)} entfernt`,
      finished: (number) => `${figures.format(number)} fertig`,
      failed: (number) => `${figures.format(number)} fehlgeschlagen`,
      other: (number) => counted(number, 'weitere Zeile', 'weitere Zeilen'),
    },
    more: (number) => `und ${figures.format(number)} mehr`,
    show: (number) => (number === 1 ? 'Zeigen' : `${figures.format(number)} zeigen`),
    missing: (daemons) =>
      daemons.length === 1
        ? `${isolated(daemons[0] ?? '')} ist noch nicht zurück; sein Teil folgt.`
        : `${listed(daemons.map(isolated))} sind noch nicht zurück; ihre Teile folgen.`,
    filter: (span) => `Abwesenheit: ${span}`,
    clear: 'Wieder alles zeigen',
  },
}

/** Words of days in a list by time. */
export const dayWords: Wide<typeof englishDays> = {
  today: 'Heute',
  yesterday: 'Gestern',
  date: (weekday, date) => `${weekday}, ${date}`,
}
