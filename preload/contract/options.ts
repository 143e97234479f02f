import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { DaemonIdSchema, TorrentKeySchema } from './keys.ts'
import { ItemResultSchema } from './torrents.ts'
import { bytes, count, text } from './units.ts'

/** Beyond this a rate is none that anybody would limit to: 1 TB/s. */
const mostRate = 1e12
const mostPeers = 1_000_000
const mostRatio = 100_000
/** At most so many torrents at once: their daemons are asked one by one about each. */
const mostTorrents = 10_000

const Rate = v.nullable(v.pipe(bytes, v.minValue(1), v.maxValue(mostRate)))
const Some = v.nullable(v.pipe(count, v.minValue(1), v.maxValue(mostPeers)))

/** What is set of a torrent itself; what is absent is not known, or not changed. null = unlimited. */
export const TorrentOptionsSchema = v.partial(
  v.strictObject({
    downLimitBytesPerSecond: Rate,
    upLimitBytesPerSecond: Rate,
    connections: Some,
    uploadSlots: Some,
    stopAtRatio: v.boolean(),
    stopRatio: v.pipe(v.number(), v.minValue(0), v.maxValue(mostRatio)),
    /** Only where it stops at a ratio: it is then removed instead. */
    removeAtRatio: v.boolean(),
    moveWhenDone: v.boolean(),
    /** On the daemon's machine. */
    moveFolder: v.pipe(text(4096), v.trim()),
    sequential: v.boolean(),
    /** The first and last pieces of each file come first. */
    firstLast: v.boolean(),
    superSeeding: v.boolean(),
    /** The daemon's queue decides when it runs. */
    autoManaged: v.boolean(),
    /** Other accounts of the daemon see it. */
    shared: v.boolean(),
    owner: v.pipe(text(256), v.trim(), v.minLength(1, 'Give the name of an account.')),
    /** Empty = none. */
    label: v.pipe(text(256), v.trim()),
  }),
)
export type TorrentOptions = v.InferOutput<typeof TorrentOptionsSchema>
export type OptionName = keyof TorrentOptions
export const optionNames = Object.keys(TorrentOptionsSchema.entries) as OptionName[]
const NameSchema = v.picklist(optionNames)

const ValueSchema = v.nullable(v.union([v.string(), v.number(), v.boolean()]))
export type OptionValue = v.InferOutput<typeof ValueSchema>

/** Whether an option can have this value at all. */
export function isOptionValue(option: OptionName, value: OptionValue): boolean {
  return v.is(TorrentOptionsSchema, { [option]: value })
}

/** A value that torrents share; mixed = they do not, and value is null. */
const shared = {
  value: ValueSchema,
  mixed: v.boolean(),
  /** Of what is on here and off there: on so many torrents of so many. */
  share: v.optional(v.object({ on: count, of: count })),
}

export const OptionsReadingSchema = v.object({
  /** Torrents that were read. */
  read: count,
  /** Options that at least one of them has; the others are left out. */
  options: v.array(
    v.object({
      option: NameSchema,
      ...shared,
      /** The same for the torrents of each daemon, in the order of the keys. */
      by: v.array(v.object({ daemon: DaemonIdSchema, ...shared })),
    }),
  ),
  /** What is known in advance of each daemon. */
  daemons: v.array(
    v.object({
      daemon: DaemonIdSchema,
      /** Options that it cannot change, and why; all others it can. */
      cannot: v.array(v.object({ option: NameSchema, problem: ProblemSchema })),
      /** Labels that there are; null = it has none to offer. */
      labels: v.nullable(v.array(v.string())),
    }),
  ),
  /** Torrents that could not be read. */
  problems: v.array(ItemResultSchema),
})
export type OptionsReading = v.InferOutput<typeof OptionsReadingSchema>

/** How one torrent fared: the options that are not as they were to be, and why. Empty = all are. */
export const OptionResultSchema = v.object({
  key: v.string(),
  failed: v.array(v.object({ option: NameSchema, problem: ProblemSchema })),
})
export type OptionResult = v.InferOutput<typeof OptionResultSchema>

const Keys = v.pipe(
  v.array(TorrentKeySchema),
  v.minLength(1, 'Choose a torrent first.'),
  v.maxLength(mostTorrents, 'Choose fewer torrents.'),
)

export const optionCalls = {
  /** The options of these torrents, of any number of daemons, put together. */
  'options.read': { args: v.object({ keys: Keys }), result: OptionsReadingSchema },
  /** Changes these options of each of them, and nothing else; each torrent and each option fares by itself. */
  'options.set': {
    args: v.object({ keys: Keys, change: TorrentOptionsSchema }),
    result: v.array(OptionResultSchema),
    needs: 'options',
  },
} as const
