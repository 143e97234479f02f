import type { Locale } from '../formats.ts'
import type { Words } from '../words.ts'
import { accountSays, accountWords } from './accounts.ts'
import { actingSays, actingWords } from './acting.ts'
import { addWords } from './adding.ts'
import { asks } from './asks.ts'
import { auditWords } from './audit.ts'
import { commandNames, paletteWords, sheetWords } from './commands.ts'
import { daemonWords } from './daemons.ts'
import { dataWords, logWords } from './data.ts'
import { desktopPageWords, desktopSays, desktopWords } from './desktop.ts'
import { dayWords, eventWords } from './events.ts'
import { callFaults } from './faults-calls.ts'
import { daemonFaults } from './faults-daemon.ts'
import { startFaults } from './faults-start.ts'
import { storeFaults } from './faults-store.ts'
import { faults } from './faults.ts'
import { figureWords } from './figures.ts'
import { folderSays, folderWords } from './folders.ts'
import { history } from './history.ts'
import { importWords } from './importing.ts'
import { inside } from './inside.ts'
import { keyWords } from './keys.ts'
import { kindFaults, kindTable } from './kinds.ts'
import { massWords } from './mass.ts'
import { t } from './messages.ts'
import { news } from './news.ts'
import { noticeWords } from './notices.ts'
import { optionWords } from './options.ts'
import { pageWords } from './pages.ts'
import { peerWords } from './peers.ts'
import { removalSays, removeWords } from './removing.ts'
import { renameWords } from './renaming.ts'
import { settingsWords } from './settings.ts'
import { shellWords } from './shell.ts'
import { tabWords } from './tabs.ts'
import { trackerWords } from './trackers.ts'
import { transferSays, transferWords } from './transfer.ts'
import { uiWords } from './ui.ts'
import { updateWords } from './updates.ts'

export const germanLocale: Locale = { figures: 'de', dates: 'de' }

export const german: Words = {
  t,
  accountWords,
  actingWords,
  addWords,
  auditWords,
  commandNames,
  paletteWords,
  sheetWords,
  daemonWords,
  dataWords,
  desktopPageWords,
  desktopWords,
  dayWords,
  eventWords,
  figureWords,
  folderWords,
  importWords,
  keyWords,
  kindTable,
  logWords,
  massWords,
  noticeWords,
  optionWords,
  pageWords,
  peerWords,
  removeWords,
  renameWords,
  settingsWords,
  shellWords,
  tabWords,
  trackerWords,
  transferWords,
  uiWords,
  updateWords,
  sentences: {
    ...accountSays,
    ...asks,
    ...kindFaults,
    ...callFaults,
    ...daemonFaults,
    ...desktopSays,
    ...storeFaults,
    ...startFaults,
    ...faults,
    ...folderSays,
    ...history,
    ...inside,
    ...news,
    ...transferSays,
    ...removalSays,
    ...actingSays,
  },
}
