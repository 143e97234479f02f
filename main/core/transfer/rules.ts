import * as v from 'valibot'
import { mostNoticeRules, type NoticeRule, NoticeRuleSchema } from '../../../preload/contract/notices.ts'
import { mostTransferDaemons } from '../../../preload/contract/transfer.ts'

/*
 * Rules of notices name daemons by the ids that they have here, which mean nothing elsewhere: in a file they name the
 * place of the daemon in the file's own list.
 */
const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostTransferDaemons - 1))
const FileRulesSchema = v.pipe(
  v.array(v.strictObject({ ...NoticeRuleSchema.entries, daemon: v.nullable(place) })),
  v.maxLength(mostNoticeRules),
)
/** No daemon here has such an id. */
const waiting = 'file:'

/** As a file has them; a rule about a daemon that is not in the file is left out. */
export function rulesForFile(rules: readonly NoticeRule[], daemons: readonly string[]): object[] {
  return rules.flatMap((rule): object[] => {
    if (rule.daemon === null) return [rule]
    const at = daemons.indexOf(rule.daemon)
    return at < 0 ? [] : [{ ...rule, daemon: at }]
  })
}

/** As they stand in a file: until it is known which daemons are meant, they fit none. null = they make no sense. */
export function rulesOfFile(given: unknown): NoticeRule[] | null {
  const read = v.safeParse(FileRulesSchema, given, { abortEarly: true })
  if (!read.success) return null
  return read.output.map((rule) => ({ ...rule, daemon: rule.daemon === null ? null : `${waiting}${rule.daemon}` }))
}

/**
 * With the ids of here, where a daemon of the file is one of ours.
 * @param idOf the id of the daemon in that place of the file; null = it is not here
 */
export function rulesHere(rules: readonly NoticeRule[], idOf: (place: number) => string | null): NoticeRule[] {
  return rules.map((rule) => {
    if (!isWaiting(rule)) return rule
    return { ...rule, daemon: idOf(Number(rule.daemon?.slice(waiting.length))) ?? rule.daemon }
  })
}

/** Those that mean something here: not those about daemons that were not taken over. */
export function rulesToKeep(rules: readonly NoticeRule[]): NoticeRule[] {
  return rules.filter((rule) => !isWaiting(rule))
}

function isWaiting({ daemon }: NoticeRule): boolean {
  return daemon?.startsWith(waiting) ?? false
}
