import type { Locale } from '../formats.ts'
import { accountSays, accountWords } from './accounts.ts'
import { addWords } from './adding.ts'
import { asks } from './asks.ts'
import { commandNames, paletteWords, sheetWords } from './commands.ts'
import { daemonWords } from './daemons.ts'
import { dataWords, logWords } from './data.ts'
import { desktopPageWords, desktopSays, desktopWords } from './desktop.ts'
import { daemonFaults } from './faults-daemon.ts'
import { startFaults } from './faults-start.ts'
import { storeFaults } from './faults-store.ts'
import { faults } from './faults.ts'
import { figureWords } from './figures.ts'
import { history } from './history.ts'
import { importWords } from './importing.ts'
import { inside } from './inside.ts'
import { keyWords } from './keys.ts'
import { kindFaults, kindTable } from './kinds.ts'
import { massWords } from './mass.ts'
import { t } from './messages.ts'
import { news } from './news.ts'
import { pageWords } from './pages.ts'
import { removeWords } from './removing.ts'
import { settingsWords } from './settings.ts'
import { shellWords } from './shell.ts'
import { transferSays, transferWords } from './transfer.ts'
import { uiWords } from './ui.ts'

export const englishLocale: Locale = { figures: 'en', dates: 'en-GB' }

/** Everything that is said, in English: the form of every other table. */
export const english = {
  t,
  accountWords,
  addWords,
  commandNames,
  paletteWords,
  sheetWords,
  daemonWords,
  dataWords,
  desktopPageWords,
  desktopWords,
  figureWords,
  importWords,
  keyWords,
  kindTable,
  logWords,
  massWords,
  pageWords,
  removeWords,
  settingsWords,
  shellWords,
  transferWords,
  uiWords,
  sentences: {
    ...accountSays,
    ...asks,
    ...kindFaults,
    ...daemonFaults,
    ...desktopSays,
    ...storeFaults,
    ...startFaults,
    ...faults,
    ...history,
    ...inside,
    ...news,
    ...transferSays,
  },
}
