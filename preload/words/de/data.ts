import type { dataWords as english, logWords as englishLog } from '../en/data.ts'
import type { Wide } from '../wide.ts'
import { counted } from './numbers.ts'

export const dataWords: Wide<typeof english> = {
  folder: 'Ordner',
  weighing: 'Wird gezählt\u00a0…',
  open: 'Öffnen',
  copy: 'Pfad kopieren',
  copied: 'Pfad kopiert.',
  move: 'Zum Verschieben Estuary beenden, den Ordner verschieben und mit „--data“ und dem neuen Pfad starten.',
  settings: 'Einstellungen',
  what: 'Daemons, Spalten und Tasten',
  safe: 'ohne Passwörter und andere Geheimnisse',
  import: 'Importieren\u00a0…',
  export: 'Exportieren\u00a0…',
}

export const logWords: Wide<typeof englishLog> = {
  title: 'Protokoll',
  text: 'Was Estuary seit dem Start notiert hat, das Neueste zuerst. Passwörter, Schlüssel und andere Geheimnisse sind unkenntlich. Die Zeilen selbst sind englisch.',
  lines: 'Zeilen des Protokolls',
  search: 'Protokoll durchsuchen',
  level: 'Stufe',
  from: { debug: 'Alles', info: 'Hinweise und Schlimmeres', warn: 'Warnungen und Fehler', error: 'Nur Fehler' },
  levels: { debug: 'Einzelheit', info: 'Hinweis', warn: 'Warnung', error: 'Fehler' },
  reading: 'Wird gelesen\u00a0…',
  none: 'Das Protokoll ist leer.',
  noneFits: 'Keine Zeile des Protokolls passt.',
  shown: (number) => counted(number, 'Zeile', 'Zeilen'),
  atLeast: (number) => `${counted(number, 'Zeile', 'Zeilen')} und mehr`,
  fresh: (number) => counted(number, 'neue Zeile', 'neue Zeilen'),
  copy: 'Kopieren',
  copied: (number) => `${counted(number, 'Zeile', 'Zeilen')} kopiert.`,
  save: 'Sichern\u00a0…',
  saved: (number) => `${counted(number, 'Zeile', 'Zeilen')} gesichert.`,
  close: 'Schließen',
}
