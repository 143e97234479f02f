import { noticeKinds, noticeOutcomes } from '../../../preload/contract/notices.ts'
import { noticeWords as words } from '../../text/words.ts'

export type NoticeSetting = 'rules' | 'kinds' | 'quiet' | 'digest' | 'sound' | 'lost' | 'low' | 'try' | 'browser'

/** What the search finds each of these settings by, in the language of now. */
export function noticeTexts(): Readonly<Record<NoticeSetting, string>> {
  const kinds = noticeKinds.map((kind) => words.kinds[kind]).join(' ')
  return {
    rules: [words.rules, kinds, ...noticeOutcomes.map((outcome) => words.outcomes[outcome])].join(' '),
    kinds: `${words.otherwise} ${kinds}`,
    quiet: `${words.quiet} ${words.days}`,
    digest: `${words.digest} ${words.digestMeaning}`,
    sound: `${words.sound} ${words.soundMeaning}`,
    lost: `${words.lostAfter} ${words.lostMeaning}`,
    low: `${words.low} ${words.lowMeaning}`,
    try: words.try,
    browser: words.browser,
  }
}

/** A few of a setting's values to choose from, and the one of now where it is another. */
export function choices(usual: readonly number[], now: number): number[] {
  return [...new Set([...usual, now])].sort((a, b) => a - b)
}

const hour = 60

/** A length of time in minutes, in words: whole hours where it is some. */
export function spanText(minutes: number, of: 'after' | 'every'): string {
  if (minutes === 0) return words.atOnce
  const isHours = minutes >= hour && minutes % hour === 0
  if (of === 'after') return isHours ? words.afterHours(minutes / hour) : words.afterMinutes(minutes)
  return isHours ? words.everyHours(minutes / hour) : words.everyMinutes(minutes)
}
