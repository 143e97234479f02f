import { english } from '../../preload/words/en/table.ts'
import type { Words } from '../../preload/words/words.ts'
import { language } from './language.svelte.ts'

/*
 * The catalogue as the window reads it. These objects stay the same for good; each entry is read from the table of the
 * language of now, so that what shows it is drawn anew when that changes. An entry is to be read where it is shown: a
 * text that was put away stays in its language.
 */
type Table = Readonly<Record<string, unknown>>

/** A group of entries: everything but what is said itself (texts, functions, and lists of texts). */
function isGroup(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function live(shape: Table, read: () => Table): Table {
  const face = {}
  for (const [name, value] of Object.entries(shape)) {
    const group = isGroup(value) ? live(value, () => read()[name] as Table) : null
    Object.defineProperty(face, name, { enumerable: true, get: () => group ?? read()[name] })
  }
  return face
}

const words = live(english, () => language.words) as unknown as Words

export const {
  t,
  accountWords,
  actingWords,
  addWords,
  auditWords,
  commandNames,
  daemonWords,
  dataWords,
  desktopPageWords,
  dayWords,
  eventWords,
  folderWords,
  importWords,
  keyWords,
  kindTable,
  logWords,
  massWords,
  noticeWords,
  optionWords,
  pageWords,
  paletteWords,
  peerWords,
  removeWords,
  renameWords,
  settingsWords,
  sheetWords,
  shellWords,
  tabWords,
  trackerWords,
  transferWords,
  uiWords,
  updateWords,
} = words

export type Verb = keyof typeof t.verbs
export type CommandId = keyof typeof commandNames
