import { isolated } from '../../text/shown.ts'
import type { removalSays as englishSays, removeWords as english } from '../en/removing.ts'
import type { Wide } from '../wide.ts'
import { counted, form, listed, seconds, torrents } from './numbers.ts'

export const removeWords: Wide<typeof english> = {
  title: (number) => `${torrents(number)} entfernen`,
  torrents: 'Wird entfernt',
  choice: 'Was mit den geladenen Dateien geschieht',
  staying: (number, why) => `${counted(number, 'Torrent bleibt', 'Torrents bleiben')}: ${why}`,
  none: 'Keiner davon lässt sich jetzt entfernen.',
  many: (number) => torrents(number),
  waiting: (what, _number, where, withFiles) =>
    `Wird von ${listed(where)}${withFiles ? ' samt Dateien' : ''} entfernt: ${what}`,
  inSeconds: (left) => `in ${seconds(left)}`,
  held: 'angehalten, solange hier gelesen wird',
  sending: 'jetzt',
  away: (what, daemons) =>
    `${what} wird entfernt, sobald ${listed(daemons)} wieder da ${form(daemons.length, 'ist', 'sind')}.`,
  keepsFiles: (number) => `Nur aus der Liste: ${form(number, 'Seine', 'Ihre')} Dateien bleiben`,
  dropsFiles: 'Danach bringt nichts die Dateien zurück',
  undo: 'Rückgängig',
  now: 'Jetzt',
  undone: (number) => `${counted(number, 'Torrent bleibt', 'Torrents bleiben')}.`,
  going: 'Wird entfernt',
  whyGoing: 'Wird entfernt: das zuerst rückgängig machen.',
  nothingToUndo: 'Kein Entfernen wartet darauf, rückgängig gemacht zu werden.',
  wait: 'Gesendet wird nach 8\u00a0Sekunden; bis dahin lässt es sich rückgängig machen.',
  label: 'Entfernungen',
}

export const removalSays: Wide<typeof englishSays> = {
  'removal.twice': 'Das wird schon entfernt.',
  'removal.late': 'Dieses Entfernen läuft schon oder ist vorbei: Es lässt sich nicht mehr ändern.',
  'removal.wasUndone': 'Vor dem Senden rückgängig gemacht.',
  'removal.wasCancelled': 'Estuary endete vor dem Senden: Davon wurde nichts entfernt.',
  'removal.wasUnsure': 'Estuary endete während des Sendens: Die Liste zeigt, ob es geschehen ist.',
  'removal.wasForgotten': 'Der Daemon kam vor dem Senden von der Liste.',
  'removal.cancelled': ({ what, daemons }) =>
    `Estuary endete, bevor dies von ${listed(daemons.map(isolated))} entfernt war: ${isolated(what)}. Nichts wurde ` +
    'entfernt; falls es noch gewünscht ist, noch einmal entfernen.',
  'removal.unsure': ({ what, daemons }) =>
    `Estuary endete, während dies von ${listed(daemons.map(isolated))} entfernt wurde: ${isolated(what)}. Die Liste ` +
    'zeigt, ob es geschehen ist.',
}
