import type { massWords as english } from '../en/mass.ts'
import type { Wide } from '../wide.ts'
import { counted, figures, torrents } from './numbers.ts'

export const massWords: Wide<typeof english> = {
  title: {
    pause: (number) => `${torrents(number)} pausieren?`,
    resume: (number) => `${torrents(number)} fortsetzen?`,
  },
  list: 'Nach Daemons',
  acting: {
    pause: (number) => counted(number, 'pausiert', 'pausieren'),
    resume: (number) => counted(number, 'läuft weiter', 'laufen weiter'),
  },
  already: {
    pause: (number) => counted(number, 'steht schon', 'stehen schon'),
    resume: (number) => counted(number, 'läuft schon', 'laufen schon'),
  },
  none: { pause: 'Alle davon sind schon pausiert.', resume: 'Alle davon laufen schon.' },
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
  },
  cancel: 'Abbrechen',
}
