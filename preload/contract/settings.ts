import * as v from 'valibot'
import { DesktopSettingsSchema, usualDesktop } from './desktop.ts'
import { noticeSettings, usualNotices } from './notices.ts'
import { TorrentOptionsSchema } from './options.ts'
import { text } from './units.ts'

export const columnIds = [
  'queue',
  'name',
  'daemon',
  'size',
  'progress',
  'state',
  'down',
  'up',
  'left',
  'ratio',
  'seeds',
  'peers',
  'label',
  'added',
  'completed',
  'done',
  'uploaded',
  'remaining',
  'seedsPeers',
  'downLimit',
  'upLimit',
  'availability',
  'seenComplete',
  'lastTransfer',
  'tracker',
  'trackerStatus',
  'folder',
  'owner',
  'shared',
  'private',
] as const
export type ColumnId = (typeof columnIds)[number]

const ColumnSchema = v.object({
  id: v.picklist(columnIds),
  width: v.pipe(v.number(), v.minValue(32), v.maxValue(2000)),
  visible: v.boolean(),
})
export type ColumnChoice = v.InferOutput<typeof ColumnSchema>

export const SortSchema = v.object({ column: v.picklist(columnIds), down: v.boolean() })
export type SortKey = v.InferOutput<typeof SortSchema>

/** The tabs of the details, in their order. */
export const detailsTabs = ['status', 'files', 'peers', 'trackers', 'options', 'history'] as const
export type DetailsTabId = (typeof detailsTabs)[number]

/** What the files of a torrent can be ordered by. */
export const fileColumns = ['name', 'size', 'progress', 'priority'] as const
export type FileColumn = (typeof fileColumns)[number]

const FileSortSchema = v.object({ column: v.picklist(fileColumns), down: v.boolean() })
export type FileSort = v.InferOutput<typeof FileSortSchema>

/** The languages that Estuary speaks. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** How many torrents are shown of one daemon at most, unless a person says otherwise. */
export const defaultRowsPerDaemon = 250_000

/** How many that may be. */
export const rowsPerDaemonRange = { least: 1_000, most: 500_000 } as const

/** Folders of each daemon that are remembered. */
export const mostLastFolders = 10
/** Daemons whose last choices are remembered. */
const mostChoices = 500

/** What each setting may be. */
const values = {
  theme: v.picklist(['system', 'light', 'dark']),
  /** What people read, in the window and around it; system = the first of theirs that Estuary speaks, or English. */
  language: v.picklist(['system', ...languages]),
  density: v.picklist(['compact', 'comfortable']),
  /** In order; columns that are missing here follow hidden, at their default width. */
  columns: v.pipe(v.array(ColumnSchema), v.maxLength(columnIds.length)),
  /** First and second key. */
  sort: v.pipe(v.array(SortSchema), v.maxLength(2)),
  sidebarPx: v.pipe(v.number(), v.minValue(160), v.maxValue(600)),
  detailsPx: v.pipe(v.number(), v.minValue(120), v.maxValue(4000)),
  detailsOpen: v.boolean(),
  /** The tab that was looked at last. */
  detailsTab: v.picklist(detailsTabs),
  /** The order of the files there. */
  fileSort: FileSortSchema,
  /** Torrents that are taken of one daemon; of a daemon that has more, the first are shown, and that is said. */
  rowsPerDaemon: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(rowsPerDaemonRange.least),
    v.maxValue(rowsPerDaemonRange.most),
  ),
  /** The person's own keys, by command: an empty list is none, an absent one the usual. */
  keys: v.pipe(v.record(text(40), v.pipe(v.array(text(40)), v.maxLength(4))), v.maxEntries(200)),
  /** Commands that were chosen by their name, the last first. */
  recentCommands: v.pipe(v.array(text(40)), v.maxLength(5)),
  /** What the desktop program does beside its window. */
  desktop: DesktopSettingsSchema,
  /** Sidebar sections that are folded. */
  folded: v.pipe(v.array(text(100)), v.maxLength(100)),
  /** The add dialog's last choices, by daemon id, and the daemon chosen last. */
  adding: v.object({
    daemon: v.nullable(text(32)),
    choices: v.pipe(
      v.record(
        text(32),
        v.object({
          folder: text(4096),
          paused: v.boolean(),
          /** Folders that were used there lately, the last one first. */
          folders: v.optional(v.pipe(v.array(text(1024)), v.maxLength(mostLastFolders)), []),
          options: v.optional(TorrentOptionsSchema, {}),
        }),
      ),
      v.maxEntries(mostChoices),
    ),
  }),
  /** The highest number of a line of history that was there when somebody looked; null = nobody ever did. */
  seenEvent: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))),
  /** What happened in absences that ended until then was seen; null = nothing was closed yet. */
  seenAwayUntil: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15))),
  /** Till then nothing is told but what always is: it is gathered as in quiet hours; null = it is told. */
  mutedUntil: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15))),
  ...noticeSettings,
}

export type SettingName = keyof typeof values

/**
 * What no other Estuary has a use for: it names daemons by the ids that they have here, is a trace of use, or belongs to
 * this machine's desktop.
 */
const localSettings = [
  'adding',
  'recentCommands',
  'detailsTab',
  'fileSort',
  'seenEvent',
  'seenAwayUntil',
  'mutedUntil',
  'desktop',
] as const satisfies readonly SettingName[]
const isLocal: ReadonlySet<string> = new Set(localSettings)

/** Settings that people take along to another Estuary. */
export type PortableSetting = Exclude<SettingName, (typeof localSettings)[number]>
export const portableSettings = Object.keys(values).filter((name) => !isLocal.has(name)) as PortableSetting[]

/** What the window remembers; every field has a default, so an old or damaged value costs only itself. */
export const SettingsSchema = v.object({
  theme: v.fallback(values.theme, 'system'),
  language: v.fallback(values.language, 'system'),
  density: v.fallback(values.density, 'compact'),
  columns: v.fallback(values.columns, []),
  sort: v.fallback(values.sort, [{ column: 'added', down: true }]),
  sidebarPx: v.fallback(values.sidebarPx, 236),
  detailsPx: v.fallback(values.detailsPx, 248),
  detailsOpen: v.fallback(values.detailsOpen, true),
  detailsTab: v.fallback(values.detailsTab, 'status'),
  fileSort: v.fallback(values.fileSort, { column: 'name', down: false }),
  rowsPerDaemon: v.fallback(values.rowsPerDaemon, defaultRowsPerDaemon),
  keys: v.fallback(values.keys, {}),
  recentCommands: v.fallback(values.recentCommands, []),
  desktop: v.fallback(values.desktop, usualDesktop),
  folded: v.fallback(values.folded, []),
  adding: v.fallback(values.adding, { daemon: null, choices: {} }),
  seenEvent: v.fallback(values.seenEvent, null),
  seenAwayUntil: v.fallback(values.seenAwayUntil, null),
  mutedUntil: v.fallback(values.mutedUntil, null),
  notices: v.fallback(values.notices, usualNotices.notices),
  noticeRules: v.fallback(values.noticeRules, usualNotices.noticeRules),
  noticeSound: v.fallback(values.noticeSound, usualNotices.noticeSound),
  quietHours: v.fallback(values.quietHours, usualNotices.quietHours),
  digestMinutes: v.fallback(values.digestMinutes, usualNotices.digestMinutes),
  lostAfterMinutes: v.fallback(values.lostAfterMinutes, usualNotices.lostAfterMinutes),
  lowFreeBytes: v.fallback(values.lowFreeBytes, usualNotices.lowFreeBytes),
})
export type Settings = v.InferOutput<typeof SettingsSchema>

export const settingsCalls = {
  'settings.get': { args: v.object({}), result: SettingsSchema },
  /** What is not a setting, or not a value of it, is refused as a whole: nothing of it is kept. */
  'settings.set': { args: v.partial(v.strictObject(values)), result: SettingsSchema },
} as const

export const settingsFeeds = {
  settings: { args: v.object({}), item: SettingsSchema },
} as const
