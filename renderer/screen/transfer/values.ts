import type { PortableSetting, Settings } from '../../../preload/contract/settings.ts'
import { languageNames } from '../../../preload/words/language.ts'
import { count, list, size } from '../../text/format.ts'
import { noticeKinds } from '../../../preload/contract/notices.ts'
import { clockText } from '../../view/times.ts'
import { noticeWords, shellWords, t, transferWords } from '../../text/words.ts'

const { values: words } = transferWords
const look = shellWords.toolbar

/** How each setting's value is said; it need not say all that differs, but what it is about. */
const spell: { [N in PortableSetting]: (value: Settings[N]) => string } = {
  theme: (theme) => look.themes[theme],
  language: (language) => (language === 'system' ? look.languageOfSystem : languageNames[language]),
  density: (density) => look.densities[density],
  columns: columnsText,
  sort: (keys) => {
    const names = keys.map(({ column, down }) =>
      down ? words.downwards(t.columnNames[column]) : t.columnNames[column],
    )
    return names.length === 0 ? words.none : words.ordered(names)
  },
  sidebarPx: (px) => words.pixels(px),
  detailsPx: (px) => words.pixels(px),
  detailsOpen: (isOpen) => (isOpen ? words.shown : words.hidden),
  rowsPerDaemon: (rows) => count(rows),
  keys: (keys) => (Object.keys(keys).length === 0 ? words.usual : words.keys(Object.keys(keys).length)),
  notices: (told) => {
    const names = noticeKinds.filter((kind) => told[kind]).map((kind) => noticeWords.kinds[kind])
    return names.length === 0 ? words.none : list(names)
  },
  noticeRules: (rules) => (rules.length === 0 ? words.none : words.rules(rules.length)),
  noticeSound: onOrOff,
  quietHours: ({ on, from, to, days }) =>
    on
      ? words.span(clockText(from), clockText(to), list(days.map((day) => noticeWords.dayNames[day] ?? '')))
      : words.off,
  digestMinutes: (minutes) => (minutes === 0 ? words.off : noticeWords.everyMinutes(minutes)),
  lostAfterMinutes: (minutes) => (minutes === 0 ? noticeWords.atOnce : noticeWords.afterMinutes(minutes)),
  lowFreeBytes: (bytes) => size(bytes),
  folded: (sections) => (sections.length === 0 ? words.none : words.sections(sections.length)),
}

function onOrOff(isOn: boolean): string {
  return isOn ? words.on : words.off
}

function columnsText(columns: Settings['columns']): string {
  const visible = columns.filter(({ visible }) => visible).map(({ id }) => t.columnNames[id])
  return columns.length === 0 ? words.usual : words.columns(visible)
}

/** What a setting is in these; where both sides would read alike, the widths of columns are what differs. */
export function settingText(name: PortableSetting, settings: Partial<Settings>): string {
  const value = settings[name]
  if (value === undefined) return ''
  // The table has the right function for each name; TypeScript cannot follow that through a union.
  const spelled = spell[name] as (value: unknown) => string
  return spelled(value)
}

/** From and to of a setting, which never read alike. */
export function changeText(name: PortableSetting, from: Partial<Settings>, to: Partial<Settings>): [string, string] {
  const [before, behind] = [settingText(name, from), settingText(name, to)]
  if (before !== behind || name !== 'columns') return [before, behind]
  return [widthsText(from.columns), widthsText(to.columns)]
}

function widthsText(columns: Settings['columns'] = []): string {
  const visible = columns.filter(({ visible }) => visible)
  return words.columns(visible.map(({ id, width }) => words.width(t.columnNames[id], Math.round(width))))
}
