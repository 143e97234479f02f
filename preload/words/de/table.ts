import type { Locale } from '../formats.ts'
import type { Words } from '../words.ts'
import { addWords } from './adding.ts'
import { asks } from './asks.ts'
import { commandNames, paletteWords, sheetWords } from './commands.ts'
import { daemonWords } from './daemons.ts'
import { desktopWords } from './desktop.ts'
import { faults } from './faults.ts'
import { figureWords } from './figures.ts'
import { history } from './history.ts'
import { importWords } from './importing.ts'
import { inside } from './inside.ts'
import { kindTable } from './kinds.ts'
import { t } from './messages.ts'
import { news } from './news.ts'
import { removeWords } from './removing.ts'
import { shellWords } from './shell.ts'
import { uiWords } from './ui.ts'

export const germanLocale: Locale = { figures: 'de', dates: 'de' }

export const german: Words = {
  t,
  addWords,
  commandNames,
  paletteWords,
  sheetWords,
  daemonWords,
  desktopWords,
  figureWords,
  importWords,
  kindTable,
  removeWords,
  shellWords,
  uiWords,
  sentences: { ...asks, ...faults, ...history, ...inside, ...news },
}
