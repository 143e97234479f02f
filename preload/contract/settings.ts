import * as v from 'valibot'

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

/** How many torrents are shown of one daemon at most, unless a person says otherwise. */
export const defaultRowsPerDaemon = 250_000

/** What the window remembers; every field has a default, so an old or damaged value costs only itself. */
export const SettingsSchema = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  density: v.fallback(v.picklist(['compact', 'comfortable']), 'compact'),
  /** In order; columns that are missing here follow hidden, at their default width. */
  columns: v.fallback(v.array(ColumnSchema), []),
  /** First and second key. */
  sort: v.fallback(v.pipe(v.array(SortSchema), v.maxLength(2)), [{ column: 'added', down: true }]),
  sidebarPx: v.fallback(v.pipe(v.number(), v.minValue(160), v.maxValue(600)), 236),
  detailsPx: v.fallback(v.pipe(v.number(), v.minValue(120), v.maxValue(1200)), 248),
  detailsOpen: v.fallback(v.boolean(), true),
  /** Torrents that are taken of one daemon; of a daemon that has more, the first are shown, and that is said. */
  rowsPerDaemon: v.fallback(
    v.pipe(v.number(), v.integer(), v.minValue(1_000), v.maxValue(500_000)),
    defaultRowsPerDaemon,
  ),
  /** Sidebar sections that are folded. */
  folded: v.fallback(v.array(v.string()), []),
  /** The add dialog's last choices, by daemon id, and the daemon chosen last. */
  adding: v.fallback(
    v.object({
      daemon: v.nullable(v.string()),
      choices: v.record(v.string(), v.object({ folder: v.string(), paused: v.boolean() })),
    }),
    { daemon: null, choices: {} },
  ),
})
export type Settings = v.InferOutput<typeof SettingsSchema>

export const settingsCalls = {
  'settings.get': { args: v.object({}), result: SettingsSchema },
  'settings.set': { args: v.partial(v.object({ ...SettingsSchema.entries })), result: SettingsSchema },
} as const

export const settingsFeeds = {
  settings: { args: v.object({}), item: SettingsSchema },
} as const
