import { isolated, isolatedPath } from '../../text/shown.ts'
import type { actingSays as englishSays, actingWords as english } from '../en/acting.ts'
import type { Wide } from '../wide.ts'
import { counted, listed, torrents } from './numbers.ts'

export const actingWords: Wide<typeof english> = {
  move: {
    title: (number) => `${torrents(number)} verschieben`,
    folderOn: (daemon) => `Ordner auf ${isolated(daemon)}`,
    several: 'Jetzt liegen sie in mehreren Ordnern.',
    now: (folder) => `Jetzt in ${isolatedPath(folder)}`,
    number: (number) => torrents(number),
    staying: (number, why) => `${counted(number, 'Torrent bleibt', 'Torrents bleiben')}: ${why}`,
    none: 'Keiner davon lässt sich jetzt verschieben.',
    wholePath: 'Den ganzen Pfad des Ordners angeben.',
    note: 'Der Daemon verschiebt, was schon da ist. Ein großer Torrent braucht seine Zeit; die Liste zeigt es.',
    act: 'Verschieben',
    cancel: 'Abbrechen',
    ended: (number) => `${torrents(number)} verschoben.`,
    some: (moved, whole) => `${counted(moved, 'Torrent', 'Torrents')} von ${whole} verschoben.`,
    nothing: (number) => `${torrents(number)} nicht verschoben.`,
  },
  label: {
    title: (number) => `Label für ${torrents(number)}`,
    field: 'Label',
    hint: 'Ein neues wird angelegt, wo es fehlt; leer nimmt das Label weg.',
    mixed: 'Jetzt haben sie verschiedene Labels. Ein neues wird angelegt, wo es fehlt; leer nimmt die Labels weg.',
    without: (daemon) => `Auf ${isolated(daemon)} ist das Label-Plugin aus: Torrents dort bekommen keines.`,
    staying: (number, why) => `${counted(number, 'Torrent bleibt', 'Torrents bleiben')} unverändert: ${why}`,
    act: 'Label setzen',
    clear: 'Label wegnehmen',
    cancel: 'Abbrechen',
  },
  options: {
    titles: {
      limits: (number) => `Grenzen für ${torrents(number)}`,
      sharing: (number) => `Besitzer und Teilen für ${torrents(number)}`,
    },
    reading: 'Liest, was jetzt eingestellt ist\u00a0…',
    inRate: (name, unit) => `${name}, ${unit}`,
    only: (daemons) => `Nur auf ${listed(daemons)}`,
    staying: (number, why) => `${counted(number, 'Torrent bleibt', 'Torrents bleiben')} unverändert: ${why}`,
    act: (number) => `Für ${torrents(number)} setzen`,
    cancel: 'Abbrechen',
  },
  limits: {
    title: 'Geschwindigkeitsgrenzen',
    open: 'Geschwindigkeitsgrenzen',
    on: (daemons) => `Alternative Grenzen: ${listed(daemons)}`,
    all: 'Alle Daemons',
    down: 'Empfangen',
    up: 'Senden',
    unlimited: 'unbegrenzt',
    mixed: 'verschieden',
    unit: 'KiB/s',
    alternative: 'Alternative Grenzen',
    turtle: (daemon) => `Alternative Grenzen auf ${isolated(daemon)}`,
    turtleAll: 'Alternative Grenzen auf allen',
    field: (way, daemon) => `${way}, ${isolated(daemon)}`,
    alternativeField: (way, daemon) => `${way}, alternativ, ${isolated(daemon)}`,
    back: 'Diese gelten wieder, wenn die alternativen Grenzen ausgeschaltet werden.',
    waits: (daemon) => `${isolated(daemon)} bekommt das, sobald es verbunden ist.`,
    wrong: 'Eine ganze Zahl ab 1; leer ist unbegrenzt.',
    none: 'Noch gibt es keinen Daemon.',
    failed: (daemon, why) => `${isolated(daemon)}: ${why}`,
  },
}

export const actingSays: Wide<typeof englishSays> = {
  'move.noFolder': 'Den Ordner angeben, in den verschoben wird.',
  'move.failed': ({ daemon, text }) => `${isolated(daemon)} konnte es nicht verschieben: ${isolated(text)}`,
  'move.stayed': ({ daemon, folder }) =>
    `Es liegt noch in ${isolatedPath(folder)}: ${isolated(daemon)} hat es nicht verschoben und sagt nicht, warum. ` +
    'Nachsehen, ob es in den Ordner schreiben darf.',
  'move.did.begin': ({ what, folder }) => `Verschieben nach ${isolatedPath(folder)} begonnen: ${isolated(what)}.`,
  'move.did.end': ({ what, folder }) => `Nach ${isolatedPath(folder)} verschoben: ${isolated(what)}.`,
  'limits.did.set': 'Geschwindigkeitsgrenzen geändert.',
  'limits.did.on': 'Alternative Geschwindigkeitsgrenzen eingeschaltet.',
  'limits.did.off': 'Alternative Geschwindigkeitsgrenzen ausgeschaltet.',
}
