import type { massWords as english } from '../en/mass.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, torrents } from './numbers.ts'

export const massWords: Wide<typeof english> = {
  title: {
    pause: (number) => `${torrents(number)} pausieren?`,
    resume: (number) => `${torrents(number)} fortsetzen?`,
    recheck: (number) => `${torrents(number)} überprüfen?`,
    reannounce: (number) => `Tracker für ${torrents(number)} erneut fragen?`,
    queueTop: (number) => `${torrents(number)} an den Anfang der Warteschlange?`,
    queueUp: (number) => `${torrents(number)} in der Warteschlange nach oben?`,
    queueDown: (number) => `${torrents(number)} in der Warteschlange nach unten?`,
    queueBottom: (number) => `${torrents(number)} ans Ende der Warteschlange?`,
  },
  list: 'Nach Daemons',
  acting: {
    pause: (number) => counted(number, 'pausiert', 'pausieren'),
    resume: (number) => counted(number, 'läuft weiter', 'laufen weiter'),
    recheck: (number) => counted(number, 'wird überprüft', 'werden überprüft'),
    reannounce: (number) => counted(number, 'meldet sich', 'melden sich'),
    queueTop: (number) => counted(number, 'wird verschoben', 'werden verschoben'),
    queueUp: (number) => counted(number, 'wird verschoben', 'werden verschoben'),
    queueDown: (number) => counted(number, 'wird verschoben', 'werden verschoben'),
    queueBottom: (number) => counted(number, 'wird verschoben', 'werden verschoben'),
  },
  already: {
    pause: (number) => counted(number, 'steht schon', 'stehen schon'),
    resume: (number) => counted(number, 'läuft schon', 'laufen schon'),
  },
  none: {
    pause: 'Alle davon sind schon pausiert.',
    resume: 'Alle davon laufen schon.',
    other: 'Keiner davon ist noch da.',
  },
  staying: (number, why) => `${counted(number, 'Torrent bleibt', 'Torrents bleiben')} unverändert: ${why}`,
  which: 'Welche davon weiterlaufen',
  together: (number) =>
    number === 1 ? 'Nur der eine gemeinsam pausierte' : `Nur die ${figures.format(number)} gemeinsam pausierten`,
  togetherText: (when) => `Was auf einmal pausiert wurde, ${when}.`,
  all: (number) => `Alle ${torrents(number)}`,
  allText: (names) => `Auch was schon vorher pausiert war: ${names}.`,
  more: (number) => counted(number, 'weiterer', 'weitere'),
  act: {
    pause: (number) => `${torrents(number)} pausieren`,
    resume: (number) => `${torrents(number)} fortsetzen`,
    recheck: (number) => `${torrents(number)} überprüfen`,
    reannounce: (number) => `Für ${torrents(number)} fragen`,
    queueTop: (number) => `${torrents(number)} verschieben`,
    queueUp: (number) => `${torrents(number)} verschieben`,
    queueDown: (number) => `${torrents(number)} verschieben`,
    queueBottom: (number) => `${torrents(number)} verschieben`,
  },
  cancel: 'Abbrechen',
}
