import * as v from 'valibot'
import { DaemonIdSchema, TorrentKeySchema } from './keys.ts'
import { text } from './units.ts'

/**
 * What a person may be told of. finished, failed: a torrent · lost: a daemon stays away · back: one that was told as
 * lost is there again · low: little is free where a daemon keeps what it loads.
 */
export const noticeKinds = ['finished', 'failed', 'lost', 'back', 'low'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/**
 * What happens. always: told with sound, also in quiet hours · sound, silent: told with and without a sound · bell: it
 * only stands in the events, and their bell counts it · nothing: it stands there, and nobody is made to look.
 */
export const noticeOutcomes = ['always', 'sound', 'silent', 'bell', 'nothing'] as const
export type NoticeOutcome = (typeof noticeOutcomes)[number]

/** Minutes of a day. */
export const dayMinutes = 24 * 60
/** A digest is made so rarely at most. */
export const longestDigestMinutes = dayMinutes
/** A daemon stays away so long at most before it is told as lost. */
export const longestAwayMinutes = dayMinutes
export const mostNoticeRules = 100
/** Free space below which it is little. */
export const lowFreeRange = { least: 1024 ** 3, most: 1024 ** 5 } as const

const minutes = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))

/** A line of the person's: the first that fits and is on decides. */
export const NoticeRuleSchema = v.strictObject({
  on: v.boolean(),
  /** null = whatever it is. */
  kind: v.nullable(v.picklist(noticeKinds)),
  /** null = any. One that is not in the list fits none. */
  daemon: v.nullable(text(32)),
  /** null = any, empty = none. Daemons have no label, so only a rule for any fits news of them. */
  label: v.nullable(text(100)),
  outcome: v.picklist(noticeOutcomes),
})
export type NoticeRule = v.InferOutput<typeof NoticeRuleSchema>

export const NoticeRulesSchema = v.pipe(v.array(NoticeRuleSchema), v.maxLength(mostNoticeRules))

/** Of each kind, whether it is told where no rule fits; else the bell counts it. */
export const NoticeKindsSchema = v.strictObject({
  finished: v.boolean(),
  failed: v.boolean(),
  lost: v.boolean(),
  back: v.boolean(),
  low: v.boolean(),
})
export type NoticeKinds = v.InferOutput<typeof NoticeKindsSchema>

/** When nothing is told but what always is: by the clock of the machine that Estuary runs on. */
export const QuietHoursSchema = v.strictObject({
  on: v.boolean(),
  /** Minutes after midnight; where `to` is not later, they end on the next day. */
  from: minutes(dayMinutes - 1),
  to: minutes(dayMinutes - 1),
  /** The days on which they begin, 0 = Sunday. */
  days: v.pipe(v.array(minutes(6)), v.maxLength(7)),
})
export type QuietHours = v.InferOutput<typeof QuietHoursSchema>

/** The settings of notices. */
export const noticeSettings = {
  /** Of each kind, whether it is told where no rule fits. */
  notices: NoticeKindsSchema,
  /** In order. */
  noticeRules: NoticeRulesSchema,
  /** Whether a notice may make a sound at all. */
  noticeSound: v.boolean(),
  quietHours: QuietHoursSchema,
  /** What finishes or fails within so long after a notice of that kind is told together; 0 = each by itself. */
  digestMinutes: minutes(longestDigestMinutes),
  /** So long a daemon stays away before it is told as lost; 0 = at once. */
  lostAfterMinutes: minutes(longestAwayMinutes),
  /** Less free than this is little. */
  lowFreeBytes: v.pipe(v.number(), v.integer(), v.minValue(lowFreeRange.least), v.maxValue(lowFreeRange.most)),
}

export const allDays = [0, 1, 2, 3, 4, 5, 6] as const

/** What they are as long as nobody says otherwise. */
export const usualNotices = {
  notices: { finished: true, failed: true, lost: true, back: true, low: true },
  noticeRules: [] as NoticeRule[],
  noticeSound: true,
  quietHours: { on: false, from: 22 * 60, to: 7 * 60, days: [...allDays] as number[] },
  digestMinutes: 0,
  lostAfterMinutes: 1,
  lowFreeBytes: 5 * 1024 ** 3,
}

/** What is decided about. */
export interface Noticed {
  readonly kind: NoticeKind
  readonly daemon: string
  /** null = it is about no torrent. */
  readonly label: string | null
}

/** What makes people get up, where no rule says otherwise. */
const loud: ReadonlySet<NoticeKind> = new Set(['failed', 'low'])

/** What the person's rules say of something, the first that fits; where none does, what is usual. */
export function outcomeOf(
  { kind, daemon, label }: Noticed,
  { notices, noticeRules }: { notices: NoticeKinds; noticeRules: readonly NoticeRule[] },
): NoticeOutcome {
  const rule = noticeRules.find(
    (one) =>
      one.on &&
      (one.kind === null || one.kind === kind) &&
      (one.daemon === null || one.daemon === daemon) &&
      (one.label === null || one.label === label),
  )
  if (rule) return rule.outcome
  if (!notices[kind]) return 'bell'
  return loud.has(kind) ? 'sound' : 'silent'
}

/** What a notice leads to: torrents of a daemon, a daemon, or (daemon = null) what happened. */
export const LeadSchema = v.object({
  daemon: v.nullable(DaemonIdSchema),
  /** The first of them where there are many. */
  torrents: v.array(TorrentKeySchema),
})
export type Lead = v.InferOutput<typeof LeadSchema>

export const noticeCalls = {
  /**
   * Shows a notice as a sample, whatever the rules say. shown: the system took it · refused: it would not · yours: this
   * door has no notices of the system, the page asks its browser.
   */
  'notices.try': { args: v.object({}), result: v.picklist(['shown', 'refused', 'yours']), by: 'window' },
} as const

export const noticeFeeds = {
  /** The person followed a notice of the system; one window gets each: whichever listens, or the next one to come. */
  leads: { args: v.object({}), item: LeadSchema },
} as const
